import { applyBoardCommand, type ItemId, readBoard } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import {
  boardOf,
  type CommandId,
  commandIdSchema,
  type DocumentName,
  type LogEntry,
  type LogStore,
  type RoundId,
  roundIdSchema,
  type SessionId,
} from '@greenroom/session'
import * as fc from 'fast-check'
import pino from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { openStage, type Person, type Stage } from '../testing/stage.ts'
import type { BoardConnection } from './connections.ts'
import { FoldedLog } from './folded-log.ts'

vi.setConfig({ testTimeout: 60_000 })

const open: Stage[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((stage) => stage.close()))
})

const roundOf = (number: number): RoundId => roundIdSchema.parse(`r${number}`)
let commands = 0
const nextCommand = (): CommandId => commandIdSchema.parse(`c${++commands}`)

/** A stage whose clock stands still until it is turned, and a session of two in its first round. */
const openTake = async (store?: LogStore) => {
  const time = { now: 1_800_000_000_000 }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const stage = await openStage({ clock, ...(store && { store }) })
  open.push(stage)
  const [ina, caro] = await stage.createSession(['interviewer', 'candidate'])
  if (!ina || !caro) throw new Error('somebody is missing')
  await stage.startRound(ina)
  const entered = async () => {
    const room = await stage.rooms.enter(ina.session, ina.participant, time.now)
    if (!room.ok) throw new Error(room.rejection)
    return room
  }
  /** The command as it comes over the wire. */
  const ask = async (
    by: Person,
    command: Parameters<Awaited<ReturnType<typeof entered>>['room']['runFromWire']>[2],
    id = nextCommand(),
  ) => {
    const { room, release } = await entered()
    try {
      return await room.runFromWire(by.participant, id, command)
    } finally {
      release()
    }
  }
  /** One edit by the candidate, through the room's own validation, and its commit. */
  const edit = async (document: DocumentName, change: (doc: Y.Doc) => void): Promise<void> => {
    const { room, release } = await entered()
    const doc = new Y.Doc()
    Y.applyUpdate(doc, room.boards.encoded(document) ?? new Uint8Array())
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    change(doc)
    const connection: BoardConnection = {
      participant: caro.participant,
      document,
      ended: false,
      tell: () => {},
      pay: () => true,
      end: (reason) => {
        throw new Error(reason)
      },
      closed: Promise.resolve(),
    }
    for (const update of updates) room.offerEdit(connection, update)
    await room.flush()
    release()
  }
  const score = async (): Promise<void> => {
    await stage.must(ina, { kind: 'endRound' })
    for (const by of [ina, caro]) await stage.must(by, { kind: 'sealScorecard', scorecard: { scores: {} } })
  }
  return { stage, time, ina, caro, ask, edit, score, session: ina.session }
}

const readAll = async (store: LogStore, session: SessionId): Promise<readonly LogEntry[]> => {
  const all: LogEntry[] = []
  for (;;) {
    const page = await store.read(session, all.length, 1000)
    all.push(...page)
    if (page.length < 1000) return all
  }
}
/** What is on a board, as plain data. */
const drawn = (bytes: Uint8Array | null) => {
  const doc = new Y.Doc()
  if (bytes !== null) Y.applyUpdate(doc, bytes)
  const { items, roots } = readBoard(doc)
  return { items: [...items].sort(([a], [b]) => (a < b ? -1 : 1)), roots: [...roots].sort() }
}
/** The board of a round at a moment, by the log alone: what it began with, and each of its edits until then. */
const soughtBoard = (log: readonly LogEntry[], round: RoundId, at: number): Y.Doc => {
  const fork = log.find((entry) => entry.kind === 'round-forked' && entry.data.round === round)
  const doc = fork?.kind === 'round-forked' ? soughtBoard(log, fork.data.from, fork.data.at) : new Y.Doc()
  for (const entry of log)
    if (entry.kind === 'board-edited' && entry.data.document === boardOf(round) && entry.at <= at)
      Y.applyUpdate(doc, entry.bytes)
  return doc
}
const sought = (log: readonly LogEntry[], round: RoundId, at: number) =>
  drawn(Y.encodeStateAsUpdate(soughtBoard(log, round, at)))

const step = fc.record({ wait: fc.integer({ min: 0, max: 900 }), what: fc.nat(9), keyframe: fc.boolean() })
const changeBy =
  (what: number, items: ItemId[]) =>
  (doc: Y.Doc): void => {
    const chosen = items[what % Math.max(1, items.length)]
    if (chosen === undefined || what < 3) {
      const item = `item-${items.length}-${what}-${doc.clientID}` as ItemId
      items.push(item)
      const at = { section: 'tree', parent: null, before: null }
      applyBoardCommand(
        doc,
        testFramework,
        { kind: 'addItem', item, itemKind: 'metric', text: `Card ${what}`, at },
        'here',
      )
    } else if (what < 5) applyBoardCommand(doc, testFramework, { kind: 'removeItem', item: chosen }, 'here')
    else
      applyBoardCommand(
        doc,
        testFramework,
        { kind: 'editText', item: chosen, index: 0, remove: 0, insert: `${what}` },
        'here',
      )
  }

