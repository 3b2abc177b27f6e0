import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { migrate } from '../schema.ts'
import { createAppender, jobsOf } from './writer-appends.ts'
import { createWriterSessions } from './writer-sessions.ts'

const open = (capacity?: number) => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const sessions = createWriterSessions(db, capacity)
  const append = createAppender(db, sessions)
  const grow = (id: string, after: number, count: number): void => {
    const [job] = jobsOf({
      type: 'append',
      ticket: 0,
      now: 1,
      sessions: [id],
      after: [after],
      counts: [count],
      cells: Array.from({ length: count }, () => ['participant-named', 'ana', null, '{}']).flat(),
      versions: new Array<number>(count).fill(1),
      lengths: new Array<number>(count).fill(-1),
      bytes: new Uint8Array(),
    })
    if (job !== undefined) append(job, [])
  }
  const noted = (id: string): number => Number(db.prepare('SELECT entries FROM sessions WHERE id = ?').get(id)?.entries)
  return { db, sessions, grow, noted }
}

describe('the end of a log that is stored beside its session', () => {
  it('is at most 64 entries behind while it grows, and exact when all ends are noted', () => {
    const { sessions, grow, noted } = open()
    for (let after = 0; after < 200; after++) {
      grow('a', after, 1)
      expect(after + 1 - noted('a')).toBeLessThan(64)
    }
    grow('b', 0, 3)
    expect(sessions.isAnyBehind()).toBe(true)
    sessions.noteAll()
    expect([noted('a'), noted('b'), sessions.isAnyBehind()]).toEqual([200, 3, false])
  })

  it('still shows that entries are missing at the end', () => {
    const { db, sessions, grow } = open()
    grow('a', 0, 10)
    sessions.noteAll()
    sessions.forgetAll()
    db.exec('DELETE FROM entries WHERE seq > 8')
    expect(() => sessions.find('a')).toThrow('The end of this log is missing.')
  })

  it('never goes back, also for a session that was forgotten in between', () => {
    const { sessions, grow, noted } = open(1)
    grow('a', 0, 10)
    grow('b', 0, 1)
    grow('a', 10, 80)
    expect(noted('a')).toBe(90)
    sessions.noteAll()
    expect(noted('a')).toBe(90)
  })

  it('is not that of entries whose transaction was undone', () => {
    const { db, sessions, grow, noted } = open()
    grow('a', 0, 2)
    sessions.noteAll()
    db.exec('BEGIN')
    grow('a', 2, 5)
    db.exec('ROLLBACK')
    sessions.forgetAll()
    sessions.noteAll()
    expect(noted('a')).toBe(2)
    grow('a', 2, 1)
    sessions.noteAll()
    expect(noted('a')).toBe(3)
  })
})
