import { type CloseReason, closeCodes } from '@greenroom/protocol'
import type { BoardPipe, SessionPipe } from '@greenroom/room-client/testing'
import { BoardPresences } from '@greenroom/server/src/boards/board-presence.ts'
import { BoardSocket } from '@greenroom/server/src/boards/board-socket.ts'
import { CommitCount } from '@greenroom/server/src/boards/commit-count.ts'
import { createBudgets } from '@greenroom/server/src/budgets/index.ts'
import { answerEvent } from '@greenroom/server/src/live/events.ts'
import { LiveSocket } from '@greenroom/server/src/live/live-socket.ts'
import type { ServerDeps } from '@greenroom/server/src/ports.ts'
import { createRooms, type Rooms } from '@greenroom/server/src/rooms/rooms.ts'
import { documentNameSchema, type ParticipantId, participantIdSchema, type SessionId } from '@greenroom/session'
import { FairTurns } from '../../apps/server/src/fair-turns.ts'
import { FakeSocketIo, FakeWs } from './fake-sockets.ts'

/** One server process of a history: the real rooms and the real sockets' code over pipes that are flushed by hand. */
export type SimulatedServer = {
  readonly rooms: Rooms
  readonly acceptBoard: (pipe: BoardPipe) => void
  readonly acceptSession: (pipe: SessionPipe) => void
  /** Reads at most `most` messages that have arrived on this pipe; answers how many. */
  readonly read: (pipe: BoardPipe | SessionPipe, most: number) => number
  /** Hears of pipes that were closed from outside: late, when the history says so. */
  readonly noticeCloses: () => void
  readonly sweep: () => void
  /** SIGKILL: every pipe breaks, and nothing of this process happens any more. */
  readonly kill: () => void
  readonly faults: readonly string[]
}

/** Tokens of a history are `token-of-<participant>-…`. */
const holderOf = (token: string): ParticipantId => participantIdSchema.parse(token.split('-')[2])

