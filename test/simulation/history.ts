import { testFramework } from '@greenroom/board/testing'
import { type BoardPipe, createManualTime, createSeededRandom, type SessionPipe } from '@greenroom/room-client/testing'
import {
  boardOf,
  commandIdSchema,
  type LogEntry,
  type ParticipantId,
  participantIdSchema,
  roundIdSchema,
  sessionIdSchema,
} from '@greenroom/session'
import { samplePreparedCase } from '@greenroom/session/testing'
import * as Y from 'yjs'
import { checkLog, editsOf, foldBoard, printBoard, wordsIn, wordsStanding } from './oracles.ts'
import { createSimulatedDisk } from './simulated-disk.ts'
import { createSimulatedPerson, type SimulatedPerson, wordsInText, wordsOn } from './simulated-person.ts'
import { type SimulatedServer, startSimulatedServer } from './simulated-server.ts'

/** What the surroundings of a history lend it: ambient timers, which the server uses, under the same hand as the clock. */
export type Turning = { readonly advance: (milliseconds: number) => void }

export type HistoryResult = {
  readonly faults: readonly string[]
  /** What happened, for the reader of a failure. */
  readonly story: readonly string[]
  readonly entries: number
  readonly offers: number
}

const session = sessionIdSchema.parse('simulated')
const document = boardOf(roundIdSchema.parse('r1'))
const person = (name: string): ParticipantId => participantIdSchema.parse(name)
const [ana, ben, oto] = [person('ana'), person('ben'), person('oto')]
const start = 1_800_000_000_000

/**
 * One history: two people edit, one watches; lines break, servers are killed, appends fail, updates are refused, rounds end
 * and are reopened, pages are reloaded, all in an order that the seed decides. Then everything heals, and the oracles judge.
 */
