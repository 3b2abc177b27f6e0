import type { DatabaseSync } from 'node:sqlite'
import { openStoredLogs, type StoredLogs } from './packs/stored-log.ts'

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

/** Reads whole logs; `null` for one whose every entry is there as it was written. */
export function openLogCheck(db: DatabaseSync): (session: string) => DamagedLog | null {
  let logs: StoredLogs | null = null
  return (session) => {
    let seq = 0
    try {
      // Only now: a damaged file may not even let its statements be prepared.
      logs ??= openStoredLogs(db)
      const row = db.prepare('SELECT key, entries FROM sessions WHERE id = ? AND deleting = 0').get(session)
      if (row === undefined) return null
      const { key, entries } = row
      for (;;) {
        const { rows, damaged } = logs.read(session, Number(key), seq, pageSize, false)
        for (const each of rows) {
          if (each.seq !== seq + 1 || each.seq === damaged) return { session, seq: seq + 1 }
          seq++
        }
        if (damaged !== null) return { session, seq: damaged }
        if (rows.length < pageSize) return Number(entries ?? 0) > seq ? { session, seq: seq + 1 } : null
      }
    } catch {
      return { session, seq: seq + 1 }
    }
  }
}

/** The sessions that a damaged file still lists. */
export function listSessions(db: DatabaseSync): readonly string[] {
  return db
    .prepare('SELECT id FROM sessions WHERE deleting = 0')
    .all()
    .map((row) => String(row.id))
}
