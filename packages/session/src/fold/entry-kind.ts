import type { z } from 'zod'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'
import type { AudienceRow } from '../view/audience-rows.ts'

/** An entry as its fold reads it, from a server's log or from a participant's own stream. */
export type FoldedEntry<Data> = {
  readonly kind: string
  readonly at: number
  readonly by: ParticipantId | null
  readonly data: Data
}

/** Everything there is to say about one kind of entry. */
export type EntryKindRow<S extends z.ZodType> = {
  /** The data of today's version; older ones are upcast first (`log/entry-versions.ts`). Times are milliseconds since the epoch. */
  readonly schema: S
  readonly audience: AudienceRow
  /**
   * Names what an entry is about, where only the newest entry about it ever opens: as long as one is withheld, the next one of the same name
   * replaces it. Without it, every entry opens.
   */
  readonly replaces?: (entry: FoldedEntry<z.infer<S>>) => string
  /** Whether it says nothing to those from whom it was withheld, whatever opens. */
  readonly neverOpens?: true
  /** What the entry means. What it does not change keeps its identity. */
  readonly fold: (state: SessionState, entry: FoldedEntry<z.infer<S>>) => SessionState
}

/** Ties the data of `fold` to the schema of the same kind. */
export function entryKind<S extends z.ZodType>(row: EntryKindRow<S>): EntryKindRow<S> {
  return row
}

/** Whose words an entry holds; a kind that only people cause cannot come from the room. */
export function authorOf(entry: { readonly kind: string; readonly by: ParticipantId | null }): ParticipantId {
  if (entry.by === null) throw new Error(`${entry.kind} has no author`)
  return entry.by
}
