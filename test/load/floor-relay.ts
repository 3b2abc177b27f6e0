// The floors of the comparison: bare relays, without rights, validation, a log per session or state. `node floor-relay.ts <file>` appends
// what it receives to one file, syncs it to disk in batches, then forwards: the least that any durable relay must do. `node floor-relay.ts`
// forwards at once and stores nothing: a plain relay.
import { fdatasync, openSync, write } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

const path = process.argv[2]
const file = path === undefined ? null : openSync(path, 'a')
const rooms = new Map<string, Set<WebSocket>>()
let waiting: { readonly from: WebSocket; readonly room: Set<WebSocket>; readonly frame: Buffer }[] = []
let busy = false

function forward(from: WebSocket, room: Set<WebSocket>, frame: Buffer): void {
  for (const peer of room) if (peer !== from) peer.send(frame)
}

function flush(): void {
  if (file === null || busy || waiting.length === 0) return
  busy = true
  const batch = waiting
  waiting = []
  write(file, Buffer.concat(batch.map((one) => one.frame)), (writeError) => {
    if (writeError) throw writeError
    fdatasync(file, (syncError) => {
      if (syncError) throw syncError
      for (const { from, room, frame } of batch) forward(from, room, frame)
      busy = false
      flush()
    })
  })
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false })
server.on('connection', (socket, request) => {
  const name = request.url ?? '/'
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room.add(socket))
  socket.on('error', () => socket.terminate())
  socket.on('close', () => room.delete(socket))
  socket.on('message', (frame: Buffer) => {
    // Message type 1 is awareness: forwarded, never stored.
    if (file === null || frame[0] === 1) forward(socket, room, frame)
    else {
      waiting.push({ from: socket, room, frame })
      if (!busy) setImmediate(flush)
    }
  })
})
server.on('listening', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`)
})
