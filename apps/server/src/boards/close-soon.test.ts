import { once } from 'node:events'
import { createServer } from 'node:http'
import { createConnection } from 'node:net'
import type { Duplex } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { closeUnread } from './close-soon.ts'

let close = (): void => {}
afterEach(() => close())

/** A server that admits nobody, and how many pings of theirs it has read. */
async function open() {
  const server = createServer()
  const upgrades = new WebSocketServer({ noServer: true })
  const seen = { pings: 0, closed: 0 }
  server.on('upgrade', (request, duplex: Duplex, head) =>
    upgrades.handleUpgrade(request, duplex, head, (socket) => {
      socket.on('error', () => {})
      socket.on('ping', () => void seen.pings++)
      socket.on('close', () => void seen.closed++)
      closeUnread(socket, duplex, 4401, 'unauthorized')
    }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => server.close()
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, seen }
}

it('reads nothing of a connection that is not admitted, and cuts it off', async () => {
  const { port, seen } = await open()
  const line = createConnection(port, '127.0.0.1').on('error', () => {})
  line.resume()
  const head = [
    'GET / HTTP/1.1',
    'Host: here',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ]
  const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0])
  line.write(Buffer.concat([Buffer.from(head.join('\r\n')), ...Array.from({ length: 50_000 }, () => ping)]))
  await expect.poll(() => seen.closed).toBe(1)
  expect(seen.pings).toBe(0)
  line.destroy()
})

it('tells it why', async () => {
  const { port } = await open()
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const [code, reason] = await once(socket, 'close')
  expect([code, String(reason)]).toEqual([4401, 'unauthorized'])
})
