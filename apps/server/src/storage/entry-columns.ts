import { DamagedLog, entryDataSchema, isEdit, type LogEntry, type NewEntry, parseEntry } from '@greenroom/session'
import type { ReaderCalls } from './thread-messages.ts'

/** Appends an entry's four cells to the others. Anything that the log could not read back is refused here, before it is written. */
export function writeCells(entry: NewEntry, cells: (string | null)[], lengths: number[], pieces: Uint8Array[]): void {
  if (isEdit(entry)) {
    lengths.push(entry.bytes.length)
    pieces.push(entry.bytes)
  } else {
    entryDataSchema(entry.kind).parse(entry.data)
    lengths.push(-1)
  }
  cells.push(entry.kind, entry.by, entry.command, JSON.stringify(entry.data))
}

/** A buffer of its own: a piece may be a view of somebody else's memory, which must not be transferred. */
export function joinPieces(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let total = 0
  for (const piece of pieces) total += piece.length
  const joined = new Uint8Array(total)
  let offset = 0
  for (const piece of pieces) {
    joined.set(piece, offset)
    offset += piece.length
  }
  return joined
}

type Page = ReturnType<ReaderCalls['read']>

/**
 * Rows as entries. Throws on the first row that is not an entry, and on a gap in the numbers: a log with a gap is not a log. `gapless:
 * false` where rows were left out on purpose.
 */
export function readEntries(page: Page, afterSeq: number, gapless: boolean): readonly LogEntry[] {
  const entries: LogEntry[] = []
  let offset = 0
  for (const [index, seq] of page.seqs.entries()) {
    try {
      if (gapless && seq !== afterSeq + 1 + index) throw new Error(`Number ${afterSeq + 1 + index} is missing.`)
      if (seq === page.damaged) throw new Error('It was changed after it was written: its checksum doesn’t match.')
      const length = page.lengths[index] ?? -1
      entries.push(readEntry(page, index, offset))
      if (length > 0) offset += length
    } catch (cause) {
      // For a gap, the first missing number.
      throw new DamagedLog(gapless ? afterSeq + 1 + index : seq, { cause }, seq)
    }
  }
  // Of a damaged pack, not even the entries could be delivered.
  if (page.damaged !== null && !page.seqs.includes(page.damaged))
    throw new DamagedLog(page.damaged, { cause: new Error('It was changed after it was written.') }, page.damaged)
  return entries
}

const readEntry = (page: Page, index: number, offset: number): LogEntry => {
  const cell = index * 4
  const length = page.lengths[index] ?? -1
  return parseEntry({
    seq: page.seqs[index] ?? 0,
    at: page.ats[index] ?? 0,
    kind: page.cells[cell] ?? '',
    v: page.versions[index] ?? 0,
    by: page.cells[cell + 1] ?? null,
    command: page.cells[cell + 2] ?? null,
    data: JSON.parse(page.cells[cell + 3] ?? ''),
    bytes: length < 0 ? null : page.bytes.slice(offset, offset + length),
  })
}
