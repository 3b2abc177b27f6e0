import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openForWriting } from '../open-database.ts'
import { createCheckpoints } from './writer-checkpoints.ts'

const folders: string[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const open = () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-checkpoints-'))
  folders.push(folder)
  const path = join(folder, 'log.db')
  const db = openForWriting(path)
  db.exec('CREATE TABLE t (x)')
  const insert = db.prepare('INSERT INTO t VALUES (zeroblob(?))')
  const look = db.prepare('PRAGMA wal_checkpoint(NOOP)')
  const inLogAlone = (): number => {
    const row = look.get()
    return Number(row?.log) - Number(row?.checkpointed)
  }
  const logBytes = (): number => statSync(join(folder, 'log.db-wal')).size
  return { db, path, write: (pages: number) => void insert.run(pages * 4096), inLogAlone, logBytes }
}

describe('carrying the write-ahead log over', () => {
  it('waits until it holds many pages, also beyond the number at which SQLite would begin', () => {
    const { db, write, inLogAlone } = open()
    const checkpoints = createCheckpoints(db, { every: 1, most: 2_000 })
    write(1_500)
    checkpoints.committed()
    expect(inLogAlone()).toBeGreaterThan(1_500)
    write(600)
    expect(inLogAlone()).toBeGreaterThan(2_000)
    checkpoints.committed()
    expect(inLogAlone()).toBe(0)
    checkpoints.close()
    db.close()
  })

  it('looks how many there are only after so many commits', () => {
    const { db, write, inLogAlone } = open()
    const checkpoints = createCheckpoints(db, { every: 3, most: 500 })
    write(600)
    checkpoints.committed()
    checkpoints.committed()
    expect(inLogAlone()).toBeGreaterThan(600)
    checkpoints.committed()
    expect(inLogAlone()).toBe(0)
    checkpoints.close()
    db.close()
  })

  it('asks another thread once, and then copies only what was written in the meantime', () => {
    const { db, path, write, inLogAlone } = open()
    const other = new DatabaseSync(path)
    let asked = 0
    const checkpoints = createCheckpoints(db, { every: 1, most: 1_000, askOther: () => asked++ })
    write(1_100)
    checkpoints.committed()
    write(100)
    checkpoints.committed()
    expect([asked, inLogAlone() > 1_200]).toEqual([1, true])
    other.exec('PRAGMA wal_checkpoint(PASSIVE)')
    write(50)
    expect(inLogAlone()).toBeGreaterThan(50)
    expect(inLogAlone()).toBeLessThan(1_000)
    checkpoints.otherIsDone()
    expect(inLogAlone()).toBe(0)
    write(1_100)
    checkpoints.committed()
    expect(asked).toBe(2)
    checkpoints.close()
    other.close()
    db.close()
  })

  it('does it alone when the other thread does not come', () => {
    const { db, write, inLogAlone } = open()
    const checkpoints = createCheckpoints(db, { every: 1, most: 500, askOther: () => {} })
    for (let round = 0; round < 2; round++) {
      write(600)
      checkpoints.committed()
      expect(inLogAlone()).toBeGreaterThan(600)
      write(600)
      checkpoints.committed()
      expect(inLogAlone()).toBe(0)
    }
    checkpoints.close()
    db.close()
  })

  it('does it when nothing is written for a while', () => {
    vi.useFakeTimers()
    const { db, write, inLogAlone } = open()
    const checkpoints = createCheckpoints(db, { every: 1, after: 1_000 })
    write(300)
    checkpoints.committed()
    vi.advanceTimersByTime(999)
    expect(inLogAlone()).toBeGreaterThan(300)
    vi.advanceTimersByTime(1)
    expect(inLogAlone()).toBe(0)
    checkpoints.close()
    db.close()
  })

  it('makes a long file short when nothing is written for a while, also one of which little is in use', () => {
    vi.useFakeTimers()
    const { db, write, logBytes } = open()
    const checkpoints = createCheckpoints(db, { every: 1, most: 3_000, after: 1_000 })
    write(3_100)
    checkpoints.committed()
    // From the start of the file again.
    write(10)
    checkpoints.committed()
    expect(logBytes()).toBeGreaterThan(12_000_000)
    vi.advanceTimersByTime(1_000)
    expect(logBytes()).toBe(0)
    checkpoints.close()
    db.close()
  })

  it('goes on when it cannot be done', () => {
    const { db, write } = open()
    const checkpoints = createCheckpoints(db, { every: 1, most: 1 })
    write(10)
    db.exec('BEGIN IMMEDIATE')
    write(1)
    expect(() => checkpoints.committed()).not.toThrow()
    db.exec('ROLLBACK')
    checkpoints.close()
    db.close()
  })
})
