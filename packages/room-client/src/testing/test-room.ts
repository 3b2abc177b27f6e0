import { testFramework } from '@greenroom/board/testing'
import { boardOf, type ParticipantId, roundIdSchema } from '@greenroom/session'
import { type ScriptedSession, sampleSession, startSampleRound } from '@greenroom/session/testing'
import type { BoardClient } from '../board/board-client.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import { createRoomClient, type RoomClient } from '../session/room-client.ts'
import { createFakeBoardServer, type FakeBoardServer } from './board-server.ts'
import {
  type BoardNet,
  type BoardPipe,
  createBoardNet,
  createSessionNet,
  type SessionNet,
  type SessionPipe,
} from './hand-flushed.ts'
import { createManualTime, type ManualTime } from './manual-time.ts'
import { createFakeSessionServer, type FakeSessionServer } from './session-server.ts'
import { testPorts } from './test-ports.ts'

export const testBoard = boardOf(roundIdSchema.parse('r1'))

/** A room of several people over both fakes. Nothing moves until `settle`. */
export type TestRoom = {
  readonly time: ManualTime
  readonly script: ScriptedSession
  readonly sessionServer: FakeSessionServer
  readonly boardServer: FakeBoardServer
  readonly load: (participant: ParticipantId, over?: Partial<RoomClientPorts>) => TestPage
  /** Delivers everything that is in flight, as long as there is something. */
  readonly settle: () => Promise<void>
  /** Nobody can reach the server; open connections break. */
  readonly cutAll: () => void
  /** The next boards are opened for reading only. */
  boardsWritable: boolean
  reachable: boolean
}
export type TestPage = {
  readonly room: RoomClient
  readonly board: () => BoardClient
  readonly sessionPipe: () => SessionPipe
  readonly boardPipe: () => BoardPipe
  readonly sessions: SessionNet
  readonly boards: BoardNet
}

/** Lets promises settle that depend on one another `turns` deep. */
export async function microtasks(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
}

/** A room client whose network, clock and servers are in the test's hands. */
export function createTestRoom(script: ScriptedSession = startSampleRound()): TestRoom {
  const time = createManualTime()
  const ahead = 1_800_000_000_000
  const sessionServer = createFakeSessionServer(script, () => time.clock.monotonic() + ahead)
  const boardServer = createFakeBoardServer()
  const pages: TestPage[] = []

  const last = <T>(list: readonly T[]): T => {
    const item = list.at(-1)
    if (item === undefined) throw new Error('nothing was dialled')
    return item
  }

  const room: TestRoom = {
    time,
    script,
    sessionServer,
    boardServer,
    boardsWritable: true,
    reachable: true,
    load: (participant, over = {}) => {
      const sessions = createSessionNet((pipe) => {
        if (room.reachable) queueMicrotask(() => sessionServer.serve(pipe, participant))
        else queueMicrotask(() => pipe.cut())
      })
      const boards = createBoardNet((pipe) => {
        if (room.reachable) queueMicrotask(() => boardServer.serve(pipe, room.boardsWritable))
        else queueMicrotask(() => pipe.cut())
      })
      const client = createRoomClient(
        {
          url: 'http://greenroom.test',
          session: sampleSession,
          participant,
          token: `token-of-${participant}-0123456789`,
          seenCases: [],
        },
        testPorts({ time, boards, sessions, page: pages.length + 1, with: over }),
      )
      const page: TestPage = {
        room: client,
        board: () => client.openBoard(testBoard, testFramework),
        sessions,
        boards,
        sessionPipe: () => last(sessions.pipes),
        boardPipe: () => last(boards.pipes),
      }
      pages.push(page)
      return page
    },
    settle: async () => {
      for (let quiet = 0; quiet < 2; ) {
        await microtasks()
        let moved = false
        sessionServer.read()
        boardServer.read()
        for (const { sessions, boards } of pages) {
          for (const pipe of [...sessions.pipes, ...boards.pipes]) {
            while (pipe.deliver()) moved = true
            if (pipe.state() === 'open' && pipe.up.length > 0) moved = true
          }
        }
        quiet = moved ? 0 : quiet + 1
      }
    },
    cutAll: () => {
      for (const { sessions, boards } of pages) for (const pipe of [...sessions.pipes, ...boards.pipes]) pipe.cut()
    },
  }
  return room
}
