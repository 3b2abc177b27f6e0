import type { LogCheckPart } from '../check-logs.ts'
import { firstHash, type HashedRow, hashEntry, readHashedRow, sameHash } from '../entry-hash.ts'
import { columnsHash, decodeColumns, decodePack, encodePack, type Pack, packSize } from '../packs/pack-format.ts'
import type { StoredRows } from '../packs/stored-log.ts'
import type { PostgresConnections } from './postgres-connection.ts'

type Row = Readonly<Record<string, unknown>>

const blob = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array())
const isEditKind = (kind: string): boolean => kind === 'board-edited' || kind === 'tray-edited'
const packOf = (row: Row): Pack => ({
  first: Number(row.first),
  last: Number(row.seq),
  firstAt: 0,
  lastAt: Number(row.at),
  hash: blob(row.hash),
  columns: blob(row.columns),
  bytes: blob(row.bytes),
})
/** The hash of the log before a row or a pack. `null` when the entry that has it is missing. */
const hashBefore = (session: string, first: number, row: Row): Uint8Array | null => {
  if (first === 1) return firstHash(session)
  return row.before instanceof Uint8Array ? row.before : null
}

/** Packs read in one go when edits are left out: they are small without their bytes. */
const packsWithoutEdits = 32

/**
 * Packs, then rows, of one session, in one statement: entries that move into a pack in the meantime are neither missed nor read twice.
 * Each comes with the hash of the log before it.
 */
const logQuery = (withoutEdits: boolean): string => `
  WITH s AS (SELECT key FROM sessions WHERE id = $1 AND deleting = 0)
  (SELECT p.first, p.last AS seq, p.last_at AS at, NULL AS kind, NULL::int AS v, NULL AS by, NULL AS command, NULL AS data,
     ${withoutEdits ? 'NULL::bytea' : 'p.bytes'} AS bytes, p.hash, p.columns, p.columns_hash, b.hash AS before
   FROM s JOIN packs p ON p.session = s.key AND p.last > $2
     LEFT JOIN packs b ON b.session = p.session AND b.last = p.first - 1
   ORDER BY p.last LIMIT $4)
  UNION ALL
  (SELECT NULL, e.seq, e.at, e.kind, e.v, e.by, e.command, e.data, e.bytes, e.hash, NULL, NULL, coalesce(b.hash, p.hash)
   FROM s JOIN entries e ON e.session = s.key AND e.seq > $2
     ${withoutEdits ? "AND e.kind <> 'board-edited' AND e.kind <> 'tray-edited'" : ''}
     LEFT JOIN entries b ON b.session = e.session AND b.seq = e.seq - 1
     LEFT JOIN packs p ON p.session = e.session AND p.last = e.seq - 1
   ORDER BY e.seq LIMIT $3)
  ORDER BY 2`
const allQuery = logQuery(false)
const numberedQuery = logQuery(true)

