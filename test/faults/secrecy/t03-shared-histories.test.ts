import { testFramework } from '@greenroom/board/testing'
import { closeCodes, shareLinkSchema } from '@greenroom/protocol'
import { collectRecording } from '@greenroom/recording'
import {
  boardOf,
  type Command,
  documentNameSchema,
  isDeskSeat,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  type PreparedCase,
  type RoundId,
  type SessionId,
  type SessionState,
  type SharedView,
  sessionIdSchema,
} from '@greenroom/session'
import { begin } from '@greenroom/session/beginnings'
import {
  canaryOf,
  commentCanary,
  cy,
  everybody,
  guideCanary,
  markCanary,
  noteCanary,
  pinCanary,
  sealCanary,
  whisperCanary,
} from '@greenroom/session/canaries'
import { completed, type History, history } from '@greenroom/session/random-history'
import { ana, ben, type LooseCommand, mia, oto, type ScriptedSession } from '@greenroom/session/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { type BudgetTable, budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { startTestServer, type TestServer } from '../../../apps/server/src/testing/test-server.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard } from '../steps/cards.ts'
import { listenRaw } from '../steps/raw-session.ts'

vi.setConfig({ testTimeout: 300_000 })

const views: readonly SharedView[] = (['candidate', 'desk'] as const).flatMap((audience) =>
  [true, false].flatMap((names) => [true, false].map((words) => ({ audience, names, words }))),
)
const trayCanary = 'TRAY-CANARY'
const boardCanary = 'BOARD-CANARY'
const commentIds = ['c1', 'c2', 'c3']

const noBudgets = Object.fromEntries(Object.keys(budgetTable).map((resource) => [resource, {}])) as BudgetTable

/** A wall clock that can be set to where a script begins, beside one that only goes on. */
const clock = (() => {
  let [wall, passed] = [0, 0]
  return {
    now: () => wall,
    monotonic: () => passed,
    set: (to: number) => {
      wall = to
    },
    turn: (milliseconds: number) => {
      wall += milliseconds
      passed += milliseconds
    },
  }
})()

let at: TestServer
beforeAll(async () => {
  at = await startTestServer({ clock, config: { trustProxy: 1 }, budgets: createBudgets({ table: noBudgets }) })
})
afterAll(() => at.close())

