import { boardOf, type DocumentName, type ProjectedEntry } from '@greenroom/session'
import type { RecordedEdit } from './recorded-session.ts'

/** The board of a second take: it begins as another one was at a time (the store's milliseconds). */
export type BoardFork = { readonly document: DocumentName; readonly from: DocumentName; readonly at: number }

/** In the order in which they were taken: the board that another is forked from comes first. */
export function boardForksOf(entries: readonly ProjectedEntry[]): readonly BoardFork[] {
  return entries.flatMap((entry) =>
    entry.kind === 'round-forked'
      ? [{ document: boardOf(entry.data.round), from: boardOf(entry.data.from), at: entry.data.at }]
      : [],
  )
}

/**
 * The updates that a board begins with: those of the board that it was forked from, up to that time. Empty for a board that was not forked.
 */
export function updatesBefore(
  document: DocumentName,
  forks: readonly BoardFork[],
  edits: ReadonlyMap<DocumentName, readonly RecordedEdit[]>,
): readonly Uint8Array[] {
  const index = forks.findLastIndex((fork) => fork.document === document)
  const fork = forks[index]
  if (fork === undefined) return []
  // A board can only be forked from one that existed before it.
  const before = updatesBefore(fork.from, forks.slice(0, index), edits)
  const own = (edits.get(fork.from) ?? []).filter((edit) => edit.at <= fork.at)
  return [...before, ...own.map(({ update }) => update)]
}
