import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { testFramework } from '@greenroom/board/testing'
import { serverLimits } from '@greenroom/protocol'
import {
  type Command,
  type LogStore,
  type ParticipantId,
  type PreparedCase,
  participantIdSchema,
  type Seat,
  type SessionId,
  type SessionMode,
  sessionIdSchema,
} from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import { samplePreparedCase } from '@greenroom/session/testing'
import pino from 'pino'
import { attachBoards } from '../boards/attach-boards.ts'
import { type Budgets, createBudgets, createOpenConnections } from '../budgets/index.ts'
import { attachCall } from '../call/attach-call.ts'
import { FairTurns } from '../fair-turns.ts'
import { createAddressOf } from '../http/address-of.ts'
import { attachLive } from '../live/attach-live.ts'
import type { AccessStore, CaseBank, Clock, ServerDeps } from '../ports.ts'
import { createRooms, type Rooms } from '../rooms/rooms.ts'

/** Rooms and their sockets on a port of their own, without REST and pages: for tests of what happens live. */

/** The sample case, on a framework that boards can be made of. */
export const stagedCase: PreparedCase = { ...samplePreparedCase, framework: JSON.parse(JSON.stringify(testFramework)) }

const caseNumber = (number: number): PreparedCase => ({
  ...stagedCase,
  public: { ...stagedCase.public, caseId: `case-${number}` },
})
/** Three cases, `case-1` to `case-3`. */
export const stagedBank: CaseBank = {
  list: () => [],
  read: () => null,
  prepare: (caseId) => {
    const number = /^case-([123])$/.exec(caseId)?.[1]
    return number === undefined ? null : caseNumber(Number(number))
  },
  draw: (_filters, seen) => ['case-1', 'case-2', 'case-3'].find((caseId) => !seen.has(caseId)) ?? null,
  loops: () => [],
  loop: () => null,
  drawInLoop: () => null,
  bridge: () => null,
  runs: () => [],
  readRun: () => null,
}

const everySeat: readonly Seat[] = ['interviewer', 'candidate', 'mentor', 'observer']

type MemoryAccess = Pick<AccessStore, 'addToken' | 'findToken' | 'revokeParticipant'>

export function createMemoryAccess(): MemoryAccess {
  const tokens = new Map<string, { session: SessionId; participant: ParticipantId; revoked: boolean }>()
  return {
    addToken: async (token, session, participant) => {
      tokens.set(token, { session, participant, revoked: false })
    },
    findToken: async (token) => tokens.get(token) ?? null,
    revokeParticipant: async (session, participant) => {
      for (const held of tokens.values()) {
        if (held.session === session && held.participant === participant) held.revoked = true
      }
    },
  }
}

const absent = (): never => {
  throw new Error('not on this stage')
}

export type Person = { readonly session: SessionId; readonly participant: ParticipantId; readonly token: string }

export type Stage = {
  readonly url: string
  readonly socketUrl: string
  readonly rooms: Rooms
  /** What its rooms were made of, for a test that makes others. */
  readonly deps: ServerDeps
  readonly store: LogStore
  readonly access: MemoryAccess
  /** A session in which `cast` has joined and taken seats; the first of them creates it. */
  readonly createSession: (cast: readonly Seat[], mode?: SessionMode) => Promise<readonly Person[]>
  /** By an invitation that admits to every seat, unless told otherwise. */
  readonly join: (session: SessionId, seat: Seat | null, admits?: readonly Seat[]) => Promise<Person>
  /** Runs a command that must be granted; versions are those of the state now. */
  readonly must: (by: Person, command: { readonly kind: Command['kind'] } & Record<string, unknown>) => Promise<void>
  /** Prepares a case and starts the round. */
  readonly startRound: (by: Person) => Promise<void>
  /** As after a kill: everything in memory is gone, nothing is flushed, the store stays. */
  readonly close: () => Promise<void>
}

