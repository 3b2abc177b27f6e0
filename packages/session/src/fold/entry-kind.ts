import type { z } from 'zod'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'
import type { AudienceRow } from './audience-rows.ts'

/** An entry as its fold reads it, from a server's log or from a participant's own stream. */
export type FoldedEntry<Data> = {
  readonly kind: string
  readonly at: number
  readonly by: ParticipantId | null
  readonly data: Data
}

/** Everything that defines one kind of entry. */
export type EntryKindRow<S extends z.ZodType> = {
  /** The data of today's version; older ones are upcast first (`log/entry-versions.ts`). Times are milliseconds since the epoch. */
  readonly schema: S
  readonly audience: AudienceRow
  /**
   * The name of an entry's subject, for kinds of which only the newest entry about a subject ever opens: as long as one is withheld, the
   * next one with the same name replaces it. Without this, every entry opens.
   */
  readonly replaces?: (entry: FoldedEntry<z.infer<S>>) => string
  /** Whether it tells those it was withheld from nothing, whatever opens later. */
  readonly neverOpens?: true
  /** What the entry means. Whatever it does not change keeps its identity. */
  readonly fold: (state: SessionState, entry: FoldedEntry<z.infer<S>>) => SessionState
}

/** Ties the data of `fold` to the schema of the same kind. */
export function entryKind<S extends z.ZodType>(row: EntryKindRow<S>): EntryKindRow<S> {
  return row
}

/** Whether an entry contains somebody's words; a kind that only people cause cannot come from the room. */
export function authorOf(entry: { readonly kind: string; readonly by: ParticipantId | null }): ParticipantId {
  if (entry.by === null) throw new Error(`${entry.kind} has no author`)
  return entry.by
}
