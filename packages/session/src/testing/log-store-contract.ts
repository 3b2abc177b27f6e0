import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LogEntry, NewEntry } from '../fold/entries.ts'
import { emptySession } from '../fold/fold.ts'
import type { Keyframe, LogStore } from '../log/log-store.ts'
import { boardOf, participantIdSchema, roundIdSchema, type SessionId, sessionIdSchema } from '../state/ids.ts'
import { samplePreparedCase } from './index.ts'

export type LogStoreUnderTest = {
  /** Empty, and used by nobody else. */
  readonly store: LogStore
  /** Moves the store's own clock, also backwards. Without it, the test can only observe that `at` never falls, not force the case. */
  readonly turnClock?: (milliseconds: number) => void
  /** Closes `store` and opens what it left behind; for stores that outlive their process. */
  readonly reopen?: () => Promise<LogStore>
  /** Called after the store was closed. */
  readonly cleanUp?: () => void | Promise<void>
}

const ana = participantIdSchema.parse('ana')
const round = roundIdSchema.parse('r1')
const document = boardOf(round)

const named = (name: string): NewEntry => ({
  kind: 'participant-named',
  v: 1,
  by: ana,
  command: null,
  data: { participant: ana, name },
  bytes: null,
})
const edited = (bytes: Uint8Array): NewEntry => ({
  kind: 'board-edited',
  v: 1,
  by: ana,
  command: null,
  data: { document, clients: [7] },
  bytes,
})
const guide: NewEntry = {
  kind: 'guide-prepared',
  v: 1,
  by: null,
  command: null,
  data: { round, guide: samplePreparedCase.guide },
  bytes: null,
}
const keyframe = (seq: number, mark: number): Keyframe => ({
  seq,
  state: { ...emptySession, createdAt: mark },
  documents: [{ document, bytes: new Uint8Array([mark, 0, 255]), clients: [[7, ana]] }],
})

const seqs = (entries: readonly LogEntry[]): readonly number[] => entries.map((entry) => entry.seq)
const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1)

