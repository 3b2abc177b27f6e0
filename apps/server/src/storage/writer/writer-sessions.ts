import type { DatabaseSync } from 'node:sqlite'
import { firstHash } from '../entry-hash.ts'

/** Where a session's log ends, as far as the writer knows. */
export type LogEnd = { readonly key: number; seq: number; at: number; hash: Uint8Array }

/**
 * The writer's memory of where logs end, so that an append costs one insert and no look-up. It is valid only for what is
 * committed: a caller that rolls back must call `forgetAll`.
 */
export function createWriterSessions(db: DatabaseSync, capacity = 20_000) {
  const ends = new Map<string, LogEnd>()
  const findSession = db.prepare('SELECT key, entries FROM sessions WHERE id = ? AND deleting = 0')
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
    return remember(id, { key, seq: Number(last?.seq ?? 0), at: Number(last?.at ?? 0), hash })
  }

  return {
    find,
    /** The session's row, created when there is none. */
    findOrAdd: (id: string): LogEnd =>
      find(id) ?? remember(id, { key: Number(addSession.run(id).lastInsertRowid), seq: 0, at: 0, hash: firstHash(id) }),
    forget: (id: string): void => {
      ends.delete(id)
    },
    forgetAll: (): void => ends.clear(),
  }
}
export type WriterSessions = ReturnType<typeof createWriterSessions>
