import { EventEmitter } from 'node:events'
import { serverLimits } from '@greenroom/protocol'
import type { ParticipantId, ProjectedEntry } from '@greenroom/session'
import type { Socket } from 'socket.io'
import { expect, it } from 'vitest'
import type { SessionRoom } from '../rooms/session-room.ts'
import { LiveSocket } from './live-socket.ts'

/** A socket whose line takes only what `take` lets through. */
const openSlow = () => {
  const line = Object.assign(new EventEmitter(), { writableLength: 0, destroyed: false, destroy: () => {} })
  line.destroy = () => {
    line.destroyed = true
  }
  const conn = Object.assign(new EventEmitter(), { request: { socket: line }, close: () => {} })
  const said: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    conn,
    emit: (event: string, message: unknown) => {
      said.push(event)
      line.writableLength += JSON.stringify(message).length
    },
  })
  let left = 0
  const room = { session: 's', leaveLive: () => left++ }
  const handshake = { protocol: 1, token: 't'.repeat(43), after: 0, seenCases: [] }
  const live = new LiveSocket(
    socket as unknown as Socket,
    room as unknown as SessionRoom,
    'p' as ParticipantId,
    handshake,
    { clock: { now: () => 0, monotonic: () => 0 }, epoch: 'run' },
  )
  const take = (): void => {
    line.writableLength = 0
    line.emit('drain')
  }
  return { live, line, said, take, left: () => left }
}
const entriesOf = (bytes: number): ProjectedEntry[] => [{ words: 'x'.repeat(bytes) } as unknown as ProjectedEntry]

it('T29: a long stream is handed on as fast as it is read, and never waits in the line as a whole', () => {
  const { live, line, said, take } = openSlow()
  for (let part = 0; part < 100; part++) live.sendEntries(entriesOf(256 * 1024))
  expect(line.writableLength).toBeLessThan(2 * 1024 * 1024)
  const first = said.length
  expect(first).toBeLessThan(10)
  for (let turn = 0; turn < 40; turn++) take()
  expect(said).toHaveLength(100)
  expect(live.isLive()).toBe(true)
})

it('T29: a client that reads nothing is cut once more waits for it than the limit', () => {
  const { live, line, left } = openSlow()
  live.sendGoodbye('flood', 1)
  line.writableLength = serverLimits.unsentBytes + 1
  live.sendPresence([])
  expect(live.isLive()).toBe(false)
  expect(line.destroyed).toBe(true)
  expect(left()).toBe(1)
})

it('T29: a client that reads nothing while entries keep coming is cut as well', () => {
  const { live, line } = openSlow()
  line.writableLength = 2 * 1024 * 1024
  const many = Array.from({ length: 10_000 }, () => entriesOf(1)).flat()
  for (let part = 0; part < 26 && live.isLive(); part++) live.sendEntries(many)
  expect(live.isLive()).toBe(false)
  expect(line.destroyed).toBe(true)
})
