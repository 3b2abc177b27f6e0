import type { DatabaseSync } from 'node:sqlite'
import { firstHash, type HashedRow, hashEntry, readHashedRow, sameHash } from '../entry-hash.ts'
import { columnsHash, decodeColumns, decodePack, type Pack, type PackedColumns } from './pack-format.ts'

export type StoredRows = {
  readonly rows: readonly HashedRow[]
  /** The first damaged entry. Entries of a damaged pack are not among the rows. */
  readonly damaged: number | null
}

type FoundPack = Pack & { readonly columnsHash: unknown }

const blob = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array())
const packOf = (row: Readonly<Record<string, unknown>>): FoundPack => ({
  first: Number(row.first),
  last: Number(row.last),
  firstAt: Number(row.first_at),
  lastAt: Number(row.last_at),
  hash: blob(row.hash),
  columns: blob(row.columns),
  bytes: blob(row.bytes),
  columnsHash: row.columns_hash,
})
const isEditKind = (kind: string): boolean => kind === 'board-edited' || kind === 'tray-edited'

/**
 * A log as the database stores it: packs from its first entry on, then rows. Every read sees one moment of the database, so that entries
 * that move into a pack between two statements are neither missed nor read twice.
 */
export function openStoredLogs(db: DatabaseSync) {
  const packColumns = 'first, last, first_at, last_at, hash, columns_hash, columns'
  const packs = db.prepare(
    `SELECT ${packColumns}, bytes FROM packs WHERE session = ? AND last > ? ORDER BY last LIMIT 1`,
  )
  const packsWithoutBytes = db.prepare(
    `SELECT ${packColumns} FROM packs WHERE session = ? AND last > ? ORDER BY last LIMIT 1`,
  )
  const packAt = db.prepare(
    `SELECT ${packColumns} FROM packs WHERE session = ? AND first_at <= ? ORDER BY last DESC LIMIT 1`,
  )
  const packEndingAt = db.prepare('SELECT hash FROM packs WHERE session = ? AND last = ?')
  const packedEnd = db.prepare('SELECT last, last_at FROM packs WHERE session = ? ORDER BY last DESC LIMIT 1')
  const rowColumns = 'seq, at, kind, v, by, command, data, bytes, hash'
  const rowsAfter = db.prepare(`SELECT ${rowColumns} FROM entries WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?`)
  const numberedAfter = db.prepare(
    `SELECT ${rowColumns} FROM entries
       WHERE session = ? AND seq > ? AND kind <> 'board-edited' AND kind <> 'tray-edited' ORDER BY seq LIMIT ?`,
  )
  const rowHash = db.prepare('SELECT hash FROM entries WHERE session = ? AND seq = ?')
  const lastRow = db.prepare('SELECT max(seq) AS seq FROM entries WHERE session = ?')
  const timeOfRow = db.prepare('SELECT at FROM entries WHERE session = ? AND seq = ?')

  /** The log's hash at an entry that is a row or the last of a pack. */
  const hashAt = (session: string, key: number, seq: number): Uint8Array | null => {
    if (seq === 0) return firstHash(session)
    const hash = (rowHash.get(key, seq) ?? packEndingAt.get(key, seq))?.hash
    return hash instanceof Uint8Array ? hash : null
  }

  /** Pages are read one after another: the second page of a pack finds it unpacked. A pack's hash identifies everything in it. */
  let unpacked: { readonly hash: Uint8Array; readonly rows: readonly HashedRow[] } | null = null
  const unpack = (session: string, key: number, pack: Pack): readonly HashedRow[] => {
    if (unpacked !== null && sameHash(unpacked.hash, pack.hash)) return unpacked.rows
    const before = hashAt(session, key, pack.first - 1)
    if (before === null) throw new Error('The entry before a pack is missing.')
    const rows = decodePack(pack, before)
    unpacked = { hash: pack.hash, rows }
    return rows
  }
  const columnsOf = (session: string, pack: FoundPack): PackedColumns => {
    if (!sameHash(pack.columnsHash, columnsHash(session, pack)))
      throw new Error('A pack has changed since it was written.')
    return decodeColumns(pack)
  }
  const numberedOf = (session: string, pack: FoundPack): readonly HashedRow[] => {
    const { ats, heads, head } = columnsOf(session, pack)
    return ats.flatMap((at, index): readonly HashedRow[] => {
      const [kind, v, by, command, data] = heads[head[index] ?? 0] ?? ['', 0, null, null, '']
      return isEditKind(kind) ? [] : [{ seq: pack.first + index, at, kind, v, by, command, data, bytes: null }]
    })
  }

  const readPacks = (session: string, key: number, after: number, limit: number, withoutEdits: boolean) => {
    const rows: HashedRow[] = []
    let seq = after
    while (rows.length < limit) {
      const found = (withoutEdits ? packsWithoutBytes : packs).get(key, seq)
      if (found === undefined) break
      const pack = packOf(found)
      try {
        const held = withoutEdits ? numberedOf(session, pack) : unpack(session, key, pack)
        for (const row of held) if (row.seq > after && rows.length < limit) rows.push(row)
      } catch {
        return { rows, damaged: Math.max(pack.first, after + 1), seq }
      }
      seq = pack.last
    }
    return { rows, damaged: null, seq }
  }

  const read = (session: string, key: number, after: number, limit: number, withoutEdits: boolean): StoredRows => {
    const packed = readPacks(session, key, after, limit, withoutEdits)
    if (packed.damaged !== null) return packed
    const rows = [...packed.rows]
    const left = limit - rows.length
    const found = left === 0 ? [] : (withoutEdits ? numberedAfter : rowsAfter).all(key, packed.seq, left)
    let damaged: number | null = null
    let last: { readonly seq: number; readonly hash: Uint8Array } | null = null
    for (const each of found) {
      const row = readHashedRow(each)
      const before: Uint8Array | null =
        last !== null && last.seq === row.seq - 1 ? last.hash : hashAt(session, key, row.seq - 1)
      const hash: Uint8Array | null = before === null ? null : hashEntry(before, row)
      if (hash === null || !sameHash(each.hash, hash)) damaged ??= row.seq
      last = hash === null ? null : { seq: row.seq, hash }
      rows.push(row)
    }
    return { rows, damaged }
  }

  const lastSeq = (key: number): number => Number(lastRow.get(key)?.seq ?? packedEnd.get(key)?.last ?? 0)

  const seqAt = (session: string, key: number, at: number): number => {
    const end = packedEnd.get(key)
    if (end !== undefined && Number(end.last_at) > at) {
      const found = packAt.get(key, at)
      if (found === undefined) return 0
      const pack = packOf(found)
      return pack.first + columnsOf(session, pack).ats.findLastIndex((time) => time <= at)
    }
    // Times have no index of their own: they rise with the numbers, so a binary search by number finds the place.
    let low = Number(end?.last ?? 0)
    let high = lastSeq(key)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const time = timeOfRow.get(key, middle)?.at
      if (time !== undefined && Number(time) <= at) low = middle
      else high = middle - 1
    }
    return low
  }

  const atOneMoment = <T>(work: () => T): T => {
    db.exec('BEGIN')
    try {
      return work()
    } finally {
      db.exec('COMMIT')
    }
  }

  return {
    /** Entries after `after`, ascending, at most `limit`; with `withoutEdits` only those that are not document updates. */
    read: (session: string, key: number, after: number, limit: number, withoutEdits: boolean): StoredRows =>
      atOneMoment(() => read(session, key, after, limit, withoutEdits)),
    /** The number of the newest entry, 0 when there is none. */
    lastSeq: (key: number): number => atOneMoment(() => lastSeq(key)),
    /** The newest entry that is not later than `at` (the store's milliseconds), 0 when there is none. */
    seqAt: (session: string, key: number, at: number): number => atOneMoment(() => seqAt(session, key, at)),
    /** The hash of the log at an entry that is not inside a pack. `null` when the entry is missing. */
    hashAt,
    /** The next entries that are not packed yet, at most `limit`. */
    readUnpacked: (session: string, key: number, limit: number): StoredRows =>
      atOneMoment(() => read(session, key, Number(packedEnd.get(key)?.last ?? 0), limit, false)),
  }
}
export type StoredLogs = ReturnType<typeof openStoredLogs>
