import type { Framework } from '@greenroom/board'
import {
  type DocumentName,
  type ParticipantId,
  placeOfDocument,
  type RoundId,
  type SessionState,
  type WireCommand,
} from '@greenroom/session'
import { type BoardClient, type DrivenBoard, openBoardClient } from '../board/board-client.ts'
import { browserPorts } from '../connection/browser-ports.ts'
import type { EndedReason } from '../connection/close-meaning.ts'
import type { ConnectionPhase } from '../connection/connection-phases.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import { createConnection } from '../connection/reconnect.ts'
import type { RoomClientOptions } from '../connection/room-client-options.ts'
import { createServerClock } from '../connection/server-clock.ts'
import { type ConnectionTrouble, createTroubleWatch } from '../connection/trouble.ts'
import { createWakeWatch, tickEvery } from '../connection/wake-watch.ts'
import { createSnapshotSource } from '../snapshot-source.ts'
import { type CallChannel, createCallChannel } from './call-channel.ts'
import { createCommandsInFlight, type SendAnswer } from './commands-in-flight.ts'
import { createSessionDial } from './session-dial.ts'
import { createSessionStream } from './session-stream.ts'

export type ConnectionState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live' }
  /** `retryAt`: local monotonic milliseconds of the next try. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | { readonly kind: 'ended'; readonly reason: EndedReason }

export type RoomSnapshot = {
  readonly connection: ConnectionState
  /** The fold of this participant's own stream; `null` until the first welcome. */
  readonly session: SessionState | null
  readonly participant: ParticipantId
  /** Participants with a live connection. */
  readonly here: readonly ParticipantId[]
  /** Whether the server's time was measured, and since the last sleep; until then `serverNow()` is a guess. */
  readonly clockKnown: boolean
  /** Commands sent and not yet answered. */
  readonly pending: number
  /** Why there is no connection, once it is known. */
  readonly trouble: ConnectionTrouble | null
  /** `false`: the server cannot save at the moment; commands will be refused, edits wait on this device. */
  readonly serverSaves: boolean
}

export type RoomClient = {
  readonly getSnapshot: () => RoomSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** The server's milliseconds now, by estimated offset and the monotonic clock. */
  readonly serverNow: () => number
  /** Local monotonic milliseconds, the clock of `retryAt`. */
  readonly monotonicNow: () => number
  /**
   * Never rejects: a command sent while disconnected returns `{ ok: false, code: 'offline' }` and is not buffered. Resolves after the
   * entries that it caused are in the snapshot.
   */
  readonly send: (command: WireCommand) => Promise<SendAnswer>
  /** The same object for the same document until it is closed. */
  readonly openBoard: (document: DocumentName, framework: Framework) => BoardClient
  /** The call's signalling; `packages/call` handles who is in the call and what they say to each other. */
  readonly call: CallChannel
  /** Tries at once: after waking, on `online`, or when the person asks for it. */
  readonly retryNow: () => void
  readonly close: () => Promise<void>
}

/** How often the server's time is measured again, in milliseconds. */
const measureEvery = 30_000

/**
 * Opens the live room of one participant and keeps it open: dials at once, folds what arrives, and keeps dialling until `close` or until
 * the server says that it is over. One connection for the session, one for each open board.
 */
