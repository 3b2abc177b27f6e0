import type { DatabaseSync } from 'node:sqlite'
import { openStoredLogs, type StoredLogs } from './packs/stored-log.ts'

/** `seq` is the first damaged entry; 0 when not even the first one could be looked for. */
export type DamagedLog = { readonly session: string; readonly seq: number }

const pageSize = 500

/**
 * What SQLite itself reports about the file; empty when its pages and indexes are sound. Reads the whole file. Not `quick_check`, which
 * does not compare an index with its table: one flipped bit in the index can hide the newest entries of a log whose chain is complete.
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

/** `next`: the last entry checked, after which there may be more. `null` when there is nothing more to check. */
export type LogCheckPart = { readonly damaged: DamagedLog | null; readonly next: number | null }

/**
 * Reads part of a log, the entries after `after`. A log of many hours takes seconds, and others are waiting for the thread that checks it.
 */
export function openLogPartCheck(db: DatabaseSync): (session: string, after: number) => LogCheckPart {
  let logs: StoredLogs | null = null
  return (session, after) => {
    const damagedAt = (seq: number): LogCheckPart => ({ damaged: { session, seq }, next: null })
    let seq = after
    try {
      // Prepared only now: a damaged file may not even allow its statements to be prepared.
      logs ??= openStoredLogs(db)
      const row = db.prepare('SELECT key, entries FROM sessions WHERE id = ? AND deleting = 0').get(session)
      if (row === undefined) return { damaged: null, next: null }
      const { key, entries } = row
      const { rows, damaged } = logs.read(session, Number(key), seq, pageSize, false)
      for (const each of rows) {
        if (each.seq !== seq + 1 || each.seq === damaged) return damagedAt(seq + 1)
        seq++
      }
      if (damaged !== null) return damagedAt(damaged)
      if (rows.length === pageSize) return { damaged: null, next: seq }
      return Number(entries ?? 0) > seq ? damagedAt(seq + 1) : { damaged: null, next: null }
    } catch {
      return damagedAt(seq + 1)
    }
  }
}

/** Reads whole logs. `null` for one whose every entry is undamaged. */
export function openLogCheck(db: DatabaseSync): (session: string) => DamagedLog | null {
  const check = openLogPartCheck(db)
  return (session) => {
    let part = check(session, 0)
    while (part.next !== null) part = check(session, part.next)
    return part.damaged
  }
}

/** The sessions that a damaged file still lists. */
export function listSessions(db: DatabaseSync): readonly string[] {
  return db
    .prepare('SELECT id FROM sessions WHERE deleting = 0')
    .all()
    .map((row) => String(row.id))
}