export const runHistory = async (seed: number, steps: number, turning: Turning): Promise<HistoryResult> => {
  const random = createSeededRandom(seed)
  const time = createManualTime()
  const clock = { now: () => start + time.clock.monotonic(), monotonic: time.clock.monotonic }
  const disk = createSimulatedDisk(clock.now)
  const faults: string[] = []
  const story: string[] = []
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const fault = (what: string): void => {
    faults.push(`after step ${story.length} (${story.at(-1)}): ${what}`)
  }

  let server: SimulatedServer | null = null
  let pages = 0
  let words = 0
  let commands = 0
  let runs = 0

  const startServer = (): void => {
    const process = { alive: true }
    server = startSimulatedServer(
      session,
      { store: disk.openFor(process), clock, random, epoch: `run-${++runs}` },
      process,
    )
  }
  const killServer = async (): Promise<void> => {
    const dying = server
    server = null
    dying?.kill()
    faults.push(...(dying?.faults ?? []))
    await disk.crash(() => random() < 0.5)
  }

  const turn = async (): Promise<void> => {
    for (let n = 0; n < 12; n += 1) {
      for (let m = 0; m < 6; m += 1) await Promise.resolve()
      turning.advance(0)
    }
  }
  const pass = async (milliseconds: number): Promise<void> => {
    let left = milliseconds
    while (left > 0) {
      const slice = Math.min(left, 500)
      left -= slice
      time.pass(slice)
      turning.advance(slice)
      server?.sweep()
      await turn()
    }
  }

  const enter = (participant: ParticipantId): SimulatedPerson =>
    createSimulatedPerson({
      participant,
      session,
      document,
      time,
      random,
      nextPage: () => {
        pages += 1
        return pages
      },
      nextWord: () => {
        words += 1
        return `w${words}x`
      },
      dialledBoard: (pipe) => queueMicrotask(() => (server === null ? pipe.cut() : server.acceptBoard(pipe))),
      dialledSession: (pipe) => queueMicrotask(() => (server === null ? pipe.cut() : server.acceptSession(pipe))),
    })

  const run = async (by: ParticipantId | null, command: Parameters<SimulatedServer['rooms']['run']>[3]) => {
    commands += 1
    const running = server?.rooms.run(session, by, commandIdSchema.parse(`h${commands}`), command)
    await turn()
    await moveDisk()
    const outcome = await running
    if (outcome?.ok !== true) throw new Error(`${command.kind}: ${JSON.stringify(outcome)}`)
  }
  const moveDisk = async (): Promise<void> => {
    while (disk.waiting() > 0) {
      await disk.move('lands')
      await turn()
    }
  }
  const versions = async () => {
    const state = await server?.rooms.read(session)
    return { seatsVersion: state?.seatsVersion ?? 0, clockVersion: state?.clockVersion ?? 0 }
  }

  // The session up to a running round.
  startServer()
  await run(null, {
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
  await run(null, { kind: 'joinSession', participant: ben, name: 'Ben', admits: ['candidate'], seat: 'candidate' })
  await run(null, { kind: 'joinSession', participant: oto, name: 'Oto', admits: ['observer'], seat: 'observer' })
  await run(ana, {
    kind: 'prepareCase',
    how: 'chosen',
    prepared: { ...samplePreparedCase, framework: JSON.parse(JSON.stringify(testFramework)) },
  })
  await run(ana, { kind: 'startRound', ...(await versions()) })
  const people = [enter(ana), enter(ben), enter(oto)]
  const writers = people.filter(({ participant }) => participant !== oto)
  const allPipes = (): readonly (BoardPipe | SessionPipe)[] => people.flatMap((one) => one.pipes())
  const openPipes = () => allPipes().filter((pipe) => pipe.state() !== 'closed')

  /** Everything that can move moves, as long as something does. */
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 2; ) {
      let moved = disk.waiting() > 0
      await moveDisk()
      server?.noticeCloses()
      for (const pipe of allPipes()) {
        if ((server?.read(pipe, Number.MAX_SAFE_INTEGER) ?? 0) > 0) moved = true
        while (pipe.deliver()) moved = true
      }
      await turn()
      quiet = moved ? 0 : quiet + 1
    }
  }
  const openBoards = async (): Promise<void> => {
    await settle()
    for (const one of people) one.board()
    await settle()
  }
  await openBoards()

  /** Harm to what is under way from a client: its server must refuse it, and the client must lose nothing. */
  const harm = (pipe: BoardPipe): string | null => {
    const index = pipe.up.findIndex((message) => message[0] === 0 && message[1] === 2)
    if (index < 0) return null
    const kind = pick(['junk', 'forged', 'dropped'] as const)
    if (kind === 'dropped') pipe.up.splice(index, 1)
    else pipe.up[index] = frameUpdate(kind === 'junk' ? Uint8Array.of(9, 9, 9) : forgedUpdate())
    return `an update of ${pipe.label} is ${kind}`
  }

  const logNow = (): Promise<readonly LogEntry[]> => disk.readAll(session)
  const wordsInLog = new Set<string>()
  const logged = new Y.Doc()
  let readUpTo = 0
  const readWords = async (): Promise<readonly LogEntry[]> => {
    const log = await logNow()
    const fresh = log.slice(readUpTo)
    readUpTo = log.length
    for (const entry of editsOf(fresh, document)) {
      for (const word of wordsIn(entry.bytes)) wordsInLog.add(word)
      Y.applyUpdate(logged, entry.bytes)
      // Also what an edit completes: of a word that is put back, some letters may have stood there already.
      for (const word of wordsStanding(logged)) wordsInLog.add(word)
    }
    return log
  }

  /** What must hold at every instant: nobody is told "saved", and nobody sees another's word, before it is in the log. */
  const checkInstant = async (): Promise<void> => {
    await readWords()
    for (const one of people) {
      const { view, saved, setAside } = one.board().getSnapshot()
      const offered = new Set(wordsInText(JSON.stringify(setAside)))
      for (const other of writers) {
        if (other === one) continue
        for (const word of wordsOn(view)) {
          if (other.owed.has(word) && !wordsInLog.has(word))
            fault(`${one.participant} sees ${word}, which is not in the log`)
        }
      }
      if (saved.kind !== 'saved') continue
      for (const word of one.owed) {
        if (!wordsInLog.has(word) && !offered.has(word)) fault(`${one.participant} is told that ${word} is saved`)
      }
    }
  }

  const step = async (): Promise<string> => {
    const chance = random()
    if (chance < 0.4) return pick(writers)?.edit() ?? ''
    if (chance < 0.62) {
      const pipe = pick(openPipes())
      if (pipe === undefined) return 'nobody is connected'
      const most = 1 + Math.floor(random() * 4)
      server?.read(pipe, most)
      for (let n = 0; n < most; n += 1) pipe.deliver()
      return `some of ${pipe.label} arrives`
    }
    if (chance < 0.74) {
      const outcome = random() < 0.85 ? 'lands' : 'fails'
      await disk.move(outcome)
      return `an append ${outcome}`
    }
    if (chance < 0.8) {
      const milliseconds = Math.floor(random() * (random() < 0.2 ? 25_000 : 1_500))
      await pass(milliseconds)
      return `${milliseconds} ms pass`
    }
    if (chance < 0.84) {
      await settle()
      return 'everything arrives'
    }
    if (chance < 0.88) {
      const pipe = pick(openPipes())
      pipe?.cut()
      return `${pipe?.label} breaks`
    }
    if (chance < 0.9) {
      server?.noticeCloses()
      return 'the server notices who left'
    }
    if (chance < 0.925) {
      const pipe = pick(writers.flatMap((one) => one.boardPipes()).filter((one) => one.state() === 'open'))
      return (pipe === undefined ? null : harm(pipe)) ?? 'nothing to harm'
    }
    if (chance < 0.945) {
      if (server === null) {
        startServer()
        return 'a server starts'
      }
      await killServer()
      if (random() < 0.7) startServer()
      return 'the server is killed'
    }
    if (chance < 0.965) {
      const one = pick(people)
      await one?.reload()
      return `${one?.participant} reloads`
    }
    return sendSomething()
  }

  /** Rounds end and are reopened under people's hands, by the real commands of the interviewer's own client. */
  const sendSomething = (): string => {
    const state = people[0]?.room().getSnapshot().session
    const round = state?.rounds[0]
    if (state === undefined || state === null || round === undefined) return 'nobody does anything'
    const { clockVersion } = state
    const command =
      round.status === 'ended'
        ? ({ kind: 'reopenRound' } as const)
        : random() < 0.4
          ? ({ kind: 'endRound', clockVersion } as const)
          : ({ kind: round.clock.kind === 'paused' ? 'resumeClock' : 'pauseClock', clockVersion } as const)
    void people[0]?.room().send(command)
    return `ana sends ${command.kind}`
  }

  for (let n = 0; n < steps && faults.length === 0; n += 1) {
    story.push(await step())
    await turn()
    await checkInstant()
  }

  // Everything heals.
  if (server === null) startServer()
  const heal = async (): Promise<void> => {
    for (let n = 0; n < 8; n += 1) {
      await settle()
      await pass(16_000)
    }
    await settle()
  }
  await heal()
  // A message that was dropped without a trace is only missed after a reconnect.
  for (const pipe of allPipes()) pipe.cut()
  await heal()
  story.push('everything healed')

  const log = await readWords()
  faults.push(...checkLog(log, document).map((what) => `the log: ${what}`))
  const folded = printBoard(foldBoard(log, document))
  let offers = 0
  for (const one of people) {
    const snapshot = one.board().getSnapshot()
    if (one.room().getSnapshot().connection.kind !== 'live') fault(`${one.participant} is not back`)
    if (printBoard(snapshot.view) !== folded) fault(`${one.participant} sees another board than the log tells of`)
    if (!['saved', 'read-only'].includes(snapshot.saved.kind)) {
      fault(`${one.participant} ends ${JSON.stringify(snapshot.saved)}`)
    }
    const offered = new Set(wordsInText(JSON.stringify(snapshot.setAside)))
    offers += snapshot.setAside.length
    for (const word of one.owed) {
      if (!wordsInLog.has(word) && !offered.has(word))
        fault(`${word} of ${one.participant} is lost and not offered back`)
    }
  }
  for (const one of people) await one.close()
  const last: SimulatedServer | null = server
  await killServer()
  await turn()
  faults.push(...((last as SimulatedServer | null)?.faults ?? []))
  return { faults, story, entries: log.length, offers }
}

const frameUpdate = (update: Uint8Array): Uint8Array => Uint8Array.from([0, 2, update.length, ...update])

/** A well-made update under the client id of the server's seed, which nobody may use. */
const forgedUpdate = (): Uint8Array => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getMap('items').set('forged', 1)
  return Y.encodeStateAsUpdate(doc)
}
