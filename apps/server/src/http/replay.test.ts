import { gunzipSync } from 'node:zlib'
import { replayPageSchema } from '@greenroom/protocol'
import {
  boardOf,
  type Command,
  createProjector,
  type NewEntry,
  type ParticipantId,
  roundIdSchema,
  trayOf,
} from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import {
  ana,
  ben,
  boardEdited,
  mia,
  oto,
  samplePreparedCase,
  sampleSession,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
  trayEdited,
} from '@greenroom/session/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { realClock } from '../real-deps.ts'
import { stagedCase } from '../testing/stage.ts'
import { invite, join, type Person, startSession, startTestServer, type TestServer } from '../testing/test-server.ts'
import { createReplayReader, type ReadPage } from './routes/replay-routes.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let at: TestServer
let owner: Person
let candidate: Person
const canary = 'what-only-the-desk-knows'
const editBytes = 60_000
const edits = 40
const notes = 300

/** Straight into the log: what a room would have appended in an hour. */
beforeAll(async () => {
  at = await startTestServer()
  owner = await startSession(at, { case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } })
  candidate = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
  const { store } = at.storage
  const round = roundIdSchema.parse('r1')
  const edit = (index: number): NewEntry => ({
    kind: 'board-edited',
    v: 1,
    by: candidate.participant,
    command: null,
    data: { document: boardOf(round), clients: [7] },
    bytes: new Uint8Array(editBytes).fill(index),
  })
  const mark: NewEntry = {
    kind: 'moment-marked',
    v: 1,
    by: owner.participant,
    command: null,
    data: { round, label: canary },
    bytes: null,
  }
  for (let index = 0; index < edits; index++) {
    await store.append(owner.session, await store.lastSeq(owner.session), [
      edit(index),
      ...Array<NewEntry>(notes / 10).fill(mark),
    ])
  }
})
afterAll(() => at.close())

const contentOf = ({ json }: ReadPage) => replayPageSchema.parse(JSON.parse(json.plain.toString()))
const pagesOf = async (person: Person) => {
  const pages = []
  for (let after: string | null = '0.0'; after !== null; ) {
    const path: string = `/api/sessions/${person.session}/replay?after=${after}`
    const reply = await at.request('GET', path, { token: person.token })
    expect(reply.status).toBe(200)
    expect(reply.text.length).toBeLessThanOrEqual(after === '0.0' ? 250_000 : 1_000_000)
    const page = replayPageSchema.parse(reply.json)
    pages.push({ ...page, text: reply.text })
    after = page.next
  }
  return pages
}

