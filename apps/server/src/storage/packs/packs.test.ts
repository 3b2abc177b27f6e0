import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { emptySession, type LogEntry, type NewEntry } from '@greenroom/session'
import { describeLogStore } from '@greenroom/session/log-store-contract'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  boardEdit,
  createTemporaryFolder,
  createTurnedClock,
  named,
  sessionOf,
} from '../../testing/folders-and-entries.ts'
import { openStorage, type Storage } from '../open-storage.ts'
import { packSize } from './pack-format.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

const clock = createTurnedClock()
const open = (dataDir: string): Promise<Storage> => openStorage({ dataDir, clock, invitationId: () => 'invitation' })
const packAll = async (storage: Storage, session = one): Promise<void> => {
  while (await storage.packNext(session)) {
    // The next.
  }
}
const one = sessionOf('one')
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'greenroom-packs-'))
  folders.push(path)
  return path
}
const change = (path: string, sql: string): void => {
  const db = new DatabaseSync(join(path, 'greenroom.sqlite'))
  db.exec(sql)
  db.close()
}
const readAll = async (storage: Storage, without?: 'edits', limit = 100_000): Promise<readonly LogEntry[]> =>
  storage.store.read(one, 0, limit, without)
/** Words typed letter by letter, with a name now and then. */
const typed = (count: number): readonly NewEntry[] =>
  Array.from({ length: count }, (_, n) =>
    n % 50 === 0 ? named(`Ana ${n}`) : boardEdit(new Uint8Array([1, 1, 7, n & 127, 4, 65 + (n % 26)])),
  )

// Every rule of a log store holds for one that packs whatever it was given at once.
describeLogStore('SQLite, packed after every append', async () => {
  const made = createTemporaryFolder()
  const packed = async () => {
    const storage = await openStorage({ dataDir: made.path, clock: turned, invitationId: () => 'invitation' })
    const { store } = storage
    return {
      ...store,
      append: async (...input: Parameters<typeof store.append>) => {
        const result = await store.append(...input)
        await packAll(storage, input[0])
        return result
      },
    }
  }
  const turned = createTurnedClock()
  const store = await packed()
  return {
    store,
    turnClock: turned.turn,
    reopen: async () => {
      await store.close()
      return packed()
    },
    cleanUp: made.remove,
  }
})

