import { newItemId } from '@greenroom/board'
import { commandIdSchema } from '@greenroom/session'
import { memoryStore } from '../connection/browser-ports.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import type { BoardNet, SessionNet } from './hand-flushed.ts'
import type { ManualTime } from './manual-time.ts'
import { createSeededRandom } from './seeded.ts'

/** Ports of one page load. `page` numbers page loads, so that ids are fixed and never collide. */
export function testPorts(input: {
  readonly time: ManualTime
  readonly boards: BoardNet
  readonly sessions: SessionNet
  readonly page: number
  readonly with?: Partial<RoomClientPorts>
}): RoomClientPorts {
  const random = createSeededRandom(input.page * 7919 + 1)
  let made = 0
  const next = (): number => {
    made += 1
    return made
  }
  return {
    clock: input.time.clock,
    timers: input.time.timers,
    random,
    ids: {
      command: () => commandIdSchema.parse(`c${input.page}-${next()}`),
      item: () => newItemId(random),
      setAside: () => `a${input.page}-${next()}`,
      // 1 is the seed's; replicas of one page are numbered.
      yjsClient: () => input.page * 1000 + next() + 1000,
    },
    WebSocket: input.boards.WebSocket,
    openSessionSocket: input.sessions.openSessionSocket,
    reach: async () => 'nothing',
    openIndexedDb: null,
    localStore: memoryStore(),
    page: { onWake: () => () => {}, onHide: () => () => {} },
    ...input.with,
  }
}
