import type { Framework } from '@greenroom/board'
import type { DocumentName } from '@greenroom/session'
import { type DrivenBoard, openBoardClient } from '../board/board-client.ts'
import { browserPorts } from '../connection/browser-ports.ts'
import type { LineState } from '../connection/connection-states.ts'
import { createLine } from '../connection/line.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import { createServerClock } from '../connection/server-clock.ts'
import { createWakeWatch, tickEvery } from '../connection/wake-watch.ts'
import type {
  BoardClient,
  ConnectionState,
  EndedReason,
  RoomClient,
  RoomClientOptions,
  RoomSnapshot,
} from '../contract.ts'
import { createCommandsInFlight } from './commands-in-flight.ts'
import { createSessionCalls } from './session-line.ts'
import { createSessionStream } from './session-stream.ts'
import { createSnapshotSource } from './snapshot-source.ts'

/** How often the server's time is measured again, milliseconds. */
export const measureEvery = 30_000

/**
 * Opens the live room of one participant and keeps it open: dials at once, folds what arrives, and goes on dialling until
 * `close` or until the server says that it is over. One line for the session, one for each open board.
 */
export const createRoomClient = (options: RoomClientOptions, given: Partial<RoomClientPorts> = {}): RoomClient => {
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
  let told = stream.state()
  const calls = createSessionCalls({
    options,
    ports,
    stream,
    commands,
    serverClock,
    changed: () => {
      changed()
      if (stream.state() === told) return
      told = stream.state()
      for (const board of boards.values()) board.roomChanged()
    },
  })

  const line = createLine(ports, calls.dial, (state, silent) => {
    if (state.kind === 'ended') {
      commands.close()
      for (const board of boards.values()) board.line.finish(state.reason)
    } else if (silent) {
      suspectBoards()
    }
    for (const board of boards.values()) board.roomChanged()
    changed()
  })

  const suspectBoards = (): void => {
    for (const board of boards.values()) board.line.wake()
  }
  const wake = (): void => {
    serverClock.doubt()
    line.wake()
    suspectBoards()
    calls.measure()
  }

  const watch = createWakeWatch(clock)
  let measuredAt = clock.monotonic()
  const tick = (): void => {
    const finding = watch.tick()
    if (finding === 'woke') wake()
    line.tick(finding !== 'on-time')
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
    const connection = readConnection(line.state())
    const next: RoomSnapshot = {
      connection:
        last !== null && JSON.stringify(last.connection) === JSON.stringify(connection) ? last.connection : connection,
      session: stream.state(),
      participant: options.participant,
      here: calls.here(),
      clockKnown: serverClock.known(),
      pending: commands.count(),
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
      roomLive: () => line.state().kind === 'live',
      ended: (reason: EndedReason) => line.finish(reason),
      silent: line.wake,
      closed: () => {
        if (boards.get(document) === board) boards.delete(document)
      },
    })
    boards.set(document, board)
    const state = line.state()
    if (state.kind === 'ended') board.line.finish(state.reason)
    board.roomChanged()
    return board.client
  }

  line.want()
  return {
    getSnapshot: source.get,
    subscribe: source.subscribe,
    serverNow: serverClock.now,
    monotonicNow: clock.monotonic,
    send: commands.send,
    openBoard,
    retryNow: wake,
    close: async () => {
      for (const stop of stops.splice(0)) stop()
      const open = [...boards.values()]
      line.finish('closed-by-us')
      await Promise.all(open.map((board) => board.client.close()))
    },
  }
}

const readConnection = (state: LineState): ConnectionState => {
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
  a.serverSaves === b.serverSaves
