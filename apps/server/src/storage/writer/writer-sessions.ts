import type { DatabaseSync } from 'node:sqlite'
import { firstHash } from '../entry-hash.ts'

/** Where a session's log ends, as far as the writer knows. `noted`: the end that is stored beside the session. */
export type LogEnd = { readonly key: number; seq: number; noted: number; at: number; hash: Uint8Array }

/**
 * The end that is stored beside a session shows that the end of its log is missing. It is another page in each commit, so while people type
 * it may be this many entries behind. Whatever is behind is stored when nothing has been written for a moment.
 */
const behindAtMost = 64

/**
 * The writer's memory of where logs end, so that an append costs one insert and no look-up. It is valid only for what is
 * committed: a caller that rolls back must call `forgetAll`.
 */
export function createWriterSessions(db: DatabaseSync, capacity = 20_000) {
  const ends = new Map<string, LogEnd>()
  /** Those whose stored end is behind. */
  const behind = new Set<LogEnd>()
  const findSession = db.prepare('SELECT key, entries FROM sessions WHERE id = ? AND deleting = 0')
  const noteEnd = db.prepare('UPDATE sessions SET entries = max(coalesce(entries, 0), ?) WHERE key = ?')
  const addSession = db.prepare('INSERT INTO sessions (id) VALUES (?)')
  const findEnd = db.prepare('SELECT seq, at, hash FROM entries WHERE session = ? ORDER BY seq DESC LIMIT 1')
  const findPackedEnd = db.prepare(
    'SELECT last AS seq, last_at AS at, hash FROM packs WHERE session = ? ORDER BY last DESC LIMIT 1',
  )

  const remember = (id: string, end: LogEnd): LogEnd => {
    if (ends.size >= capacity) {
      const oldest = ends.keys().next()
      if (!oldest.done) ends.delete(oldest.value)
    }
    ends.set(id, end)
    return end
  }

  const find = (id: string): LogEnd | null => {
    const known = ends.get(id)
    if (known !== undefined) return known
    const row = findSession.get(id)
    if (row === undefined) return null
    const key = Number(row.key)
    const last = findEnd.get(key) ?? findPackedEnd.get(key)
    // Appending to a log whose end was cut off would hide that it was.
    if (Number(row.entries ?? 0) > Number(last?.seq ?? 0)) throw new Error('The end of this log is missing.')
    const hash = last?.hash instanceof Uint8Array ? last.hash : firstHash(id)
    const seq = Number(last?.seq ?? 0)
    return remember(id, { key, seq, noted: Number(row.entries ?? 0), at: Number(last?.at ?? 0), hash })
  }

  const note = (end: LogEnd): void => {
    noteEnd.run(end.seq, end.key)
    end.noted = end.seq
    behind.delete(end)
  }

  return {
    find,
    /** The session's row, created when there is none. */
    findOrAdd: (id: string): LogEnd =>
      find(id) ??
      remember(id, {
        key: Number(addSession.run(id).lastInsertRowid),
        seq: 0,
        noted: 0,
        at: 0,
        hash: firstHash(id),
      }),
    /** Call inside the transaction that made the log longer. */
    grown: (end: LogEnd): void => {
      if (end.seq - end.noted >= behindAtMost) note(end)
      else behind.add(end)
    },
    isAnyBehind: (): boolean => behind.size > 0,
    /** Stores every end that is behind, inside a transaction of the caller. */
    noteAll: (): void => {
      for (const end of [...behind]) note(end)
    },
    forget: (id: string): void => {
      const end = ends.get(id)
      if (end !== undefined) behind.delete(end)
      ends.delete(id)
    },
    forgetAll: (): void => {
      ends.clear()
      behind.clear()
    },
  }
}
export type WriterSessions = ReturnType<typeof createWriterSessions>