/** Logs as Postgres stores them: packs from the first entry on, then rows, as `openStoredLogs` reads them from SQLite. */
export function createPostgresLogs({ query }: Pick<PostgresConnections, 'query'>) {
  /** The rows of a pack. Throws when it is damaged. */
  const unpack = (session: string, row: Row, withoutEdits: boolean): readonly HashedRow[] => {
    const pack = packOf(row)
    if (!withoutEdits) {
      const before = hashBefore(session, pack.first, row)
      if (before === null) throw new Error('The entry before a pack is missing.')
      return decodePack(pack, before)
    }
    if (!sameHash(row.columns_hash, columnsHash(session, pack)))
      throw new Error('A pack has changed since it was written.')
    const { ats, heads, head } = decodeColumns(pack)
    return ats.flatMap((at, index): readonly HashedRow[] => {
      const [kind, v, by, command, data] = heads[head[index] ?? 0] ?? ['', 0, null, null, '']
      return isEditKind(kind) ? [] : [{ seq: pack.first + index, at, kind, v, by, command, data, bytes: null }]
    })
  }

  const read = async (session: string, after: number, limit: number, withoutEdits: boolean): Promise<StoredRows> => {
    const rows: HashedRow[] = []
    let damaged: number | null = null
    for (let from = after; ; ) {
      const left = limit - rows.length
      const most = withoutEdits ? packsWithoutEdits : Math.ceil(left / packSize) + 1
      const found = (await query(withoutEdits ? numberedQuery : allQuery, [session, from, left, most])).rows
      let packs = 0
      for (const row of found) {
        if (row.first !== null) packs++
        // There may be more packs between the packs that were read and the rows.
        if (row.first === null && packs === most) break
        if (rows.length >= limit) break
        if (row.first === null) {
          const entry = readHashedRow(row)
          const before = hashBefore(session, entry.seq, row)
          if (before === null || !sameHash(row.hash, hashEntry(before, entry))) damaged ??= entry.seq
          rows.push(entry)
        } else {
          try {
            for (const each of unpack(session, row, withoutEdits))
              if (each.seq > after && rows.length < limit) rows.push(each)
          } catch {
            return { rows, damaged: Math.max(Number(row.first), after + 1) }
          }
        }
        from = Number(row.seq)
      }
      if (rows.length >= limit || packs < most) return { rows, damaged }
    }
  }

  const seqAt = async (session: string, at: number): Promise<number> => {
    const { rows } = await query(
      `SELECT (SELECT e.seq FROM entries e WHERE e.session = s.key AND e.at <= $2 ORDER BY e.seq DESC LIMIT 1) AS row_seq,
         p.first, p.last AS seq, p.last_at AS at, p.columns, p.columns_hash
       FROM sessions s
       LEFT JOIN LATERAL (SELECT * FROM packs WHERE session = s.key AND first_at <= $2 ORDER BY last DESC LIMIT 1) p ON TRUE
       WHERE s.id = $1 AND s.deleting = 0`,
      [session, at],
    )
    const [row] = rows
    if (row === undefined) return 0
    if (row.row_seq !== null) return Number(row.row_seq)
    if (row.first === null) return 0
    const pack = packOf(row)
    if (pack.lastAt <= at) return pack.last
    if (!sameHash(row.columns_hash, columnsHash(session, pack)))
      throw new Error('A pack has changed since it was written.')
    return pack.first + decodeColumns(pack).ats.findLastIndex((time) => time <= at)
  }

  const lastSeq = async (session: string): Promise<number> => {
    const { rows } = await query('SELECT entries FROM sessions WHERE id = $1 AND deleting = 0', [session])
    return Number(rows[0]?.entries ?? 0)
  }

  return {
    read,
    seqAt,
    lastSeq,
    /** The next pack of a session. `null` when nothing is left to be packed, or what is left is damaged. */
    makePack: async (session: string): Promise<Pack | null> => {
      const packed = await query('SELECT packed FROM sessions WHERE id = $1 AND deleting = 0', [session])
      if (packed.rows[0] === undefined) return null
      const { rows, damaged } = await read(session, Number(packed.rows[0].packed), packSize, false)
      const last = rows.at(-1)
      if (last === undefined || damaged !== null) return null
      const { rows: ends } = await query(
        'SELECT e.hash FROM sessions s JOIN entries e ON e.session = s.key AND e.seq = $2 WHERE s.id = $1 AND s.deleting = 0',
        [session, last.seq],
      )
      // Another server has packed them in the meantime.
      return ends[0] === undefined ? null : encodePack(rows, blob(ends[0].hash))
    },
    /** Checks some entries after `after`: whether each is present and undamaged. */
    check: async (session: string, after: number): Promise<LogCheckPart> => {
      const damagedAt = (seq: number): LogCheckPart => ({ damaged: { session, seq }, next: null })
      let seq = after
      try {
        const { rows, damaged } = await read(session, seq, 500, false)
        for (const each of rows) {
          if (each.seq !== seq + 1 || each.seq === damaged) return damagedAt(seq + 1)
          seq++
        }
        if (damaged !== null) return damagedAt(damaged)
        if (rows.length === 500) return { damaged: null, next: seq }
        if ((await lastSeq(session)) <= seq) return { damaged: null, next: null }
        // Missing at its end, unless it has grown while it was being read, which the next page shows.
        return rows.length === 0 ? damagedAt(seq + 1) : { damaged: null, next: seq }
      } catch {
        return damagedAt(seq + 1)
      }
    },
  }
}
