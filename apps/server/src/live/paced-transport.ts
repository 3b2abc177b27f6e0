import type { Socket } from 'socket.io'

/** How long the last message has to leave before the connection is cut. */
const cutWithin = 500

/** What a Socket.IO connection writes to. Absent where a test stands in for it. */
const transportOf = (socket: Pick<Socket, 'conn'>) => socket.conn.request?.socket

/**
 * Bytes that were sent on a connection and have not left this process. Socket.IO counts packets, and a packet can be anything from 2 bytes
 * to the stream of a whole session.
 */
export function watchUnsent(socket: Socket): {
  readonly bytes: () => number
  readonly onRoom: (call: () => void) => void
} {
  const transport = transportOf(socket)
  /** Engine.IO's own buffer: it passes everything to the transport once the transport has taken the previous batch. */
  let held = 0
  socket.conn.on('packetCreate', (packet) => {
    held += typeof packet.data === 'string' ? packet.data.length : 16
  })
  socket.conn.on('flush', () => {
    held = 0
  })
  return { bytes: () => held + (transport?.writableLength ?? 0), onRoom: (call) => transport?.on('drain', call) }
}

/**
 * Disconnects once everything has been sent, and cuts the connection within half a second whatever the other side does. A closing handshake
 * would be waited for up to 30 seconds.
 */
export function hangUp(socket: Socket): void {
  const transport = transportOf(socket)
  const timer = setTimeout(() => {
    socket.conn.close(true)
    transport?.destroy()
  }, cutWithin)
  transport?.once('close', () => clearTimeout(timer))
  socket.disconnect(true)
}
