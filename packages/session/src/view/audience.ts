import type { AudienceRow } from '../fold/audience-rows.ts'
import { type EntryKind, entryKinds, entryTable } from '../fold/entries.ts'

export type { Audience, AudienceRow } from '../fold/audience-rows.ts'

/** Who may receive an entry of this kind. SPEC.md prints all rows; a test compares them. */
export function audienceOf(kind: EntryKind): AudienceRow {
  return entryTable[kind].audience
}

export const audienceTable: Readonly<Record<EntryKind, AudienceRow>> = Object.fromEntries(
  entryKinds.map((kind) => [kind, audienceOf(kind)]),
) as Record<EntryKind, AudienceRow>