describe('the replay', () => {
  it('gives each participant their own stream and every edit, in pages, each once and in order', async () => {
    for (const person of [owner, candidate]) {
      const pages = await pagesOf(person)
      expect(pages.length).toBeGreaterThan(2)
      const projector = createProjector(person.participant, new Set())
      const log = await at.storage.store.read(person.session, 0, 10_000)
      const wantedEdits: { n: number; first: number }[] = []
      const wanted = log.flatMap((entry) => {
        if (entry.kind === 'board-edited') wantedEdits.push({ n: projector.count(), first: entry.bytes[0] ?? -1 })
        return projector.next(entry)
      })
      expect(pages.flatMap(({ entries }) => entries)).toEqual(wanted)
      const got = pages.flatMap((page) => page.edits)
      expect(got.map(({ n, update }) => ({ n, first: Buffer.from(update, 'base64')[0] }))).toEqual(wantedEdits)
      expect(got.every(({ update }) => Buffer.from(update, 'base64').length === editBytes)).toBe(true)
    }
  })

  it('tells a candidate nothing of the desk, and its cursor counts nothing that is withheld', async () => {
    const pages = await pagesOf(candidate)
    for (const { text, next } of pages) {
      expect(text).not.toContain(canary)
      expect(text).not.toContain(samplePreparedCase.public.prompt)
      expect(text).not.toContain('"seq"')
      const seen = pages.flatMap(({ entries }) => entries).length
      if (next !== null) expect(Number(next.split('.')[0])).toBeLessThanOrEqual(seen)
    }
    expect((await pagesOf(owner)).some(({ text }) => text.includes(canary))).toBe(true)
  })

  it('finds its place again when it was forgotten', async () => {
    const { store } = at.storage
    const remembered = createReplayReader({ store, clock: realClock })
    const first = await remembered(owner.session, owner.participant, '0.0')
    const next = first?.next ?? ''
    const fresh = await createReplayReader({ store, clock: realClock })(owner.session, owner.participant, next)
    const again = await remembered(owner.session, owner.participant, next)
    if (fresh === null || again === null) throw new Error('nobody said that it may not be read')
    expect(contentOf(fresh)).toEqual(contentOf(again))
    expect(contentOf(fresh).entries.length).toBeGreaterThan(0)
  })

  it('puts one page together at a time, the same one once for all who ask, and asks again whether it may', async () => {
    const { store } = at.storage
    let reads = 0
    let under = 0
    let most = 0
    const counted: Pick<typeof store, 'read'> = {
      read: async (...args) => {
        reads++
        most = Math.max(most, ++under)
        try {
          return await store.read(...args)
        } finally {
          under--
        }
      },
    }
    const read = createReplayReader({ store: { ...store, ...counted }, clock: realClock })
    const one = await read(owner.session, owner.participant, '0.0')
    const alone = reads
    const fresh = createReplayReader({ store: { ...store, ...counted }, clock: realClock })
    reads = 0
    const asked = Array.from({ length: 20 }, () => fresh(owner.session, owner.participant, '0.0'))
    const given = await Promise.all(asked)
    for (const page of given) expect(page?.json.plain.equals(one?.json.plain ?? Buffer.alloc(0))).toBe(true)
    // Written once, and compressed once.
    expect(new Set(given.map((page) => page?.json)).size).toBe(1)
    const zipped = await Promise.all(given.map((page) => page?.json.zipped()))
    expect(new Set(zipped).size).toBe(1)
    expect(gunzipSync(zipped[0] ?? Buffer.alloc(0)).equals(one?.json.plain ?? Buffer.alloc(0))).toBe(true)
    expect(reads).toBe(alone)
    let spent = 0
    const budget = {
      mayRead: () => spent === 0,
      spent: (milliseconds: number) => {
        spent += milliseconds + 1
      },
    }
    const next = one?.next ?? ''
    const others = [
      fresh(owner.session, owner.participant, next, budget),
      fresh(candidate.session, candidate.participant, '0.0', budget),
    ]
    expect((await Promise.all(others)).map((page) => page !== null)).toEqual([true, false])
    expect(most).toBe(1)
  })

  it('has no words of a comment from the moment it is deleted, whatever was read before', async () => {
    const person = await startSession(at)
    const must = async (command: object): Promise<void> => {
      const state = await at.server.rooms.read(person.session)
      const versions = { seatsVersion: state?.seatsVersion, clockVersion: state?.clockVersion }
      const given = { ...versions, ...command } as unknown as Command
      expect(await at.server.rooms.run(person.session, person.participant, null, given)).toMatchObject({ ok: true })
    }
    const { secret } = await invite(at, person, ['candidate'])
    const other = await join(at, secret, 'Caro', 'candidate')
    await must({ kind: 'prepareCase', how: 'chosen', prepared: stagedCase })
    await must({ kind: 'startRound' })
    await must({ kind: 'endRound' })
    const round = (await at.server.rooms.read(person.session))?.rounds[0]
    const comment = { kind: 'writeComment', round: 'r1', moment: round?.startedAt, item: null }
    // More than a page, so that pages are kept for the next who asks.
    for (let n = 0; n < 600; n++)
      await must({ ...comment, comment: `c${n}`, words: `${n === 0 ? 'comment-canary' : 'x'} ${'y'.repeat(1_900)}` })
    const before = await pagesOf(person)
    expect(before.length).toBeGreaterThan(1)
    expect(before.some(({ text }) => text.includes('comment-canary'))).toBe(true)
    await must({ kind: 'deleteComment', round: 'r1', author: person.participant, comment: 'c0' })
    const after = await pagesOf(person)
    expect(after.some(({ text }) => text.includes('comment-canary'))).toBe(false)
    expect(after.flatMap(({ entries }) => entries.map(({ n }) => n))).toEqual(
      after.flatMap(({ entries }) => entries).map((_, index) => index + 1),
    )
    const stream = await at.server.rooms.readStream(person.session, person.participant, 0)
    expect(JSON.stringify(stream)).not.toContain('comment-canary')
    expect((await pagesOf(other)).some(({ text }) => text.includes('comment'))).toBe(false)
  })

  it('refuses something that is not a cursor', async () => {
    const reply = await at.request('GET', `/api/sessions/${owner.session}/replay?after=1e9`, { token: owner.token })
    expect(reply.json).toMatchObject({ error: { code: 'malformed' } })
  })
})