describe('the board of a second take', () => {
  it('[S68] is that of the round at the moment, also of a take of a take, also read again from the log; the source stays', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 25 }),
        fc.array(step, { maxLength: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (first, second, share, nextShare) => {
          const take = await openTake()
          const { stage, session, time, caro, ina } = take
          const { store } = stage.deps
          const items: ItemId[] = []
          const write = async (round: RoundId, steps: typeof first) => {
            for (const { wait, what, keyframe } of steps) {
              time.now += wait
              await take.edit(boardOf(round), changeBy(what, items))
              if (!keyframe) continue
              const log = new FoldedLog(session, store, pino({ level: 'silent' }))
              await log.load()
              await store.writeKeyframe(session, log.toKeyframe())
            }
          }
          const takeAgain = async (from: RoundId, part: number) => {
            const state = await stage.rooms.read(session)
            const source = state?.rounds.find(({ id }) => id === from)
            const at = (source?.startedAt ?? 0) + Math.round(part * ((source?.endedAt ?? 0) - (source?.startedAt ?? 0)))
            const before = await readAll(store, session)
            expect(await take.ask(caro, { kind: 'takeAgain', round: from, at, who: 'together' })).toMatchObject({
              ok: true,
            })
            await stage.must(ina, { kind: 'startRound' })
            const log = await readAll(store, session)
            expect(log.slice(0, before.length)).toEqual(before)
            const round = roundOf((state?.rounds.length ?? 0) + 1)
            expect(drawn(await stage.rooms.readDocument(session, boardOf(round)))).toEqual(sought(log, from, at))
            return round
          }
          await write(roundOf(1), first)
          await take.score()
          const r2 = await takeAgain(roundOf(1), share)
          await write(r2, second)
          await take.score()
          const r3 = await takeAgain(r2, nextShare)
          await write(r3, second.slice(0, 2))

          const log = await readAll(store, session)
          for (const keyframes of ['kept', 'dropped'] as const) {
            if (keyframes === 'dropped') await store.dropKeyframes(session)
            const again = new FoldedLog(session, store, pino({ level: 'silent' }))
            await again.load()
            for (const round of [roundOf(1), r2, r3])
              expect(drawn(again.documents.get(boardOf(round))?.encoded() ?? null)).toEqual(
                sought(log, round, time.now),
              )
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('[S65] answers a repeat, refuses a moment outside the round, and reads nothing for anyone who may not ask', async () => {
    const { stage, time, ina, caro, ask, score, session } = await openTake()
    time.now += 60_000
    await score()
    const state = await stage.rooms.read(session)
    const at = state?.rounds[0]?.startedAt ?? 0
    const outside = await stage.join(session, 'observer')
    const codeOf = async (by: Person, command: object) => {
      const answer = await ask(by, { kind: 'takeAgain', round: roundOf(1), at, who: 'together', ...command } as never)
      return 'code' in answer ? answer.code : 'granted'
    }
    expect(await codeOf(caro, { at: at + 60_001 })).toBe('no-such-moment')
    expect(await codeOf(caro, { at: at - 1 })).toBe('no-such-moment')
    expect(await codeOf(caro, { round: roundOf(9) })).toBe('unknown-round')
    const reads = vi.spyOn(stage.deps.store, 'read')
    expect(await codeOf(outside, {})).toBe('watching-only')
    expect(await codeOf(ina, { who: 'alone' })).toBe('candidate-only')
    expect(reads).not.toHaveBeenCalled()
    const id = nextCommand()
    const command = { kind: 'takeAgain', round: roundOf(1), at, who: 'together' } as const
    expect(await ask(caro, command, id)).toMatchObject({ ok: true })
    const length = await stage.deps.store.lastSeq(session)
    expect(await ask(caro, command, id)).toMatchObject({ ok: true })
    expect(await stage.deps.store.lastSeq(session)).toBe(length)
  })

  it('[S65] asked by two in the same instant opens one round', async () => {
    const { stage, ina, caro, ask, score, session } = await openTake()
    await score()
    const at = (await stage.rooms.read(session))?.rounds[0]?.startedAt ?? 0
    const command = { kind: 'takeAgain', round: roundOf(1), at, who: 'together' } as const
    const answers = await Promise.all([ask(ina, command), ask(caro, command)])
    expect(answers.map((answer) => ('code' in answer ? answer.code : 'granted'))).toEqual([
      'granted',
      'scores-not-open',
    ])
    expect((await stage.rooms.read(session))?.rounds).toHaveLength(2)
  })

  it('[S65] in a session that is deleted in the meantime is refused, writes nothing, and nobody comes in again', async () => {
    const { stage, time, caro, ask, score, session } = await openTake()
    await score()
    const { store } = stage.deps
    const at = (await stage.rooms.read(session))?.rounds[0]?.startedAt ?? 0
    const command = { kind: 'takeAgain', round: roundOf(1), at, who: 'together' } as const
    const { promise: gone, resolve: go } = Promise.withResolvers<void>()
    const seqAt = store.seqAt.bind(store)
    vi.spyOn(store, 'seqAt').mockImplementation(async (...asked) => {
      await gone
      return seqAt(...asked)
    })
    const asked = ask(caro, command)
    await stage.rooms.remove(session)
    const length = await store.lastSeq(session)
    await store.deleteSession(session)
    go()
    expect(await asked).toMatchObject({ code: 'store-unavailable' })
    expect(length).toBeGreaterThan(0)
    expect(await store.lastSeq(session)).toBe(0)
    expect(await stage.rooms.enter(session, caro.participant, time.now)).toEqual({
      ok: false,
      rejection: 'session-deleted',
    })
  })

  it('[S65] when the store cannot answer is refused, and nothing is lost', async () => {
    const { stage, caro, ask, score, session } = await openTake()
    await score()
    const at = (await stage.rooms.read(session))?.rounds[0]?.startedAt ?? 0
    const command = { kind: 'takeAgain', round: roundOf(1), at, who: 'together' } as const
    const reads = vi.spyOn(stage.deps.store, 'read').mockRejectedValue(new Error('no disk'))
    expect(await ask(caro, command)).toMatchObject({ code: 'store-unavailable' })
    reads.mockRestore()
    expect(await ask(caro, command)).toMatchObject({ ok: true })
  })
})
