import {
  boardOf,
  type Command,
  decide,
  emptySession,
  fold,
  type LogStore,
  type NewEntry,
  type ParticipantId,
  type ProjectedEntry,
  participantIdSchema,
  project,
  roundIdSchema,
  type SessionId,
  sessionIdSchema,
} from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import type { LiveConnection } from './connections.ts'
import { FoldedLog } from './folded-log.ts'
import { Streams } from './streams.ts'

const session: SessionId = sessionIdSchema.parse('long')
const ana = participantIdSchema.parse('ana')
const ben = participantIdSchema.parse('ben')

const named = (by: ParticipantId, name: string): NewEntry => ({
  kind: 'participant-named',
  v: 1,
  by,
  command: null,
  data: { participant: by, name },
  bytes: null,
})
const edit: NewEntry = {
  kind: 'board-edited',
  v: 1,
  by: ana,
  command: null,
  data: { document: boardOf(roundIdSchema.parse('r1')), clients: [7] },
  bytes: Uint8Array.of(0, 0),
}

/** Ana created the session, and Ben joined it. */
const beginning = (): readonly NewEntry[] => {
  const entries: NewEntry[] = []
  let state = emptySession
  const must = (command: Command): void => {
    const decision = decide(state, { command, by: null, commandId: null, now: 1 })
    if (!decision.ok) throw new Error(decision.code)
    for (const entry of decision.entries) {
      entries.push(entry)
      state = fold(state, { ...entry, seq: entries.length, at: 1 })
    }
  }
  must({
    kind: 'createSession',
    session,
    mode: 'peer',
    cut: 45,
    coverage: 'learning',
    callLink: null,
    owner: ana,
    ownerName: 'Ana',
    ownerSeat: 'interviewer',
  })
  must({ kind: 'joinSession', participant: ben, name: 'Ben', admits: ['candidate'], seat: 'candidate' })
  return entries
}

const connectionOf = (participant: ParticipantId, open: () => Promise<void> = () => Promise.resolve()) => {
  const welcomed: number[] = []
  const received: ProjectedEntry[] = []
  const connection: LiveConnection = {
    participant,
    seenCases: new Set(),
    welcome: (count) => welcomed.push(count),
    sendEntries: (entries) => received.push(...entries),
    drained: open,
    sendPresence: () => {},
    sendStore: () => {},
    sendCall: () => {},
    sendGoodbye: () => {},
    end: () => {},
    closed: Promise.resolve(),
  }
  return { connection, welcomed, received }
}

/** Counts the reads. */
const watched = (store: LogStore) => {
  const seen = { reads: 0 }
  const read: LogStore['read'] = (...asked) => {
    seen.reads++
    return store.read(...asked)
  }
  return { seen, store: { ...store, read } }
}

const openLog = async (entries: number) => {
  const { seen, store } = watched(openMemoryLogStore({ now: () => 1 }))
  const all = Array.from({ length: entries }, (_, index) => (index % 3 === 2 ? edit : named(ana, `A${index}`)))
  await store.append(session, 0, [...beginning(), ...all])
  const log = new FoldedLog(session, store, pino({ level: 'silent' }))
  await log.load()
  await log.index()
  const streams = new Streams(log)
  const append = async (...fresh: NewEntry[]): Promise<void> => {
    const result = await store.append(session, log.seq, fresh)
    if (!result.ok) throw new Error('behind')
    const logged = fresh.map((entry, index) => ({ ...entry, seq: result.firstSeq + index, at: 1 }) as const)
    for (const entry of logged) log.takeIn(entry)
    streams.announce(logged.filter((entry) => entry.kind !== 'board-edited'))
  }
  const expected = async (participant: ParticipantId): Promise<readonly ProjectedEntry[]> =>
    project(await store.read(session, 0, Number.MAX_SAFE_INTEGER), participant)
  return { log, streams, append, expected, seen }
}

describe("participants' streams", () => {
  it('of a short log are sent at once, and the log is not read again', async () => {
    const { log, streams, expected, seen, append } = await openLog(300)
    expect(log.kept).not.toBeNull()
    const before = seen.reads
    const { connection, welcomed, received } = connectionOf(ana)
    expect(streams.join(connection, 10)).toBeNull()
    await append(named(ben, 'B'), edit)
    expect(seen.reads).toBe(before)
    expect(welcomed).toEqual([(await expected(ana)).length - 1])
    expect(received).toEqual((await expected(ana)).slice(10))
  })

  it('of a long log are read page by page and never held whole, and nothing that is appended in the meantime is lost or doubled', async () => {
    const { log, streams, expected, append } = await openLog(12_000)
    expect(log.kept).toBeNull()
    let page = 0
    const slow = connectionOf(ana, async () => {
      if (page++ < 3) await append(named(ben, `during page ${page}`))
    })
    const fast = connectionOf(ana)
    const other = connectionOf(ben)
    const joins = [slow, fast, other].map(({ connection }, index) => streams.join(connection, index * 100))
    await append(named(ben, 'while the log is read'))
    await Promise.all(joins)
    await append(named(ben, 'afterwards'))
    const [ofAna, ofBen] = [await expected(ana), await expected(ben)]
    expect(slow.received).toEqual(ofAna)
    expect(fast.received).toEqual(ofAna.slice(100))
    expect(other.received).toEqual(ofBen.slice(200))
    expect(streams.count(ana)).toBe(ofAna.length)
    const late = connectionOf(ana)
    await streams.join(late.connection, ofAna.length)
    await append(named(ben, 'to the one who had it all'))
    expect(late.received.map(({ n }) => n)).toEqual([ofAna.length + 1])
    expect(late.welcomed).toEqual([ofAna.length])
  })

  it('of a log that grows long while people listen go on', async () => {
    const { log, streams, expected, append } = await openLog(2_900)
    const { connection, received } = connectionOf(ana)
    expect(streams.join(connection, 0)).toBeNull()
    await append(...Array.from({ length: 500 }, (_, index) => named(ben, `B${index}`)))
    expect(log.kept).toBeNull()
    expect(received).toEqual(await expected(ana))
    const late = connectionOf(ben)
    await streams.join(late.connection, 0)
    expect(late.received).toEqual(await expected(ben))
  })

  it('end for a connection that leaves while its stream is read', async () => {
    const { streams } = await openLog(9_000)
    const { connection, received } = connectionOf(ana, async () => streams.leave(connection))
    await streams.join(connection, 0)
    expect(received.length).toBeLessThan(2_000)
    expect(streams.isEmpty()).toBe(true)
  })

  it('of another past are sent from the start', async () => {
    const { streams, expected } = await openLog(9_000)
    const { connection, received } = connectionOf(ana)
    await streams.join(connection, 1_000_000)
    expect(received).toEqual(await expected(ana))
  })
})
