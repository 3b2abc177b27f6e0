import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { emptySession } from '@greenroom/session'
import { describe, expect, it, vi } from 'vitest'
import { boardEdit, createTurnedClock, named, sessionOf } from '../testing/folders-and-entries.ts'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { checkFile, listSessions, openLogCheck } from './check-logs.ts'
import { openStorage, type Storage } from './open-storage.ts'

vi.setConfig({ testTimeout: 60_000 })
const open = (dataDir: string): Promise<Storage> =>
  openStorage({ dataDir, clock: createTurnedClock(), invitationId: () => 'none' })
const file = (path: string): string => join(path, 'greenroom.sqlite')
const change = (path: string, sql: string): void => {
  const db = new DatabaseSync(file(path))
  db.exec(sql)
  db.close()
}
const names = ['alpha', 'beta', 'gamma', 'delta']
const writeLogs = async (path: string, entries: number): Promise<void> => {
  const storage = await open(path)
  for (const name of names) {
    for (let seq = 0; seq < entries; seq++)
      await storage.store.append(sessionOf(name), seq, [
        seq % 3 === 0 ? named(`${name} ${seq}`) : boardEdit(Buffer.from(`${name} wrote ${seq} `.repeat(20))),
      ])
  }
  await storage.close()
}
const closed = new Map<number, Uint8Array>()
/** The file that `writeLogs` leaves: written once for each number of entries, and each test damages a copy. */
const copyLogs = async (path: string, entries: number): Promise<void> => {
  const known = closed.get(entries)
  if (known === undefined) {
    await writeLogs(path, entries)
    closed.set(entries, readFileSync(file(path)))
  } else writeFileSync(file(path), known)
}

/** Everything that the log says, by the way in which the server reads it; `null` where it cannot be read at all. */
const everything = (db: DatabaseSync): string | null => {
  try {
    const read = db.prepare(
      'SELECT seq, at, kind, v, by, command, data, bytes FROM entries WHERE session = ? AND seq > 0 ORDER BY seq',
    )
    const sessions = db.prepare('SELECT key, id FROM sessions WHERE deleting = 0 ORDER BY id').all()
    return JSON.stringify(sessions.map(({ key, id }) => [id, read.all(Number(key))]))
  } catch {
    return null
  }
}

