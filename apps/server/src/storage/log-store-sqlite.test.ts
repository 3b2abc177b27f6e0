import { DatabaseSync } from 'node:sqlite'
import { documentNameSchema, emptySession, type LogStore } from '@greenroom/session'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StartRefusal } from '../start-refusal.ts'
import { boardEdit, createTurnedClock, named, readFolder, sessionOf } from '../testing/folders-and-entries.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import type { CommitReport } from './log-store.ts'
import { openForWriting, readSettings } from './open-database.ts'
import { openStorage, type Storage } from './open-storage.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const opened: Storage[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((storage) => storage.close()))
})
const clock = createTurnedClock()
let ids = 0
const open = async (dataDir: string, onCommit?: (report: CommitReport) => void): Promise<Storage> => {
  const storage = await openStorage({
    dataDir,
    clock,
    invitationId: () => `i${++ids}`,
    ...(onCommit && { onCommit }),
  })
  opened.push(storage)
  return storage
}
const change = (path: string, run: (db: DatabaseSync) => void): void => {
  const db = new DatabaseSync(`${path}/greenroom.sqlite`)
  run(db)
  db.close()
}
const appendOne = async (store: LogStore, session: string, after: number, text: string) =>
  store.append(sessionOf(session), after, [named(text)])

describe('the log in SQLite', () => {
  it('gives back what was appended, also after it was closed and opened', async () => {
    const path = temporaryFolder()
    const first = await open(path)
    const bytes = new Uint8Array([1, 2, 3, 255])
    // A view into a larger buffer: neither its neighbours may be stored nor the buffer be taken away.
    const slab = new Uint8Array(64).fill(9)
    slab.set(bytes, 10)
    await first.store.append(sessionOf('a'), 0, [
      named('Ana'),
      boardEdit(slab.subarray(10, 14)),
      boardEdit(new Uint8Array()),
    ])
    expect(slab.length).toBe(64)
    await first.close()
    const second = await open(path)
    const entries = await second.store.read(sessionOf('a'), 0, 10)
    expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, 'participant-named'],
      [2, 'board-edited'],
      [3, 'board-edited'],
    ])
    expect(entries[0]).toMatchObject({ data: { name: 'Ana' }, by: 'ana', bytes: null })
    expect(entries[1]?.bytes).toEqual(bytes)
    expect(entries[2]?.bytes).toEqual(new Uint8Array())
    expect(await second.store.append(sessionOf('a'), 3, [named('Bo')])).toMatchObject({ ok: true, firstSeq: 4 })
  })

  it('checkpoints a long write-ahead log while more is written, so that it is written from its start again', async () => {
    const path = temporaryFolder()
    const { store } = await open(path)
    const watching = new DatabaseSync(`${path}/greenroom.sqlite`)
    const pages = (): number => Number(watching.prepare('PRAGMA wal_checkpoint(NOOP)').get()?.log)
    const piece = boardEdit(new Uint8Array(1024 * 1024))
    // It becomes due at 64 MiB, 16,384 pages. At 128 MiB the writer does not wait for the other thread.
    let [after, now, most] = [0, 0, 0]
    while (most <= 16_384 || now >= 5_000) {
      await store.append(sessionOf('long'), after++, [piece])
      now = pages()
      most = Math.max(most, now)
    }
    expect(most).toBeLessThan(30_000)
    watching.close()
  })

  it('syncs every commit, also on the second opening of the same file', async () => {
    const path = `${temporaryFolder()}/greenroom.sqlite`
    for (let opening = 0; opening < 2; opening++) {
      const db = openForWriting(path)
      expect(readSettings(db)).toEqual({ journalMode: 'wal', synchronous: 2, secureDelete: 1 })
      db.exec('CREATE TABLE IF NOT EXISTS t (x)')
      db.close()
    }
  })

  it('commits what waits in one transaction, and a room that fell behind costs its neighbours nothing', async () => {
    const reports: CommitReport[] = []
    const { store } = await open(temporaryFolder(), (report) => reports.push(report))
    const results = await Promise.all([
      ...Array.from({ length: 200 }, (_, room) => appendOne(store, `room-${room}`, 0, 'Ana')),
      appendOne(store, 'room-7', 0, 'too late'),
      appendOne(store, 'room-8', 1, 'in time'),
    ])
    expect(results.slice(0, 200).every((result) => result.ok)).toBe(true)
    expect(results[200]).toEqual({ ok: false, behind: 1 })
    expect(results[201]).toMatchObject({ ok: true, firstSeq: 2 })
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ appends: 202, failed: 0 })
    expect(await store.read(sessionOf('room-7'), 0, 10)).toHaveLength(1)
  })

  it('stamps with its own clock, never below the entry before', async () => {
    const { store } = await open(temporaryFolder())
    const first = await appendOne(store, 'a', 0, 'Ana')
    clock.turn(-3_600_000)
    const second = await appendOne(store, 'a', 1, 'Bo')
    clock.turn(3_600_000)
    expect(first.ok && second.ok && second.at[0]).toBe(first.ok && first.at[0])
  })

  it('refuses an append that cannot be written, writes nothing of it, and goes on', async () => {
    const path = temporaryFolder()
    const storage = await open(path)
    await appendOne(storage.store, 'a', 0, 'Ana')
    await appendOne(storage.store, 'b', 0, 'Bo')
    await storage.close()
    change(path, (db) =>
      db.exec(
        `CREATE TRIGGER broken BEFORE INSERT ON entries WHEN NEW.data LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'no room'); END`,
      ),
    )
    const { store } = await open(path)
    const [poisoned, healthy] = await Promise.allSettled([
      store.append(sessionOf('a'), 1, [named('fine'), named('poison')]),
      appendOne(store, 'b', 1, 'Cy'),
    ])
    expect(poisoned.status).toBe('rejected')
    expect(poisoned.status === 'rejected' && poisoned.reason.cause).toMatchObject({
      message: expect.stringContaining('no room'),
    })
    expect(healthy).toMatchObject({ status: 'fulfilled', value: { ok: true, firstSeq: 2 } })
    expect(await store.lastSeq(sessionOf('a'))).toBe(1)
    expect(await appendOne(store, 'a', 1, 'again')).toMatchObject({ ok: true, firstSeq: 2 })
  })

  it('does not write what it could not read back', async () => {
    const { store } = await open(temporaryFolder())
    await expect(store.append(sessionOf('a'), 0, [named('x'.repeat(100))])).rejects.toThrow('could not read back')
    expect(await store.lastSeq(sessionOf('a'))).toBe(0)
  })

  it('leaves out what it could not read back, and nothing of what leaves together with it', async () => {
    const { store } = await open(temporaryFolder())
    const edit = (byte: number) => boardEdit(Uint8Array.of(byte, byte))
    const bad = named('x'.repeat(100))
    const outcomes = await Promise.allSettled([
      store.append(sessionOf('first-bad'), 0, [edit(1), bad]),
      store.append(sessionOf('a'), 0, [edit(2), named('Ana')]),
      store.append(sessionOf('b'), 0, [named('Bo'), edit(3), bad]),
      store.append(sessionOf('c'), 0, [edit(4)]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
    expect(await store.read(sessionOf('first-bad'), 0, 10)).toEqual([])
    expect(await store.read(sessionOf('a'), 0, 10)).toMatchObject([edit(2), named('Ana')])
    expect(await store.read(sessionOf('b'), 0, 10)).toEqual([])
    expect(await store.read(sessionOf('c'), 0, 10)).toMatchObject([edit(4)])
  })

  it('fails only the reading of a session with a bad row, and leaves the row as it is', async () => {
    const path = temporaryFolder()
    const first = await open(path)
    await appendOne(first.store, 'bad', 0, 'Ana')
    await appendOne(first.store, 'holed', 0, 'Ana')
    await appendOne(first.store, 'holed', 1, 'Bo')
    await appendOne(first.store, 'good', 0, 'Ana')
    await first.close()
    change(path, (db) => {
      db.exec(`UPDATE entries SET data = '{"participant":' WHERE session = (SELECT key FROM sessions WHERE id = 'bad')`)
      db.exec(`DELETE FROM entries WHERE seq = 1 AND session = (SELECT key FROM sessions WHERE id = 'holed')`)
    })
    const { store, close } = await open(path)
    await expect(store.read(sessionOf('bad'), 0, 10)).rejects.toThrow('Entry 1 of the log cannot be read.')
    await expect(store.read(sessionOf('holed'), 0, 10)).rejects.toThrow('Entry 2 of the log cannot be read.')
    expect(await store.read(sessionOf('good'), 0, 10)).toHaveLength(1)
    await close()
    change(path, (db) => {
      const rows = db
        .prepare(`SELECT data FROM entries WHERE session = (SELECT key FROM sessions WHERE id = 'bad')`)
        .all()
      expect(rows.map((row) => row.data)).toEqual(['{"participant":'])
    })
  })

  it('T37: leaves nothing of a deleted session in any file', async () => {
    const path = temporaryFolder()
    const storage = await open(path)
    const { store, access } = storage
    const canary = 'canary-4711'
    const session = sessionOf('doomed')
    for (let after = 0; after < 5_000; after += 1_000) {
      await store.append(
        session,
        after,
        Array.from({ length: 1_000 }, (_, index) => boardEdit(Buffer.from(`${canary} ${after + index} `.repeat(8)))),
      )
    }
    await store.append(session, 5_000, [named(canary)])
    await store.writeKeyframe(session, {
      seq: 5_000,
      state: { ...emptySession, callLink: canary },
      documents: [
        { document: documentNameSchema.parse('board-r1'), bytes: Buffer.from(canary.repeat(2_000)), clients: [] },
      ],
    })
    await access.addToken('token', session, named(canary).by ?? never(), null)
    await appendOne(store, 'other', 0, 'stays')
    expect(readFolder(path).includes(canary)).toBe(true)
    // Other rooms go on while the rows are wiped.
    const [, meanwhile] = await Promise.all([store.deleteSession(session), appendOne(store, 'other', 1, 'Bo')])
    expect(meanwhile).toMatchObject({ ok: true, firstSeq: 2 })
    expect(readFolder(path).includes(canary)).toBe(false)
    expect(readFolder(path).includes('doomed')).toBe(false)
    expect(await store.lastSeq(session)).toBe(0)
    expect(await store.readKeyframe(session, 9_999)).toBeNull()
    expect(await access.findToken('token')).toBeNull()
    expect(await store.read(sessionOf('other'), 0, 10)).toHaveLength(2)
    expect(await appendOne(store, 'doomed', 0, 'a new one')).toMatchObject({ ok: true, firstSeq: 1 })
  })

  it('finishes at the next start a deletion that a crash cut short', async () => {
    const path = temporaryFolder()
    const first = await open(path)
    await first.store.append(sessionOf('a'), 0, [named('half gone'), named('half left')])
    await first.close()
    change(path, (db) => db.exec(`UPDATE sessions SET deleting = 1, id = 'deleted ' || key`))
    const second = await open(path)
    expect(await second.store.lastSeq(sessionOf('a'))).toBe(0)
    await second.store.deleteSession(sessionOf('a'))
    await appendOne(second.store, 'b', 0, 'Ana')
    await second.close()
    change(path, (db) => expect(db.prepare('SELECT count(*) AS n FROM sessions').get()?.n).toBe(1))
    expect(readFolder(path).includes('half left')).toBe(false)
  })

  it('lets one server have a data folder, and says so to the second', async () => {
    const path = temporaryFolder()
    const first = await open(path)
    await expect(open(path)).rejects.toThrow(StartRefusal)
    await expect(open(path)).rejects.toThrow('in use by another Greenroom server')
    await first.close()
    await open(path)
  })

  it('does not open a database of a newer server, and does not change it', async () => {
    const path = temporaryFolder()
    await (await open(path)).close()
    change(path, (db) => db.exec('UPDATE schema_version SET version = 99'))
    await expect(open(path)).rejects.toThrow(/version 99.*start the newer server/)
    change(path, (db) => expect(db.prepare('SELECT version FROM schema_version').get()?.version).toBe(99))
  })

  it('rejects what is asked of it after it was closed, and closes twice without harm', async () => {
    const storage = await open(temporaryFolder())
    const last = appendOne(storage.store, 'a', 0, 'still written')
    await Promise.all([storage.close(), storage.close()])
    expect(await last).toMatchObject({ ok: true })
    await expect(appendOne(storage.store, 'a', 1, 'Bo')).rejects.toThrow('The store is closed.')
    await expect(storage.store.lastSeq(sessionOf('a'))).rejects.toThrow('The store is closed.')
  })
})

const never = (): never => {
  throw new Error('unreachable')
}
