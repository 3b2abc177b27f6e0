import { type EntryKind, entryKinds } from '../fold/entries.ts'

/**
 * For each kind, how its old data becomes the next version's: the first function lifts version 1 to 2, and so on. A kind that is not listed
 * has had one version. Entries are never rewritten, so nothing is ever removed from this table.
 */
export type Upcasts = { readonly [K in EntryKind]?: readonly ((data: unknown) => unknown)[] }

export const upcasts: Upcasts = {}

/** The version in which entries of this kind are written today. */
export function entryVersion(kind: EntryKind, table: Upcasts = upcasts): number {
  return (table[kind]?.length ?? 0) + 1
}

/** The highest version of each kind that can be read; lower ones are upcast to it. */
export function versionsRead(): Readonly<Record<string, number>> {
  return Object.fromEntries(entryKinds.map((kind) => [kind, entryVersion(kind)]))
}