describe('a think tray in the replay', () => {
  const big = (entry: NewEntry, fill: number): NewEntry =>
    ({ ...entry, bytes: new Uint8Array(editBytes).fill(fill) }) as NewEntry

  /** Ben is the candidate of the first round, Ana of the second, and both think. `trays` = 0: nobody does. */
  async function replaysWith(trays: number) {
    const session = startSampleRound()
    const think = (who: ParticipantId, round: string, fill: number): void => {
      for (let n = 0; n < trays; n++) session.append([big(trayEdited(who, [`t${n}`], [], round), fill)])
    }
    session.append([big(boardEdited(ben, new Uint8Array()), 1)])
    think(ben, 'r1', 66)
    session.append([big(boardEdited(ana, new Uint8Array()), 2)])
    scoreSampleRound(session)
    swapSampleSeats(session)
    think(ana, 'r2', 65)
    session.append([big(boardEdited(ana, new Uint8Array()), 3)])
    const store = openMemoryLogStore({ now: () => 1_000 })
    await store.append(sampleSession, 0, session.log)
    return async (who: ParticipantId) => {
      const read = createReplayReader({ store, clock: realClock })
      const pages = []
      for (let after: string | null = '0.0'; after !== null; ) {
        const page = await read(sampleSession, who, after)
        if (page === null) throw new Error('nobody said that it may not be read')
        pages.push(contentOf(page))
        after = page.next
      }
      return pages
    }
  }

  it('[S83] is read by its author alone, also in the rounds after; nobody else’s pages differ by a byte', async () => {
    const without = await replaysWith(0)
    const withTrays = await replaysWith(40)
    for (const who of [mia, oto]) expect(JSON.stringify(await withTrays(who))).toBe(JSON.stringify(await without(who)))
    for (const [who, round] of [
      [ben, 'r1'],
      [ana, 'r2'],
    ] as const) {
      const pages = await withTrays(who)
      expect(pages.length).toBeGreaterThan(2)
      const edits = pages.flatMap((page) => page.edits)
      const own = edits.filter(({ document }) => document === trayOf(roundIdSchema.parse(round), who))
      expect(own).toHaveLength(40)
      expect(edits).toHaveLength(43)
      expect(own.every(({ by }) => by === who)).toBe(true)
      const rest = pages.map((page) => ({ ...page, edits: page.edits.filter((edit) => !own.includes(edit)) }))
      const known = await without(who)
      expect(rest.flatMap((page) => page.edits)).toEqual(known.flatMap((page) => page.edits))
      expect(rest.flatMap((page) => page.entries)).toEqual(known.flatMap((page) => page.entries))
    }
  })
})
