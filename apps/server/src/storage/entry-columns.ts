import {
  type CommandId,
  commandIdSchema,
  type EntryKind,
  entryDataSchemas,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  participantIdSchema,
} from '@greenroom/session'
import type { EntryColumns, ReaderCalls } from './thread-messages.ts'

/** Puts an entry's four cells behind the others. What the log could not read back is refused here, before it is written. */
export const writeCells = (
  entry: NewEntry,
  cells: (string | null)[],
  lengths: number[],
  pieces: Uint8Array[],
): void => {
  if (entry.kind === 'board-edited') {
    lengths.push(entry.bytes.length)
    pieces.push(entry.bytes)
  } else {
    entryDataSchemas[entry.kind].parse(entry.data)
    lengths.push(-1)
  }
  cells.push(entry.kind, entry.by, entry.command, JSON.stringify(entry.data))
}

/** One buffer of its own: a piece may be a view on somebody else's memory, which must not be transferred. */
export const joinPieces = (pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
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

const isEntryKind = (kind: string | null): kind is EntryKind => kind !== null && Object.hasOwn(entryDataSchemas, kind)

/** Ids repeat from row to row: each different one is checked once a page. */
const readId = <Id extends string>(schema: { parse(value: unknown): Id }) => {
  const known = new Map<string, Id>()
  return (value: string | null): Id | null => {
    if (value === null) return null
    let id = known.get(value)
    if (id === undefined) {
      id = schema.parse(value)
      known.set(value, id)
    }
    return id
  }
}

type Page = ReturnType<ReaderCalls['read']>

/**
 * Rows as entries. Throws on the first row that is not an entry, and on a hole: a log with a hole is not a log.
 * `gapless: false` where rows were left out on purpose.
 */
export const readEntries = (page: Page, afterSeq: number, gapless: boolean): readonly LogEntry[] => {
  const readBy = readId<ParticipantId>(participantIdSchema)
  const readCommand = readId<CommandId>(commandIdSchema)
  const entries: LogEntry[] = []
  let offset = 0
  for (const [index, seq] of page.seqs.entries()) {
    try {
      if (gapless && seq !== afterSeq + 1 + index) throw new Error(`Number ${afterSeq + 1 + index} is missing.`)
      const length = page.lengths[index] ?? -1
      entries.push(readEntry(page, index, offset, { by: readBy, command: readCommand }))
      if (length > 0) offset += length
    } catch (cause) {
      throw new Error(`Entry ${seq} of the log cannot be read.`, { cause })
    }
  }
  return entries
}

const readEntry = (
  page: Page,
  index: number,
  offset: number,
  ids: { by(value: string | null): ParticipantId | null; command(value: string | null): CommandId | null },
): LogEntry => {
  const cell = index * 4
  const kind = page.cells[cell] ?? null
  if (!isEntryKind(kind)) throw new Error(`There is no entry kind ${kind}.`)
  if (page.versions[index] !== 1) throw new Error(`There is no version ${page.versions[index]} of ${kind}.`)
  const length = page.lengths[index] ?? -1
  if (length >= 0 !== (kind === 'board-edited'))
    throw new Error('Its bytes are missing, or it has some and should not.')
  const data: unknown = JSON.parse(page.cells[cell + 3] ?? '')
  // Checked, and given back as it stands in the row: parsing may reorder what travels along unread.
  entryDataSchemas[kind].parse(data)
  return {
    seq: page.seqs[index] ?? 0,
    at: page.ats[index] ?? 0,
    kind,
    v: 1,
    by: ids.by(page.cells[cell + 1] ?? null),
    command: ids.command(page.cells[cell + 2] ?? null),
    data,
    bytes: length < 0 ? null : page.bytes.slice(offset, offset + length),
  } as LogEntry // The kind chose the schema that just parsed the data.
}

export type { EntryColumns }