export const startSimulatedServer = (
  session: SessionId,
  deps: Omit<ServerDeps, 'log' | 'access' | 'bank' | 'ids' | 'budgets'>,
  process: { alive: boolean },
): SimulatedServer => {
  const faults: string[] = []
  const expected = new Set(['Appending failed; this room cannot save for now.'])
  const note = (details: unknown, message?: string): void => {
    if (message !== undefined && !expected.has(message)) faults.push(`${message}: ${describe(details)}`)
  }
  const silent = (): void => {}
  // Of the ports that this history never uses, only the shape.
  const whole = {
    ...deps,
    log: { error: note, warn: note, info: silent, debug: silent, fatal: note, trace: silent },
    access: { revokeParticipant: async () => {} },
    bank: {},
    ids: {},
    budgets: createBudgets(),
  } as unknown as ServerDeps
  const rooms = createRooms(whole)
  const late = new Set<BoardSocket>()
  const presences = new BoardPresences()
  // No time passes within a turn, so nothing waits for the next one.
  const turns = new FairTurns(() => 0)
  const boards = new Map<BoardPipe, { readonly ws: FakeWs; readonly socket: BoardSocket }>()
  const sessions = new Map<SessionPipe, { readonly io: FakeSocketIo; readonly live: LiveSocket }>()

  const acceptBoard = async (pipe: BoardPipe): Promise<void> => {
    const turnAway = (reason: CloseReason): void => {
      pipe.open()
      pipe.end(closeCodes[reason])
    }
    const participant = holderOf(pipe.protocols[1]?.slice('token.'.length) ?? '')
    const entered = await rooms.enter(session, participant, deps.clock.monotonic())
    if (!process.alive || pipe.state() === 'closed') return
    if (!entered.ok) return turnAway('try-later')
    try {
      const document = documentNameSchema.parse(pipe.label.split('/').at(-1))
      if (!entered.room.boards.mayRead(document, participant)) return turnAway('unknown-document')
      pipe.open()
      const ws = new FakeWs(pipe)
      const count = new CommitCount()
      const socket = new BoardSocket(
        ws.asWebSocket(),
        {
          outbox: {
            send: (message) => ws.send(message),
            ride: (message) => ws.send(message),
            ping: () => ws.ping(),
            flush: () => {
              const told = count.take()
              if (told !== null) ws.send(told)
            },
            unsent: () => 0,
          },
          room: entered.room,
          document,
          participant,
          purse: whole.budgets.open({ participant }, deps.clock.monotonic()),
          count,
        },
        {
          turns,
          clock: deps.clock,
          log: whole.log,
          counts: rooms.counts,
          presences,
          shown: { task: (one) => ({ ask: () => late.add(one), cancel: () => late.delete(one) }) },
          told: { task: (one) => ({ ask: () => one.tellCount(), cancel: silent }) },
        },
      )
      boards.set(pipe, { ws, socket })
    } finally {
      entered.release()
    }
  }

  const acceptSession = async (pipe: SessionPipe): Promise<void> => {
    const participant = holderOf(pipe.auth.token)
    const entered = await rooms.enter(session, participant, deps.clock.monotonic())
    if (!process.alive || pipe.state() === 'closed') return
    if (!entered.ok) {
      pipe.open()
      pipe.send('goodbye', { reason: 'store-unavailable', retryAfter: 500 })
      pipe.end()
      return
    }
    try {
      await entered.room.prepareStreams()
      if (!process.alive || pipe.state() === 'closed') return
      pipe.open()
      const io = new FakeSocketIo(pipe)
      const live = new LiveSocket(io.asSocket(), entered.room, participant, pipe.auth, deps)
      sessions.set(pipe, { io, live })
      entered.room.joinLive(live, pipe.auth.epoch === deps.epoch ? pipe.auth.after : 0)
    } finally {
      entered.release()
    }
  }

  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => faults.push(describe(error)))
  }

  const readBoard = (pipe: BoardPipe, most: number): number => {
    const ws = boards.get(pipe)?.ws
    if (ws === undefined) return 0
    const messages = pipe.up.splice(0, most)
    for (const message of messages) ws.emit('message', Buffer.from(message), true)
    return messages.length
  }
  const purse = whole.budgets.open({}, deps.clock.monotonic())
  const readSession = (pipe: SessionPipe, most: number): number => {
    const live = sessions.get(pipe)?.live
    if (live === undefined) return 0
    const messages = pipe.up.splice(0, most)
    for (const { event, payload, answer } of messages) {
      if (!live.isLive()) continue
      const packet = payload === undefined ? [event, answer] : [event, payload, answer]
      guard(answerEvent(live, packet, { clock: deps.clock, counts: rooms.counts, purse }))
    }
    return messages.length
  }

  return {
    rooms,
    faults,
    acceptBoard: (pipe) => guard(acceptBoard(pipe)),
    acceptSession: (pipe) => guard(acceptSession(pipe)),
    read: (pipe, most) => ('auth' in pipe ? readSession(pipe, most) : readBoard(pipe, most)),
    noticeCloses: () => {
      for (const [pipe, { ws }] of boards) {
        if (pipe.state() !== 'closed') continue
        boards.delete(pipe)
        ws.over()
      }
      for (const [pipe, { io, live }] of sessions) {
        if (pipe.state() !== 'closed') continue
        sessions.delete(pipe)
        live.leave()
        io.over()
      }
    },
    sweep: () => {
      const now = deps.clock.monotonic()
      for (const { socket } of boards.values()) socket.sweep(now)
      for (const socket of late) socket.show()
      late.clear()
    },
    kill: () => {
      process.alive = false
      rooms.close()
      for (const pipe of [...boards.keys(), ...sessions.keys()]) pipe.cut()
    },
  }
}

const describe = (thrown: unknown): string => {
  const error = thrown instanceof Object && 'err' in thrown ? thrown.err : thrown
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error)
}
