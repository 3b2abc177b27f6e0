import type { HashedRow } from './entry-hash.ts'
import type { ReaderCalls } from './thread-messages.ts'

/** Rows of a log in the columns in which they leave the store's thread. `damaged`: the first damaged entry. */
export function pageOfRows(rows: readonly HashedRow[], damaged: number | null): ReturnType<ReaderCalls['read']> {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + (row.bytes?.length ?? 0), 0))
  let offset = 0
  for (const row of rows) {
    if (row.bytes === null) continue
    bytes.set(row.bytes, offset)
    offset += row.bytes.length
  }
  return {
    cells: rows.flatMap(({ kind, by, command, data }) => [kind, by, command, data]),
    lengths: rows.map((row) => row.bytes?.length ?? -1),
    bytes,
    damaged,
    seqs: rows.map(({ seq }) => seq),
    ats: rows.map(({ at }) => at),
    versions: rows.map(({ v }) => v),
  }
}