export type StageOptions = {
  readonly store?: LogStore
  readonly access?: MemoryAccess
  readonly clock?: Clock
  readonly allowOrigin?: (request: IncomingMessage) => boolean
  readonly bank?: CaseBank
  readonly logLevel?: string
  readonly budgets?: Budgets
  readonly connectionsPerAddress?: number
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const clock: Clock = options.clock ?? { now: () => Date.now(), monotonic: () => performance.now() }
  const store = options.store ?? openMemoryLogStore({ now: () => clock.now() })
  const access = options.access ?? createMemoryAccess()
  let people = 0
  const mark = randomBytes(4).toString('hex')
  const deps: ServerDeps = {
    store,
    access: {
      ...access,
      addInvitation: absent,
      findInvitation: absent,
      listInvitations: absent,
      revokeInvitation: absent,
      revokeOtherTokens: absent,
      setWayBack: absent,
      findWayBack: absent,
      wayBackOf: absent,
      revokeWayBack: absent,
      participantsOf: absent,
      deleteSession: absent,
    },
    bank: options.bank ?? stagedBank,
    clock,
    ids: { session: absent, participant: absent, request: absent, secret: absent },
    random: Math.random,
    epoch: 'stage',
    log: pino({ level: options.logLevel ?? process.env.STAGE_LOG ?? 'silent' }),
    budgets: options.budgets ?? createBudgets(),
  }
  const httpServer = createServer((_request, response) => response.writeHead(404).end())
  const rooms = createRooms(deps)
  const attached = {
    httpServer,
    rooms,
    deps,
    allowOrigin: options.allowOrigin ?? (() => true),
    addressOf: createAddressOf(0),
    openConnections: createOpenConnections(options.connectionsPerAddress ?? serverLimits.connectionsPerAddress),
    turns: new FairTurns(clock.monotonic),
  }
  const boards = attachBoards(attached)
  const live = attachLive(attached)
  const call = attachCall(attached)
  const sockets = new Set<Socket>()
  httpServer.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve))
  const { port } = httpServer.address() as AddressInfo

  const granted = async (outcome: ReturnType<Rooms['run']>): Promise<void> => {
    const answered = await outcome
    if (!answered.ok) throw new Error(`refused: ${answered.code}`)
  }
  const newPerson = async (session: SessionId): Promise<Person> => {
    const person = {
      session,
      participant: participantIdSchema.parse(`person-${mark}-${++people}`),
      token: randomBytes(32).toString('base64url'),
    }
    await access.addToken(person.token, session, person.participant, null)
    return person
  }

  const join: Stage['join'] = async (session, seat, admits = everySeat) => {
    const person = await newPerson(session)
    const { participant } = person
    await granted(
      rooms.run(session, null, null, { kind: 'joinSession', participant, name: `P${people}`, admits, seat }),
    )
    return person
  }

  const must: Stage['must'] = async (by, command) => {
    const state = await rooms.read(by.session)
    if (state === null) throw new Error('no such session')
    const versions = { seatsVersion: state.seatsVersion, clockVersion: state.clockVersion }
    await granted(rooms.run(by.session, by.participant, null, { ...versions, ...command } as unknown as Command))
  }

  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}`,
    rooms,
    deps,
    store,
    access,
    join,
    must,
    createSession: async (cast, mode = 'coaching') => {
      const session = sessionIdSchema.parse(randomBytes(8).toString('hex'))
      const owner = await newPerson(session)
      await granted(
        rooms.run(session, null, null, {
          kind: 'createSession',
          session,
          mode,
          cut: 45,
          coverage: 'learning',
          callLink: null,
          owner: owner.participant,
          ownerName: 'Owner',
          ownerSeat: cast[0] ?? null,
        }),
      )
      const others: Person[] = []
      for (const seat of cast.slice(1)) others.push(await join(session, seat))
      return [owner, ...others]
    },
    startRound: async (by) => {
      await must(by, { kind: 'prepareCase', how: 'chosen', prepared: stagedCase })
      await must(by, { kind: 'startRound' })
    },
    close: async () => {
      rooms.close()
      boards.close()
      call.close()
      live.close()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => httpServer.close(resolve))
    },
  }
}