/** The contract of every log store: run it in a test file with a function that opens an empty one. */
export function describeLogStore(name: string, open: () => Promise<LogStoreUnderTest>): void {
  describe(`log store: ${name}`, () => {
    const close = async (under: LogStoreUnderTest): Promise<void> => {
      await under.store.close()
      await under.cleanUp?.()
    }
    // One store for all tests that leave it open, each with its own two sessions, of which nothing is left for the next.
    let shared: LogStoreUnderTest
    let one: SessionId
    let other: SessionId
    let tests = 0
    beforeAll(async () => {
      shared = await open()
    })
    beforeEach(() => {
      tests += 1
      one = sessionIdSchema.parse(`one-${tests}`)
      other = sessionIdSchema.parse(`other-${tests}`)
    })
    afterEach(async () => {
      for (const session of [one, other]) await shared.store.deleteSession(session)
    })
    afterAll(() => close(shared))
    const own: LogStoreUnderTest[] = []
    /** Another store, for a test that closes it. */
    const openOwn = async (): Promise<LogStoreUnderTest> => {
      const under = await open()
      own.push(under)
      return under
    }
    afterEach(async () => {
      for (const under of own.splice(0)) await close(under)
    })
    const fill = async (store: LogStore, session: SessionId, count: number): Promise<void> => {
      const result = await store.append(
        session,
        0,
        upTo(count).map((n) => named(`Ana ${n}`)),
      )
      expect(result.ok).toBe(true)
    }

    it('has nothing of a session that was never appended to', async () => {
      const { store } = shared
      expect(await store.lastSeq(one)).toBe(0)
      expect(await store.read(one, 0, 10)).toEqual([])
      expect(await store.readKeyframe(one, 10)).toBeNull()
    })

    it('numbers from 1 and gives back what it was given', async () => {
      const { store } = shared
      const entries = [named('Ana'), guide, { ...named('Zoë 你好'), by: null }]
      const result = await store.append(one, 0, entries)
      expect(result).toMatchObject({ ok: true, firstSeq: 1 })
      expect(result.ok && result.at.length).toBe(3)
      const read = await store.read(one, 0, 10)
      expect(read).toEqual(
        entries.map((entry, index) => ({ ...entry, seq: index + 1, at: result.ok && result.at[index] })),
      )
      expect(JSON.stringify(read[1]?.data)).toBe(JSON.stringify(guide.data))
      expect(await store.append(one, 3, [named('Bo')])).toMatchObject({ ok: true, firstSeq: 4 })
      expect(await store.lastSeq(one)).toBe(4)
    })

    it('keeps every byte of an edit: none, all values, a view into a larger buffer, 256 KiB', async () => {
      const { store } = shared
      const all = Uint8Array.from({ length: 256 }, (_, value) => value)
      const slab = new Uint8Array(64).fill(9)
      slab.set([1, 2, 3], 10)
      const large = Uint8Array.from({ length: 256 * 1024 }, (_, index) => (index * 31) % 251)
      const given = [new Uint8Array(), all, slab.subarray(10, 13), large]
      const wanted = given.map((bytes) => [...bytes])
      await store.append(one, 0, given.map(edited))
      // Neither the buffer nor its neighbours belong to the store.
      expect(slab.length).toBe(64)
      slab.fill(0)
      const read = await store.read(one, 0, 10)
      expect(read.map((entry) => [...(entry.bytes ?? [])])).toEqual(wanted)
      expect(read.every((entry) => entry.bytes instanceof Uint8Array)).toBe(true)
    })

    it('keeps an entry without bytes apart from one with no bytes', async () => {
      const { store } = shared
      await store.append(one, 0, [named('Ana'), edited(new Uint8Array())])
      expect((await store.read(one, 0, 10)).map((entry) => entry.bytes?.length ?? null)).toEqual([null, 0])
    })

    it('writes nothing for a caller that is behind, or ahead, and says where the log is', async () => {
      const { store } = shared
      await fill(store, one, 3)
      expect(await store.append(one, 2, [named('late')])).toEqual({ ok: false, behind: 3 })
      expect(await store.append(one, 0, [named('new')])).toEqual({ ok: false, behind: 3 })
      expect(await store.append(one, 9, [named('early')])).toEqual({ ok: false, behind: 3 })
      expect(await store.append(other, 1, [named('early')])).toEqual({ ok: false, behind: 0 })
      expect(await store.lastSeq(one)).toBe(3)
      expect(await store.lastSeq(other)).toBe(0)
    })

    it('numbers without a hole when many append at once: of those after the same number one wins', async () => {
      const { store } = shared
      for (let after = 0; after < 20; ) {
        const results = await Promise.all(
          upTo(8).map((writer) => store.append(one, after, [named(`Ana ${writer}`), named(`Ana ${writer}`)])),
        )
        expect(results.filter((result) => result.ok)).toHaveLength(1)
        after += 2
        for (const result of results) if (!result.ok) expect(result.behind).toBe(after)
      }
      const read = await store.read(one, 0, 100)
      expect(seqs(read)).toEqual(upTo(20))
      // All entries of one append are adjacent.
      const names = read.map((entry) => entry.kind === 'participant-named' && entry.data.name)
      for (let index = 0; index < 20; index += 2) expect(names[index]).toBe(names[index + 1])
    })

    it('takes appends in the order in which they were asked for', async () => {
      const { store } = shared
      const results = await Promise.all(upTo(20).map((n) => store.append(one, n - 1, [named(`Ana ${n}`)])))
      expect(results.every((result) => result.ok)).toBe(true)
      expect(seqs(await store.read(one, 0, 100))).toEqual(upTo(20))
    })

    it("lets no session's conflict fail another's append", async () => {
      const { store } = shared
      await fill(store, one, 2)
      const [conflict, fine, alsoFine] = await Promise.all([
        store.append(one, 0, [named('late')]),
        store.append(other, 0, [named('Bo')]),
        store.append(one, 2, [named('in time')]),
      ])
      expect(conflict).toEqual({ ok: false, behind: 2 })
      expect(fine).toMatchObject({ ok: true, firstSeq: 1 })
      expect(alsoFine).toMatchObject({ ok: true, firstSeq: 3 })
    })

    it('stamps with its own clock, which never falls below the entry before', async () => {
      const { store, turnClock } = shared
      const stamps: number[] = []
      for (const [index, turn] of [0, 5_000, -3_600_000, 1_000, 7_200_000].entries()) {
        turnClock?.(turn)
        const result = await store.append(one, index, [named('Ana')])
        if (result.ok) stamps.push(...result.at)
      }
      expect(stamps).toHaveLength(5)
      expect(stamps).toEqual(stamps.toSorted((a, b) => a - b))
      const first = stamps[0] ?? 0
      if (turnClock !== undefined) expect(stamps.map((at) => at - first)).toEqual([0, 5_000, 5_000, 5_000, 3_606_000])
      expect((await store.read(one, 0, 10)).map((entry) => entry.at)).toEqual(stamps)
    })

    it('finds the last entry of a time, also where several have the same', async () => {
      const { store, turnClock } = shared
      expect(await store.seqAt(one, Number.MAX_SAFE_INTEGER)).toBe(0)
      for (const [index, turn] of [0, 1_000, 0, 5_000].entries()) {
        turnClock?.(turn)
        await store.append(one, index * 2, [named('Ana'), named('Bo')])
      }
      const stamps = (await store.read(one, 0, 10)).map(({ at }) => at)
      const wanted = (at: number): number => stamps.filter((stamp) => stamp <= at).length
      for (const stamp of stamps)
        for (const at of [stamp - 1, stamp, stamp + 1]) expect(await store.seqAt(one, at)).toBe(wanted(at))
      expect(await store.seqAt(one, 0)).toBe(0)
      expect(await store.seqAt(other, Number.MAX_SAFE_INTEGER)).toBe(0)
    })

    it('reads on from any number, at most as many as asked for', async () => {
      const { store } = shared
      await fill(store, one, 25)
      await fill(store, other, 3)
      const pages: number[] = []
      for (let after = 0; ; ) {
        const page = await store.read(one, after, 10)
        pages.push(page.length)
        expect(seqs(page)).toEqual(upTo(page.length).map((n) => n + after))
        if (page.length === 0) break
        after += page.length
      }
      expect(pages).toEqual([10, 10, 5, 0])
      expect(await store.read(one, 99, 10)).toEqual([])
    })

    it('leaves edits out on request, and does not count them', async () => {
      const { store } = shared
      const edit = edited(new Uint8Array([1]))
      await store.append(one, 0, [named('Ana'), edit, edit, named('Bo'), edit, named('Cy'), named('Dee')])
      expect(seqs(await store.read(one, 0, 3, 'edits'))).toEqual([1, 4, 6])
      expect(seqs(await store.read(one, 4, 3, 'edits'))).toEqual([6, 7])
    })

    it('gives the newest keyframe at or below a number, and replaces one at the same number', async () => {
      const { store } = shared
      await fill(store, one, 20)
      await fill(store, other, 20)
      await store.writeKeyframe(one, keyframe(10, 1))
      await store.writeKeyframe(one, keyframe(5, 2))
      await store.writeKeyframe(other, keyframe(12, 3))
      expect(await store.readKeyframe(one, 4)).toBeNull()
      expect(await store.readKeyframe(one, 9)).toEqual(keyframe(5, 2))
      expect(await store.readKeyframe(one, 10)).toEqual(keyframe(10, 1))
      expect(await store.readKeyframe(one, 20)).toEqual(keyframe(10, 1))
      await store.writeKeyframe(one, keyframe(10, 4))
      expect(await store.readKeyframe(one, 20)).toEqual(keyframe(10, 4))
    })

    it('loses nothing but time with its keyframes', async () => {
      const { store } = shared
      await fill(store, one, 5)
      await fill(store, other, 5)
      await store.writeKeyframe(one, keyframe(5, 1))
      await store.writeKeyframe(other, keyframe(5, 2))
      await store.dropKeyframes(one)
      expect(await store.readKeyframe(one, 5)).toBeNull()
      expect(await store.readKeyframe(other, 5)).toEqual(keyframe(5, 2))
      expect(await store.lastSeq(one)).toBe(5)
    })

    it('deletes one session permanently, and nothing of another; a keyframe that comes too late revives nothing', async () => {
      const { store } = shared
      await fill(store, one, 5)
      await fill(store, other, 5)
      await store.writeKeyframe(one, keyframe(5, 1))
      await store.setDue(one, 1_000)
      await store.deleteSession(one)
      // Both resolving and rejecting are fine: what counts is that nothing is left.
      await Promise.allSettled([store.writeKeyframe(one, keyframe(5, 1)), store.setDue(one, 1_000)])
      expect(await store.lastSeq(one)).toBe(0)
      expect(await store.read(one, 0, 10)).toEqual([])
      expect(await store.readKeyframe(one, 10)).toBeNull()
      expect(await store.readDue(10_000)).toEqual([])
      expect(seqs(await store.read(other, 0, 10))).toEqual(upTo(5))
      await store.deleteSession(one)
    })

    it('deletes what nothing was appended to since a time; an entry between the look and the deletion keeps the session', async () => {
      const { store, turnClock } = shared
      if (turnClock === undefined) return
      await fill(store, one, 5)
      await fill(store, other, 5)
      await store.setDue(one, 1_000)
      // As a sweep has it that looked now: both are older.
      const before = ((await store.read(one, 4, 1))[0]?.at ?? 0) + 1_000
      turnClock(1_000)
      expect(await store.append(one, 5, [named('Bo')])).toMatchObject({ ok: true })
      await store.writeKeyframe(one, keyframe(6, 1))
      expect(await store.deleteSession(one, before)).toBe(false)
      expect(await store.deleteSession(other, before)).toBe(true)
      expect(seqs(await store.read(one, 0, 10))).toEqual(upTo(6))
      expect(await store.readKeyframe(one, 6)).toEqual(keyframe(6, 1))
      expect(await store.readDue(1_000)).toEqual([one])
      expect(await store.append(one, 6, [named('Cy')])).toMatchObject({ ok: true, firstSeq: 7 })
      expect(await store.lastSeq(other)).toBe(0)
      // Gone already, and never there.
      expect(await store.deleteSession(other, before)).toBe(false)
      expect(await store.deleteSession(one, before + 1)).toBe(true)
      expect(await store.lastSeq(one)).toBe(0)
    })

    it('knows which sessions are due', async () => {
      const { store } = shared
      await fill(store, one, 1)
      await fill(store, other, 1)
      await store.setDue(one, 1_000)
      await store.setDue(other, 2_000)
      expect(await store.readDue(999)).toEqual([])
      expect(await store.readDue(1_000)).toEqual([one])
      expect(new Set(await store.readDue(5_000))).toEqual(new Set([one, other]))
      await store.setDue(one, 3_000)
      await store.setDue(other, null)
      expect(await store.readDue(2_999)).toEqual([])
      expect(await store.readDue(3_000)).toEqual([one])
    })

    it('can be asked whether it writes, and nothing changes', async () => {
      const { store } = await openOwn()
      await store.probe()
      await fill(store, one, 3)
      const before = await store.read(one, 0, 10)
      await store.probe()
      expect(await store.read(one, 0, 10)).toEqual(before)
      await store.close()
      await expect(store.probe()).rejects.toThrow(Error)
    })

    it('remembers everything when it is opened again', async () => {
      const under = await openOwn()
      if (under.reopen === undefined) return
      await under.store.append(one, 0, [named('Ana'), edited(new Uint8Array([1, 2, 3])), guide])
      await under.store.writeKeyframe(one, keyframe(3, 1))
      await under.store.setDue(one, 1_000)
      const before = await under.store.read(one, 0, 10)
      const store = await under.reopen()
      try {
        expect(await store.read(one, 0, 10)).toEqual(before)
        expect(await store.readKeyframe(one, 3)).toEqual(keyframe(3, 1))
        expect(await store.readDue(1_000)).toEqual([one])
        expect(await store.append(one, 3, [named('Bo')])).toMatchObject({ ok: true, firstSeq: 4 })
      } finally {
        await store.close()
      }
    })

    it('closes twice without harm, and rejects whatever is asked afterwards', async () => {
      const { store } = await openOwn()
      await fill(store, one, 1)
      await store.close()
      await store.close()
      await expect(store.append(one, 1, [named('Bo')])).rejects.toThrow()
      await expect(store.read(one, 0, 10)).rejects.toThrow()
      await expect(store.lastSeq(one)).rejects.toThrow()
      await expect(store.readKeyframe(one, 1)).rejects.toThrow()
      await expect(store.readDue(0)).rejects.toThrow()
    })
  })
}
