import type { DatabaseSync } from 'node:sqlite'
import { endOfLog } from '../schema.ts'
import type { WriterSessions } from './writer-sessions.ts'

const rowsAtOnce = 2_000

/**
 * Deletes sessions permanently, in slices, so that other rooms' appends can go on in between. The mark that starts it is in the database:
 * what a crash leaves half done is finished at the next start. `secure_delete` overwrites the rows, and the checkpoint at the end empties
 * the write-ahead log, which still contains what they said.
 */
export function createDeletion(db: DatabaseSync, sessions: WriterSessions) {
  // Looks and marks in one statement.
  const mark = db.prepare(
    `UPDATE sessions SET deleting = 1, due = NULL, id = 'deleted ' || key
     WHERE id = ?1 AND deleting = 0 AND (?2 IS NULL OR ${endOfLog} < ?2) RETURNING key`,
  )
  const slice = db.prepare(
    'DELETE FROM entries WHERE rowid IN (SELECT rowid FROM entries WHERE session = ? ORDER BY seq LIMIT ?)',
  )
  const deleteSession = db.prepare('DELETE FROM sessions WHERE key = ?')
  const marked = db.prepare('SELECT key FROM sessions WHERE deleting = 1')
  const deleteOwnCase = db.prepare('DELETE FROM own_cases WHERE id = ? AND hash = ?')
  const deleteImport = db.prepare('DELETE FROM imported_recordings WHERE id = ? AND key_hash = ?')
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  const waitBriefly = db.prepare('PRAGMA busy_timeout=50')
  const waitAsUsual = db.prepare('PRAGMA busy_timeout=5000')

  return {
    /** Hides the session; its id is free at once. `null` when there is none whose newest entry is older than `before`. */
    mark: (id: string, before: number | null): number | null => {
      const row = mark.get(id, before)
      sessions.forget(id)
      return row === undefined ? null : Number(row.key)
    },
    /** Returns whether more slices are left. */
    deleteSlice: (key: number): boolean => {
      db.exec('BEGIN IMMEDIATE')
      try {
        const more = Number(slice.run(key, rowsAtOnce).changes) === rowsAtOnce
        if (!more) deleteSession.run(key)
        db.exec('COMMIT')
        return more
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        sessions.forgetAll()
        throw error
      }
    },
    /** Returns whether there was one. The write-ahead log has to be wiped next. */
    deleteOwnCase: (id: string, hash: Uint8Array): boolean => Number(deleteOwnCase.run(id, hash).changes) > 0,
    deleteImport: (id: string, keyHash: Uint8Array): boolean => Number(deleteImport.run(id, keyHash).changes) > 0,
    /** Returns whether the write-ahead log is now empty; a reader in the middle of its page can be in the way. */
    wipeLog: (): boolean => {
      waitBriefly.get()
      try {
        return Number(checkpoint.get()?.busy ?? 1) === 0
      } finally {
        waitAsUsual.get()
      }
    },
    leftOver: (): readonly number[] => marked.all().map((row) => Number(row.key)),
  }
}
