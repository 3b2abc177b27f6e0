import { EventEmitter } from 'node:events'
import { serverLimits } from '@greenroom/protocol'
import type { ParticipantId, ProjectedEntry } from '@greenroom/session'
import type { Socket } from 'socket.io'
import { expect, it } from 'vitest'
import type { SessionRoom } from '../rooms/session-room.ts'
import { LiveSocket } from './live-socket.ts'

/** A socket whose transport takes only what `take` lets through. */
const openSlow = () => {
  const transport = Object.assign(new EventEmitter(), { writableLength: 0, destroyed: false, destroy: () => {} })
  transport.destroy = () => {
    transport.destroyed = true
  }
  const conn = Object.assign(new EventEmitter(), { request: { socket: transport }, close: () => {} })
  const said: string[] = []
  const socket = Object.assign(new EventEmitter(), {
    conn,
    emit: (event: string, message: unknown) => {
      said.push(event)
      transport.writableLength += JSON.stringify(message).length
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
    transport.writableLength = 0
    transport.emit('drain')
  }
  return { live, transport, said, take, left: () => left }
}
const entriesOf = (bytes: number): ProjectedEntry[] => [{ words: 'x'.repeat(bytes) } as unknown as ProjectedEntry]

it('T29: a long stream is handed on as fast as it is read, and is never buffered whole', () => {
  const { live, transport, said, take } = openSlow()
  for (let part = 0; part < 100; part++) live.sendEntries(entriesOf(256 * 1024))
  expect(transport.writableLength).toBeLessThan(2 * 1024 * 1024)
  const first = said.length
  expect(first).toBeLessThan(10)
  for (let turn = 0; turn < 40; turn++) take()
  expect(said).toHaveLength(100)
  expect(live.isLive()).toBe(true)
})

it('T29: a client that reads nothing is cut once more waits for it than the limit', () => {
  const { live, transport, left } = openSlow()
  live.sendGoodbye('flood', 1)
  transport.writableLength = serverLimits.unsentBytes + 1
  live.sendPresence([])
  expect(live.isLive()).toBe(false)
  expect(transport.destroyed).toBe(true)
  expect(left()).toBe(1)
})

it('T29: a client that reads nothing while entries keep coming is cut as well', () => {
  const { live, transport } = openSlow()
  transport.writableLength = 2 * 1024 * 1024
  const many = Array.from({ length: 10_000 }, () => entriesOf(1)).flat()
  for (let part = 0; part < 26 && live.isLive(); part++) live.sendEntries(many)
  expect(live.isLive()).toBe(false)
  expect(transport.destroyed).toBe(true)
})
