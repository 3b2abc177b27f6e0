import type { DatabaseSync } from 'node:sqlite'
import { firstHash, hashEntry, readHashedRow, sameHash } from './entry-hash.ts'

/** `seq` is the first entry that cannot be read as it was written; 0 when not even the first could be looked for. */
export type DamagedLog = { readonly session: string; readonly seq: number }

const pageSize = 500

/**
 * What SQLite itself says about the file: empty when its pages and indexes are sound. Reads the whole file. Not `quick_check`, which
 * does not compare an index with its table: one flipped bit in the index can hide the newest entries of a log, whose chain is whole.
 */
export function checkFile(db: DatabaseSync): readonly string[] {
  try {
    const said = db
      .prepare('PRAGMA integrity_check(20)')
      .all()
      .map((row) => String(Object.values(row)[0]))
    return said.length === 1 && said[0] === 'ok' ? [] : said
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

/** Follows the chain of hashes of one session from its first entry to where its log ends. `null`: every entry is there as it was written. */
export function checkLog(db: DatabaseSync, session: string): DamagedLog | null {
  let seq = 0
  try {
    const row = db.prepare('SELECT key, entries FROM sessions WHERE id = ? AND deleting = 0').get(session)
    if (row === undefined) return null
    const { key, entries } = row
    const read = db.prepare(
      'SELECT seq, at, kind, v, by, command, data, bytes, hash FROM entries WHERE session = ? AND seq > ? ORDER BY seq LIMIT ?',
    )
    let previous = firstHash(session)
    for (;;) {
      const rows = read.all(Number(key), seq, pageSize)
      for (const row of rows) {
        const hash = hashEntry(previous, readHashedRow(row))
        if (row.seq !== seq + 1 || !sameHash(row.hash, hash)) return { session, seq: seq + 1 }
        seq++
        previous = hash
      }
      if (rows.length < pageSize) return Number(entries ?? 0) > seq ? { session, seq: seq + 1 } : null
    }
  } catch {
    return { session, seq: seq + 1 }
  }
}

/** The sessions that a damaged file still lists. */
export function listSessions(db: DatabaseSync): readonly string[] {
  return db
    .prepare('SELECT id FROM sessions WHERE deleting = 0')
    .all()
    .map((row) => String(row.id))
}