const secretOf = (name: string): string => name.padEnd(43, '0')
let asked = 0
/** Each time from another address: ended links are failures, of which one address may have few a minute. */
const post = (path: string, secret: string) => {
  const address = `10.0.${(asked >> 8) & 255}.${asked++ & 255}`
  return fetch(`${at.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ secret }),
  })
}
/** Every byte of an answer, and what is compressed in it, if it is a recording. */
const everythingIn = async (reply: Response): Promise<string> => {
  const bytes = new Uint8Array(await reply.arrayBuffer())
  const plain = JSON.stringify([...reply.headers]) + Buffer.from(bytes).toString('latin1')
  if (!reply.ok || reply.headers.get('content-type')?.includes('json')) return plain
  const { header, recording, end } = await collectRecording(
    (async function* () {
      yield bytes
    })(),
  )
  if (!end.ok) throw new Error(JSON.stringify(end.damage))
  const edits = recording.edits.map(({ document, update }) => document + Buffer.from(update).toString('latin1'))
  return [plain, JSON.stringify([header, recording.entries, end]), ...edits].join('\n')
}

/** On a framework that boards can be made of; of some rounds, a story of its candidate's own life. */
const asPlayed = <T extends PreparedCase>(prepared: T, personal: boolean): T => ({
  ...prepared,
  public: { ...prepared.public, ...(personal && { personal }) },
  framework: JSON.parse(JSON.stringify(testFramework)),
})

const cardUpdate = (words: string): Uint8Array => {
  const doc = new Y.Doc()
  addCard(doc, 'card-of-canary', words)
  return Y.encodeStateAsUpdate(doc)
}

/** What a round has in it, and what a link of this view may show of it once its scores are open. */
const secretsOf = (round: string): readonly (readonly [string, (view: SharedView) => boolean])[] => {
  const desk = ({ audience }: SharedView): boolean => audience === 'desk'
  const deskWords = (view: SharedView): boolean => desk(view) && view.words
  const never = (): boolean => false
  return [
    [canaryOf(guideCanary, round), desk],
    [canaryOf(markCanary, round), desk],
    [canaryOf(whisperCanary, round), never],
    [canaryOf(trayCanary, round), never],
    ...everybody.flatMap((who) => [
      [canaryOf(pinCanary(who), round), deskWords] as const,
      [canaryOf(sealCanary(who), round), deskWords] as const,
      ...commentIds.map((id) => [commentCanary(who, id, round), deskWords] as const),
    ]),
  ]
}

/** Who has sat at the desk of this round. */
const deskOf = (log: readonly LogEntry[], round: string): ReadonlySet<ParticipantId> =>
  new Set(
    log.flatMap((entry) => {
      if (entry.kind === 'seat-taken' && entry.data.round === round && isDeskSeat(entry.data.seat))
        return [entry.data.participant]
      if (entry.kind === 'seat-handed-over' && entry.data.round === round && isDeskSeat(entry.data.seat))
        return [entry.data.to]
      return []
    }),
  )

type Link = {
  readonly id: string
  readonly view: SharedView
  readonly secret: string
  readonly endsAt: number | null
  ended: boolean
}

const counted = { withheld: 0, shown: 0, rounds: 0, ended: 0, personal: 0, overheard: 0 }

/** The round whose case this one has. */
const firstTake = (state: SessionState, round: RoundId): RoundId => {
  const fork = state.rounds.find(({ id }) => id === round)?.fork ?? null
  return fork === null ? round : firstTake(state, fork.from)
}

/** Brings what was scripted so far into the server's store, each entry at its own time, with a card and a thought in each round. */
const store = async (
  session: SessionId,
  { log, state }: ScriptedSession,
  personal: ReadonlySet<string>,
): Promise<void> => {
  let waiting: NewEntry[] = []
  const append = async (): Promise<void> => {
    const last = await at.storage.store.lastSeq(session)
    expect(await at.storage.store.append(session, last, waiting)).toMatchObject({ ok: true })
    waiting = []
  }
  for (const { seq: _, at: time, ...entry } of log) {
    if (time > clock.now()) {
      await append()
      clock.turn(time - clock.now())
    }
    if (entry.kind !== 'case-prepared') waiting.push(entry)
    else {
      const isPersonal = personal.has(firstTake(state, entry.data.round))
      const told = { ...entry.data.case, ...(isPersonal && { personal: true }) }
      waiting.push({ ...entry, data: { ...entry.data, case: told } })
    }
  }
  for (const { id, startedAt } of state.rounds) {
    if (startedAt === null) continue
    const written = { v: 1, by: ben, command: null } as const
    const tray = documentNameSchema.parse(`tray-${id}-${ben}`)
    const thought = { document: tray, clients: [1], formed: [], gone: [] }
    waiting.push({ kind: 'tray-edited', ...written, data: thought, bytes: cardUpdate(canaryOf(trayCanary, id)) })
    const card = { document: boardOf(id), clients: [1] }
    waiting.push({ kind: 'board-edited', ...written, data: card, bytes: cardUpdate(canaryOf(boardCanary, id)) })
  }
  await append()
}

type Choices = {
  readonly views: readonly number[]
  readonly ends: readonly (number | null)[]
  readonly personal: readonly string[]
}

let sessions = 0

const playShared = async ({ mode, beginning, steps }: History, choices: Choices): Promise<void> => {
  const session = sessionIdSchema.parse(`shared-${++sessions}`)
  const scripted = begin(mode, beginning)
  clock.set(scripted.log[0]?.at ?? 0)
  const personal = new Set(choices.personal)
  await store(session, scripted, personal)
  const tokens = new Map(everybody.map((who): [ParticipantId, string] => [who, secretOf(`${session}-${who}`)]))
  for (const [who, token] of tokens) await at.storage.access.addToken(token, session, who, null)
  const watchers = [ben, mia, oto, cy]
  const lines = await Promise.all(
    watchers.map(async (who) => ({ who, line: await listenRaw(at.url, { token: tokens.get(who) ?? '' }) })),
  )
  const links: Link[] = []
  const path = `/api/sessions/${session}/share-links`
  const make = async (turn: number): Promise<void> => {
    const view = views[(choices.views[turn % choices.views.length] ?? 0) % views.length] ?? views[0]
    const after = choices.ends[turn % choices.ends.length] ?? null
    const endsAt = after === null ? null : clock.now() + after
    const token = tokens.get(ana)
    const reply = await at.request('POST', path, { token, body: { view, endsAt } })
    if (reply.status !== 201 || view === undefined) return
    const { id, secret } = shareLinkSchema.parse(reply.json)
    links.push({ id, view, secret: secret ?? '', endsAt, ended: false })
  }
  const revoke = async (some: readonly Link[]): Promise<void> => {
    for (const link of some) {
      if (link.ended) continue
      const { status } = await at.request('DELETE', `${path}/${link.id}`, { token: tokens.get(ana) })
      if (status === 204) link.ended = true
    }
  }
  const check = async (): Promise<void> => {
    const state = await at.server.rooms.read(session)
    if (state === null) throw new Error('no session')
    const log = await at.storage.store.read(session, 0, 100_000)
    const words = JSON.stringify(log)
    await checkLinks(links, state, words)
    await checkPeople(state, log, words)
  }
  const checkPeople = async (state: SessionState, log: readonly LogEntry[], words: string): Promise<void> => {
    for (const { who, line } of lines) {
      await line.settle()
      const token = tokens.get(who) ?? ''
      const routes = ['', '/replay', '/recording?view=own', '/recording?view=everybodys']
      const replies = await Promise.all(
        routes.map(async (route) => {
          const headers = { authorization: `Bearer ${token}` }
          return everythingIn(await fetch(`${at.url}/api/sessions/${session}${route}`, { headers }))
        }),
      )
      const everything = [...line.frames, ...replies].join('\n')
      for (const { id, status } of state.rounds) {
        if (status === 'scored') continue
        const desk = deskOf(log, id)
        for (const [canary] of secretsOf(id)) {
          const own = canary.includes(`-${who}-`) || (who === ben && canary.startsWith(trayCanary))
          const ofDesk = [guideCanary, markCanary, whisperCanary].some((each) => canary.startsWith(each))
          if (own || (ofDesk && desk.has(who))) continue
          expect(everything.includes(canary), `${canary} for ${who}`).toBe(false)
          if (words.includes(canary)) counted.overheard += 1
        }
      }
    }
  }
  for (const [turn, step] of steps.entries()) {
    scripted.wait(step.wait)
    clock.turn(step.wait)
    if (step.command !== null) {
      const given = completed(scripted, step.command)
      const { seatsVersion, clockVersion } = scripted.state
      const command = playedCommand(given, scripted, personal)
      scripted.send(step.who, given)
      await at.server.rooms.run(session, step.who, null, {
        seatsVersion,
        clockVersion,
        ...command,
      } as unknown as Command)
    }
    if (turn % 5 === 0) await make(turn)
    if (turn % 15 === 7) await check()
    if (turn % 12 === 11) await revoke(links.slice(0, 1))
  }
  for (let turn = 0; turn < views.length; turn++) await make(turn)
  await check()
  await revoke(links.slice(-4))
  clock.turn(60_000)
  await check()
  for (const { line } of lines) line.close()
  // A link is no token: neither socket says anything to it.
  for (const { secret } of links.slice(-1)) {
    const line = await listenRaw(at.url, { token: secret })
    expect(line.frames.join()).not.toContain('CANARY')
    line.close()
    const board = await openBoard(at.url.replace('http', 'ws'), { session, participant: ana, token: secret })
    expect(await board.closed).toBe(closeCodes.unauthorized)
    expect(board.received).toEqual([])
  }
}

const playedCommand = (
  command: LooseCommand,
  scripted: ScriptedSession,
  personal: ReadonlySet<string>,
): LooseCommand => {
  const here = scripted.round.id
  const next = `r${scripted.state.rounds.length + 1}`
  if (command.kind === 'prepareCase') return { ...command, prepared: asPlayed(command.prepared, personal.has(here)) }
  if (command.kind === 'openPrepared' && command.prepared !== null)
    return { ...command, prepared: asPlayed(command.prepared, personal.has(next)) }
  if (command.kind === 'writeNote') return { ...command, words: canaryOf(command.words, command.round ?? here) }
  return command
}

const checkLinks = async (links: readonly Link[], { rounds }: SessionState, words: string): Promise<void> => {
  for (const link of links) {
    const { view, secret, endsAt } = link
    const works = !link.ended && (endsAt === null || endsAt > clock.now())
    const look = await post('/api/shared/look', secret)
    const open = await post('/api/shared/recording', secret)
    expect([look.status, open.status]).toEqual(works ? [200, 200] : [410, 410])
    const everything = `${await everythingIn(look)}\n${await everythingIn(open)}`
    if (!works) {
      counted.ended += 1
      expect(everything).not.toContain('CANARY')
      continue
    }
    for (const { id, status, case: played } of rounds) {
      counted.rounds += 1
      const isPersonal = played?.personal === true
      for (const [canary, shows] of secretsOf(id)) {
        const may = status === 'scored' && !isPersonal && shows(view)
        const has = everything.includes(canary)
        if (!may) expect(has, `${canary} in ${JSON.stringify(view)}, round ${status}`).toBe(false)
        if (has) counted.shown += 1
        else if (words.includes(canary)) counted.withheld += 1
      }
      if (isPersonal) {
        counted.personal += 1
        expect(everything).not.toContain(canaryOf(boardCanary, id))
      }
      for (const who of everybody) {
        const note = canaryOf(noteCanary(who), id)
        const shared = words.includes('"note-shared"')
        if (isPersonal || !view.words || !shared) expect(everything.includes(note), note).toBe(false)
      }
    }
  }
}

it('T3: a share link shows of each round what its scores have opened, in every history, until it is revoked or ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      history(),
      fc.record({
        views: fc.array(fc.nat(7), { minLength: 3, maxLength: 6 }),
        ends: fc.array(fc.constantFrom(null, 60_000, 3_600_000), { minLength: 1, maxLength: 4 }),
        personal: fc.subarray(['r1', 'r2', 'r3', 'r4']),
      }),
      playShared,
    ),
    { numRuns: 20 },
  )
  console.info(`T3: ${JSON.stringify(counted)}`)
  expect(Math.min(...Object.values(counted)), JSON.stringify(counted)).toBeGreaterThan(20)
})
