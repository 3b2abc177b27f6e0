import type { EntryData, EntryKind } from '../log/entries.ts'
import type { Refusal } from '../rules/refusals.ts'

type DraftKind = Exclude<EntryKind, 'board-edited'>

/** An entry as the rules see it: what happened. Who caused it and by which command is stamped on by `decide`. */
export type Draft = { readonly [K in DraftKind]: { readonly kind: K; readonly data: EntryData<K> } }[DraftKind]

/** Data is given in the order of its schema, so that a stream has the same bytes live and after a restart. */
export const draft = <K extends DraftKind>(
  kind: K,
  data: EntryData<K>,
): { readonly kind: K; readonly data: EntryData<K> } => ({
  kind,
  data,
})

/** What one rule answers. */
export type Judged = readonly Draft[] | Refusal