describe('damage to the database file', () => {
  it('T23: one changed byte of one row, a removed row and a row moved to another session are each named', async () => {
    const path = temporaryFolder()
    await copyLogs(path, 12)
    change(path, `UPDATE entries SET data = replace(data, 'alpha', 'alphb') WHERE seq = 4 AND data LIKE '%alpha%'`)
    change(path, `DELETE FROM entries WHERE seq = 6 AND session = (SELECT key FROM sessions WHERE id = 'beta')`)
    change(path, `UPDATE sessions SET id = 'other' WHERE id = 'gamma'`)
    const storage = await open(path)
    try {
      const { file: said, damaged } = await storage.check()
      expect(said).toEqual([])
      expect([...damaged].sort((a, b) => a.session.localeCompare(b.session))).toEqual([
        { session: 'alpha', seq: 4 },
        { session: 'beta', seq: 6 },
        { session: 'other', seq: 1 },
      ])
      // Each costs its own session alone, and what was sound before the damage can still be read.
      await expect(storage.store.read(sessionOf('alpha'), 0, 100)).rejects.toThrow('Entry 4 of the log cannot be read.')
      expect(await storage.store.read(sessionOf('alpha'), 0, 3)).toHaveLength(3)
      expect(await storage.store.read(sessionOf('delta'), 0, 100)).toHaveLength(12)
      expect(await storage.store.read(sessionOf('delta'), 0, 100, 'edits')).toHaveLength(4)
      // A damaged session can be deleted.
      await storage.store.deleteSession(sessionOf('alpha'))
      expect((await storage.check()).damaged.map(({ session }) => session).sort()).toEqual(['beta', 'other'])
    } finally {
      await storage.close()
    }
  })

  it('T23: a long log is looked at beside those who read, who do not wait for it, and what is damaged far on is named', async () => {
    const path = temporaryFolder()
    const entries = Array.from({ length: 4_200 }, (_, index) => named(`name ${index}`))
    const first = await open(path)
    expect(await first.store.append(sessionOf('long'), 0, entries)).toMatchObject({ ok: true })
    await first.close()
    change(path, `UPDATE entries SET data = replace(data, 'name', 'nane') WHERE seq = 4001`)
    const storage = await open(path)
    try {
      let isOver = false
      const checking = storage.check().finally(() => {
        isOver = true
      })
      let reads = 0
      // A thread answers in the order of the questions: if it were the one that checks, there would be one read for each of nine parts.
      while (!isOver) {
        await storage.store.read(sessionOf('long'), 0, 1)
        reads++
      }
      expect((await checking).damaged).toEqual([{ session: 'long', seq: 4001 }])
      expect(reads).toBeGreaterThan(30)
    } finally {
      await storage.close()
    }
  })

  it.skipIf(process.platform !== 'linux')(
    'of a small database is looked for without one more thread, and named all the same',
    async () => {
      const path = temporaryFolder()
      await copyLogs(path, 12)
      change(path, `DELETE FROM entries WHERE seq = 6 AND session = (SELECT key FROM sessions WHERE id = 'beta')`)
      const threads = (): readonly string[] =>
        readdirSync('/proc/self/task').map((id) => readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim())
      const storage = await open(path)
      try {
        let isOver = false
        const checking = storage.check().finally(() => {
          isOver = true
        })
        const seen = new Set<string>()
        while (!isOver) {
          for (const name of threads()) seen.add(name)
          await new Promise((resolve) => setImmediate(resolve))
        }
        expect((await checking).damaged).toEqual([{ session: 'beta', seq: 6 }])
        expect([...seen]).toContain('store-reader')
        expect([...seen]).not.toContain('store-checker')
      } finally {
        await storage.close()
      }
    },
  )

  it('T23: entries that were cut off the end of a log are missed, and nothing is appended in their place', async () => {
    const path = temporaryFolder()
    await copyLogs(path, 12)
    change(path, `DELETE FROM entries WHERE seq > 9 AND session = (SELECT key FROM sessions WHERE id = 'beta')`)
    change(path, `DELETE FROM entries WHERE session = (SELECT key FROM sessions WHERE id = 'gamma')`)
    const storage = await open(path)
    try {
      const { file: said, damaged } = await storage.check()
      expect(said).toEqual([])
      expect([...damaged].sort((a, b) => a.session.localeCompare(b.session))).toEqual([
        { session: 'beta', seq: 10 },
        { session: 'gamma', seq: 1 },
      ])
      await expect(storage.store.append(sessionOf('beta'), 9, [named('instead')])).rejects.toThrow()
      expect(await storage.store.append(sessionOf('delta'), 12, [named('as usual')])).toMatchObject({ ok: true })
      await storage.store.deleteSession(sessionOf('beta'))
      await storage.store.deleteSession(sessionOf('gamma'))
      expect((await storage.check()).damaged).toEqual([])
    } finally {
      await storage.close()
    }
  })

  it('F09: no flipped bit goes unnoticed: of 500, each is found or has changed nothing that is read', async () => {
    const path = temporaryFolder()
    await copyLogs(path, 30)
    const whole = readFileSync(file(path))
    const copy = join(temporaryFolder(), 'copy.sqlite')
    const look = (): { found: boolean; read: string | null } => {
      let db: DatabaseSync
      try {
        db = new DatabaseSync(copy, { readOnly: true })
      } catch {
        return { found: true, read: null }
      }
      try {
        const said = checkFile(db)
        const sessions = listSessions(db)
        const check = openLogCheck(db)
        const found =
          said.length > 0 || sessions.length !== names.length || sessions.some((session) => check(session) !== null)
        return { found, read: found ? null : everything(db) }
      } catch {
        return { found: true, read: null }
      } finally {
        db.close()
      }
    }
    writeFileSync(copy, whole)
    const sound = look()
    expect(sound.found).toBe(false)
    let state = 20261128
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    // Four of five hit the pages that hold what people wrote; the rest hit anything: headers, indexes, empty pages.
    const pages = Array.from({ length: whole.length / 4096 }, (_, page) => page).filter((page) =>
      whole.subarray(page * 4096, (page + 1) * 4096).includes('wrote'),
    )
    let found = 0
    const missed: number[] = []
    for (let flip = 0; flip < 500; flip++) {
      const at = flip % 5 === 0 ? random(whole.length) : (pages[random(pages.length)] ?? 0) * 4096 + random(4096)
      const flipped = Buffer.from(whole)
      flipped[at] = (whole[at] ?? 0) ^ (1 << random(8))
      writeFileSync(copy, flipped)
      const seen = look()
      if (seen.found) found++
      else if (seen.read !== sound.read) missed.push(at)
    }
    expect(missed).toEqual([])
    // Most of the file is words: a check that finds little looks at nothing.
    expect(found).toBeGreaterThan(250)
  })

  it('F09: a bit of an index by which no log is followed is found in the file itself, where every chain is whole', async () => {
    const path = temporaryFolder()
    await copyLogs(path, 30)
    const sound = new DatabaseSync(file(path))
    const { page } =
      sound.prepare("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'entries_numbered'").get() ?? {}
    sound.close()
    const bytes = readFileSync(file(path))
    // The keys are at the end of a page.
    const at = Number(page) * 4096 - 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(file(path), bytes)
    const storage = await open(path)
    try {
      const { file: said, damaged } = await storage.check()
      expect(said.join()).toContain('entries_numbered')
      expect(damaged).toEqual([])
    } finally {
      await storage.close()
    }
  })

  it('F09: a write-ahead log that is cut short or damaged leaves of each session what was written up to there, whole, and nothing half', async () => {
    const path = temporaryFolder()
    await (await open(path)).close()
    const storage = await open(path)
    // Nothing of this is carried over yet: it is in the write-ahead log alone.
    for (let seq = 0; seq < 25; seq++)
      for (const name of names)
        await storage.store.append(sessionOf(name), seq, [boardEdit(Buffer.from(`${name} wrote ${seq} `.repeat(20)))])
    const [main, wal] = [readFileSync(file(path)), readFileSync(`${file(path)}-wal`)]
    const whole = new Map<string, number>(names.map((name) => [name, 25]))
    const copy = join(temporaryFolder(), 'copy.sqlite')
    const lengths = new Set<number>()
    let state = 20261128
    const random = (below: number): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * below)
    }
    for (let cut = 0; cut < 120; cut++) {
      // At the end of a page of the log, anywhere, or whole with one bit that is wrong.
      const at = cut % 3 === 0 ? 32 + random(Math.floor((wal.length - 32) / 4120)) * 4120 : random(wal.length)
      const damaged = Buffer.from(cut % 3 === 2 ? wal : wal.subarray(0, at))
      if (cut % 3 === 2) damaged[at] = (wal[at] ?? 0) ^ (1 << random(8))
      writeFileSync(copy, main)
      writeFileSync(`${copy}-wal`, damaged)
      const db = new DatabaseSync(copy)
      try {
        expect(checkFile(db), `cut at ${at}`).toEqual([])
        const kept = db.prepare('SELECT id FROM sessions WHERE deleting = 0').all()
        for (const { id } of kept) {
          expect(openLogCheck(db)(String(id)), `cut at ${at}`).toBeNull()
          const count = Number(
            db.prepare('SELECT count(*) AS n FROM entries JOIN sessions ON key = session WHERE id = ?').get(String(id))
              ?.n,
          )
          expect(count).toBeLessThanOrEqual(whole.get(String(id)) ?? 0)
          lengths.add(count)
        }
      } finally {
        db.close()
        for (const end of ['', '-wal', '-shm']) rmSync(copy + end, { force: true })
      }
    }
    // It was cut in many places: not always before everything, nor after.
    expect(lengths.size).toBeGreaterThan(10)
    await storage.close()
  })

  it('does not use a keyframe that is not as it was written', async () => {
    const path = temporaryFolder()
    await writeLogs(path, 6)
    const storage = await open(path)
    await storage.store.writeKeyframe(sessionOf('alpha'), {
      seq: 6,
      state: { ...emptySession, callLink: 'https://a.example' },
      documents: [],
    })
    expect(await storage.store.readKeyframe(sessionOf('alpha'), 99)).not.toBeNull()
    await storage.close()
    change(path, `UPDATE keyframes SET state = replace(state, 'a.example', 'b.example')`)
    const again = await open(path)
    expect(await again.store.readKeyframe(sessionOf('alpha'), 99)).toBeNull()
    await again.close()
  })

  it('leaves one whole file behind when it is closed, which no other account may read', async () => {
    const path = temporaryFolder()
    await writeLogs(path, 6)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(statSync(file(path)).mode & 0o777).toBe(0o600)
    const copy = temporaryFolder()
    writeFileSync(file(copy), readFileSync(file(path)))
    const storage = await open(copy)
    expect(statSync(`${file(copy)}-wal`).mode & 0o777).toBe(0o600)
    expect(await storage.store.lastSeq(sessionOf('delta'))).toBe(6)
    await storage.close()
  })

  it('chains a log that was written before there were hashes, when its folder is first opened', async () => {
    const path = temporaryFolder()
    const old = new URL('../../../../test/fixtures/data/0.1.0/greenroom.sqlite.gz', import.meta.url)
    writeFileSync(file(path), gunzipSync(readFileSync(old)))
    const storage = await open(path)
    expect(await storage.check()).toEqual({ file: [], damaged: [] })
    await storage.close()
    const db = new DatabaseSync(file(path))
    const rows = db.prepare('SELECT count(*) AS entries, count(hash) AS hashes FROM entries').get()
    expect(Number(rows?.entries)).toBeGreaterThan(100)
    expect(rows?.hashes).toBe(rows?.entries)
    db.exec('UPDATE entries SET at = at + 1 WHERE rowid = (SELECT max(rowid) FROM entries)')
    db.close()
    const again = await open(path)
    expect((await again.check()).damaged).toHaveLength(1)
    await again.close()
  })
})