describe('a packed log', () => {
  it('F57: reads the same while it is written to and packed twice over, in whatever order that happens', async () => {
    const storage = await open(folder())
    let session = 0
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.oneof(
              fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 400 }) }),
              fc.record({ do: fc.constant('pack' as const) }),
              fc.record({ do: fc.constant('read' as const), after: fc.nat(1_500), edits: fc.boolean() }),
              fc.record({ do: fc.constant('breathe' as const) }),
            ),
            { minLength: 10, maxLength: 40 },
          ),
          async (steps) => {
            const id = sessionOf(`packed-${session++}`)
            const whole = typed(steps.reduce((sum, step) => sum + (step.do === 'append' ? step.count : 0), 0))
            const memory = openMemoryLogStore({ now: clock.now })
            await memory.append(id, 0, whole)
            const wanted = await memory.read(id, 0, 100_000)
            let sent = 0
            let durable = 0
            let appended: Promise<unknown> = Promise.resolve()
            const under: Promise<unknown>[] = []
            for (const step of steps) {
              if (step.do === 'append') {
                const from = sent
                sent += step.count
                appended = appended.then(async () => {
                  expect(await storage.store.append(id, from, whole.slice(from, from + step.count))).toMatchObject({
                    ok: true,
                  })
                  durable = from + step.count
                })
              } else if (step.do === 'pack') {
                // Two at once, and neither waits for the other, or for those that write.
                under.push(storage.packNext(id), storage.packNext(id))
              } else if (step.do === 'read') {
                const known = durable
                under.push(
                  storage.store.read(id, step.after, 100_000, step.edits ? 'edits' : undefined).then((got) => {
                    const last = Math.max(known, got.at(-1)?.seq ?? 0)
                    const asked = wanted.filter(
                      ({ seq, kind }) => seq > step.after && seq <= last && !(step.edits && kind === 'board-edited'),
                    )
                    expect(got).toEqual(asked)
                  }),
                )
              } else await appended
            }
            await Promise.all([appended, ...under])
            expect(await storage.store.read(id, 0, 100_000)).toEqual(wanted)
            await packAll(storage, id)
            expect(await storage.store.read(id, 0, 100_000)).toEqual(wanted)
          },
        ),
        { numRuns: 12, endOnFailure: true },
      )
      expect(await storage.check()).toEqual({ file: [], damaged: [] })
    } finally {
      await storage.close()
    }
  })

  it('reads like one in memory, whatever was written, packed and asked for', async () => {
    const storage = await open(folder())
    let session = 0
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.array(
            fc.record({
              count: fc.integer({ min: 1, max: 700 }),
              wait: fc.integer({ min: 0, max: 9 }),
              packs: fc.nat(3),
            }),
            {
              minLength: 1,
              maxLength: 4,
            },
          ),
          fc.array(fc.record({ after: fc.nat(2_000), limit: fc.integer({ min: 1, max: 900 }), edits: fc.boolean() }), {
            minLength: 5,
            maxLength: 5,
          }),
          async (parts, asked) => {
            const id = sessionOf(`property-${session++}`)
            const memory = openMemoryLogStore({ now: clock.now })
            let last = 0
            for (const { count, wait, packs } of parts) {
              clock.turn(wait)
              const entries = typed(count)
              expect(await storage.store.append(id, last, entries)).toEqual(await memory.append(id, last, entries))
              last += count
              for (let pack = 0; pack < packs; pack++) await storage.packNext(id)
            }
            for (const { after, limit, edits } of asked) {
              const without = edits ? 'edits' : undefined
              expect(await storage.store.read(id, after, limit, without)).toEqual(
                await memory.read(id, after, limit, without),
              )
              const at = clock.now() - (after % 30)
              expect(await storage.store.seqAt(id, at)).toBe(await memory.seqAt(id, at))
            }
            expect(await storage.store.lastSeq(id)).toBe(last)
          },
        ),
        { numRuns: 15, endOnFailure: true },
      )
      expect(await storage.check()).toEqual({ file: [], damaged: [] })
    } finally {
      await storage.close()
    }
  })

  it('goes on: what is appended after it was packed follows it, also in a new process', async () => {
    const path = folder()
    const first = await open(path)
    await first.store.append(one, 0, typed(packSize + 10))
    await packAll(first)
    await first.close()
    const second = await open(path)
    try {
      expect(await second.store.append(one, packSize, [named('Ben')])).toEqual({ ok: false, behind: packSize + 10 })
      expect(await second.store.append(one, packSize + 10, [named('Ben')])).toMatchObject({ ok: true })
      const entries = await readAll(second)
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: packSize + 11 }, (_, index) => index + 1))
      expect((await second.check()).damaged).toEqual([])
    } finally {
      await second.close()
    }
  })

  it('is offered for packing once people have left it, and again only when much has been added', async () => {
    const storage = await open(folder())
    try {
      await storage.store.append(one, 0, typed(3))
      const found = (): Promise<readonly string[]> => storage.readUnpacked(clock.now(), 10)
      expect(await found()).toEqual([])
      clock.turn(1)
      expect(await found()).toEqual(['one'])
      await packAll(storage)
      expect(await found()).toEqual([])
      await storage.store.append(one, 3, typed(63))
      clock.turn(1)
      expect(await found()).toEqual([])
      await storage.store.append(one, 66, typed(1))
      clock.turn(1)
      expect(await found()).toEqual(['one'])
      // A retention sweep sees both kinds.
      await packAll(storage)
      expect(await storage.readIdle(clock.now(), 10)).toEqual(['one'])
    } finally {
      await storage.close()
    }
  })

  it('T23: names the first entry of a pack that was changed, hands over what is before it, and can be deleted', async () => {
    const path = folder()
    const before = await open(path)
    await before.store.append(one, 0, typed(3 * packSize))
    await packAll(before)
    await before.close()
    change(
      path,
      `UPDATE packs SET bytes = substr(bytes, 1, 40) || x'00' || substr(bytes, 42) WHERE first = ${packSize + 1}`,
    )
    change(path, `UPDATE packs SET columns = zeroblob(length(columns)) WHERE first = ${2 * packSize + 1}`)
    const storage = await open(path)
    try {
      expect((await storage.check()).damaged).toEqual([{ session: 'one', seq: packSize + 1 }])
      expect(await storage.store.read(one, 0, packSize)).toHaveLength(packSize)
      await expect(readAll(storage)).rejects.toMatchObject({ seq: packSize + 1 })
      await expect(storage.store.read(one, packSize + 99, 10)).rejects.toMatchObject({ seq: packSize + 100 })
      await expect(readAll(storage, 'edits')).rejects.toMatchObject({ seq: 2 * packSize + 1 })
      await storage.store.deleteSession(one)
      expect(await storage.check()).toEqual({ file: [], damaged: [] })
      expect(await storage.store.lastSeq(one)).toBe(0)
    } finally {
      await storage.close()
    }
  })

  it('is missed when its last pack was removed, and so is one moved to another session', async () => {
    const path = folder()
    const before = await open(path)
    const other = sessionOf('other')
    await before.store.append(one, 0, typed(2 * packSize))
    await before.store.append(other, 0, typed(10))
    await packAll(before)
    await packAll(before, other)
    await before.close()
    change(path, `DELETE FROM packs WHERE last = ${2 * packSize}`)
    change(path, `UPDATE sessions SET id = 'moved' WHERE id = 'other'`)
    const storage = await open(path)
    try {
      expect(new Set((await storage.check()).damaged)).toEqual(
        new Set([
          { session: 'one', seq: packSize + 1 },
          { session: 'moved', seq: 1 },
        ]),
      )
      await expect(storage.store.append(one, packSize, [named('instead')])).rejects.toThrow()
    } finally {
      await storage.close()
    }
  })

  it('does not pack what is damaged: the damage stays named by its entry', async () => {
    const path = folder()
    const before = await open(path)
    await before.store.append(one, 0, typed(20))
    await before.close()
    change(path, `UPDATE entries SET data = '{}' WHERE seq = 12`)
    const storage = await open(path)
    try {
      expect(await storage.packNext(one)).toBe(false)
      expect((await storage.check()).damaged).toEqual([{ session: 'one', seq: 12 }])
    } finally {
      await storage.close()
    }
  })

  it('shrinks its file, and loses the keyframes that a log at rest does without', async () => {
    const path = folder()
    const storage = await open(path)
    const size = (): number => statSync(join(path, 'greenroom.sqlite')).size
    try {
      for (let seq = 0; seq < 8_000; seq += 500) await storage.store.append(one, seq, typed(500))
      await storage.store.writeKeyframe(one, { seq: 4_000, state: emptySession, documents: [] })
      await storage.close()
      const before = size()
      const packing = await open(path)
      expect(await packing.store.readKeyframe(one, 8_000)).not.toBeNull()
      await packAll(packing)
      expect(await packing.store.readKeyframe(one, 8_000)).toBeNull()
      await packing.close()
      expect(size()).toBeLessThan(before / 5)
    } finally {
      await storage.close()
    }
  })

  it('gives back every page that it no longer uses, however many there are', async () => {
    const path = folder()
    const storage = await open(path)
    try {
      const edits = Array.from({ length: 500 }, (_, n) => boardEdit(new Uint8Array(600).fill(n)))
      for (let seq = 0; seq < 8_000; seq += 500) await storage.store.append(one, seq, edits)
      await packAll(storage)
    } finally {
      await storage.close()
    }
    const db = new DatabaseSync(join(path, 'greenroom.sqlite'), { readOnly: true })
    expect(db.prepare('PRAGMA freelist_count').get()).toEqual({ freelist_count: 0 })
    db.close()
  })
})