export function createRoomClient(options: RoomClientOptions, given: Partial<RoomClientPorts> = {}): RoomClient {
  const ports: RoomClientPorts = { ...browserPorts(), ...given }
  const { clock, timers } = ports
  const boards = new Map<DocumentName, DrivenBoard>()
  const stream = createSessionStream()
  const serverClock = createServerClock(clock.monotonic)
  const changed = (): void => source.touch()
  const commands = createCommandsInFlight({
    newId: ports.ids.command,
    timers,
    whenReached: stream.whenReached,
    changed,
  })
  const call = createCallChannel()
  let told = stream.state()
  /** Rounds that started before the eyes of this page, with an empty board. */
  const started = new Set<RoundId>()
  const trouble = createTroubleWatch({ reach: () => ports.reach(options.url), changed })
  const calls = createSessionDial({
    options,
    ports,
    stream,
    commands,
    call,
    serverClock,
    answered: (goodbye) => trouble.answered(goodbye === 'too-many-connections'),
    changed: () => {
      changed()
      if (stream.state() === told) return
      if (connection.state().kind === 'live')
        for (const round of startedBetween(told, stream.state())) started.add(round)
      told = stream.state()
      for (const board of boards.values()) board.roomChanged()
    },
  })

  const connection = createConnection(ports, calls.dial, (state, silent) => {
    if (state.kind === 'connecting') trouble.dialled()
    else if (state.kind === 'waiting') trouble.failed()
    else if (state.kind === 'live') trouble.opened()
    if (state.kind === 'ended') {
      commands.close()
      for (const board of boards.values()) board.connection.finish(state.reason)
    } else if (silent) {
      suspectBoards()
    }
    for (const board of boards.values()) board.roomChanged()
    changed()
  })

  const suspectBoards = (): void => {
    for (const board of boards.values()) board.connection.wake()
  }
  const wake = (): void => {
    serverClock.doubt()
    connection.wake()
    suspectBoards()
    calls.measure()
  }

  const watch = createWakeWatch(clock)
  let measuredAt = clock.monotonic()
  const tick = (): void => {
    const finding = watch.tick()
    if (finding === 'woke') wake()
    connection.tick(finding !== 'on-time')
    for (const board of [...boards.values()]) board.tick(finding !== 'on-time')
    if (clock.monotonic() - measuredAt >= measureEvery) {
      measuredAt = clock.monotonic()
      calls.measure()
    }
  }
  const stops = [
    timers.every(tickEvery, tick),
    ports.page.onWake(wake),
    ports.page.onHide(() => {
      for (const board of boards.values()) board.hidden()
    }),
  ]

  const source = createSnapshotSource<RoomSnapshot>((last) => {
    const shown = readConnection(connection.state())
    const next: RoomSnapshot = {
      connection: last !== null && JSON.stringify(last.connection) === JSON.stringify(shown) ? last.connection : shown,
      session: stream.state(),
      participant: options.participant,
      here: calls.here(),
      clockKnown: serverClock.known(),
      pending: commands.count(),
      trouble: trouble.trouble(),
      serverSaves: calls.serverSaves(),
    }
    return last !== null && isSameSnapshot(last, next) ? last : next
  })

  const openBoard = (document: DocumentName, framework: Framework): BoardClient => {
    const open = boards.get(document)
    if (open !== undefined) return open.client
    const board = openBoardClient({
      options,
      ports,
      document,
      framework,
      session: stream.state,
      roomLive: () => connection.state().kind === 'live',
      sawStart: () => started.has(placeOfDocument(document).round),
      ended: (reason: EndedReason) => connection.finish(reason),
      silent: connection.wake,
      closed: () => {
        if (boards.get(document) === board) boards.delete(document)
      },
    })
    boards.set(document, board)
    const state = connection.state()
    if (state.kind === 'ended') board.connection.finish(state.reason)
    board.roomChanged()
    return board.client
  }

  connection.want()
  return {
    getSnapshot: source.get,
    subscribe: source.subscribe,
    serverNow: serverClock.now,
    monotonicNow: clock.monotonic,
    send: commands.send,
    openBoard,
    call: { isOpen: call.isOpen, send: call.send, listen: call.listen },
    retryNow: wake,
    close: async () => {
      for (const stop of stops.splice(0)) stop()
      const open = [...boards.values()]
      connection.finish('closed-by-us')
      await Promise.all(open.map((board) => board.client.close()))
    },
  }
}

/** Rounds that have started since an earlier state, without those that continue an earlier board. */
const startedBetween = (before: SessionState | null, after: SessionState | null): readonly RoundId[] =>
  (after?.rounds ?? [])
    .filter(({ id, startedAt, fork }) => {
      const known = before?.rounds.find((one) => one.id === id)
      return known !== undefined && known.startedAt === null && startedAt !== null && fork === null
    })
    .map(({ id }) => id)

const readConnection = (state: ConnectionPhase): ConnectionState => {
  switch (state.kind) {
    case 'held':
      return { kind: 'connecting', attempt: 1 }
    case 'live':
      return { kind: 'live' }
    default:
      return state
  }
}

const isSameSnapshot = (a: RoomSnapshot, b: RoomSnapshot): boolean =>
  a.connection === b.connection &&
  a.session === b.session &&
  a.here === b.here &&
  a.clockKnown === b.clockKnown &&
  a.pending === b.pending &&
  a.trouble === b.trouble &&
  a.serverSaves === b.serverSaves
