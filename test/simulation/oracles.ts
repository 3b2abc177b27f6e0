import { type BoardView, checkBoard, isItemId, itemsOf, readBoard, textOf } from '@greenroom/board'
import type { DocumentName, LogEntry, LogEntryOf } from '@greenroom/session'
import * as Y from 'yjs'

/** What must be true of a log, judged apart from the code that writes and reads it. */

export const editsOf = (log: readonly LogEntry[], document: DocumentName): readonly LogEntryOf<'board-edited'>[] =>
  log.filter((entry) => entry.kind === 'board-edited').filter((entry) => entry.data.document === document)

/** The board that a log tells of, by content: never by state vector, which can be equal while texts differ. */
export const foldBoard = (log: readonly LogEntry[], document: DocumentName): BoardView => {
  const doc = new Y.Doc()
  for (const entry of editsOf(log, document)) Y.applyUpdate(doc, entry.bytes)
  return readBoard(doc)
}

/** A view as text that is equal for equal boards. */
export const printBoard = (view: BoardView): string => {
  const items = [...view.items.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const lists = (map: ReadonlyMap<string, readonly string[]>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify({ items, roots: lists(view.roots), children: lists(view.children) }, null, 1)
}

/** Faults of the log itself; empty is sound. */
export const checkLog = (log: readonly LogEntry[], document: DocumentName): readonly string[] => {
  const faults: string[] = []
  for (const [index, entry] of log.entries()) {
    if (entry.seq !== index + 1) faults.push(`entry ${index + 1} has the number ${entry.seq}`)
    const before = log[index - 1]
    if (before !== undefined && entry.at < before.at) faults.push(`entry ${entry.seq} is older than the one before it`)
  }
  const doc = new Y.Doc()
  for (const entry of editsOf(log, document)) {
    const before = Y.snapshot(doc)
    Y.applyUpdate(doc, entry.bytes)
    if (Y.equalSnapshots(before, Y.snapshot(doc))) faults.push(`entry ${entry.seq} changed nothing`)
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      faults.push(`entry ${entry.seq} builds on what the log does not hold`)
    }
  }
  faults.push(...checkBoard(readBoard(doc)))
  return faults
}

/** Every word that an update brings: text and values, deleted later or not. */
export const wordsIn = (bytes: Uint8Array): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const struct of Y.decodeUpdate(bytes).structs) {
    const content: unknown = struct instanceof Y.Item ? struct.content : null
    for (const text of textsOf(content)) for (const word of text.match(/w\d+x/g) ?? []) words.add(word)
  }
  return words
}

const textsOf = (content: unknown): readonly string[] => {
  if (content instanceof Y.ContentString) return [content.str]
  if (content instanceof Y.ContentAny) return content.arr.map((value: unknown) => JSON.stringify(value) ?? '')
  return []
}

/** Every word that stands in a text, also of items that were removed. */
export const wordsStanding = (doc: Y.Doc): readonly string[] =>
  [...itemsOf(doc).keys()].flatMap((id) => (isItemId(id) ? (textOf(doc, id)?.toString().match(/w\d+x/g) ?? []) : []))
