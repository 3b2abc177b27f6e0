import type { Socket } from 'socket.io'

/** Time for the last message to leave before the line is cut. */
const cutWithin = 500

/** What a connection of Socket.IO writes to. Absent where a test stands in for it. */
const lineOf = (socket: Pick<Socket, 'conn'>) => socket.conn.request?.socket

/**
 * Bytes that were said to a connection and have not left this process. Socket.IO counts packets, and a packet can be anything
 * from 2 bytes to the stream of a whole session.
 */
export function watchUnsent(socket: Socket): {
  readonly bytes: () => number
  readonly onRoom: (call: () => void) => void
} {
  const line = lineOf(socket)
  /** In Engine.IO's own buffer: it hands all of it to the line when the line has taken what it was handed before. */
  let held = 0
  socket.conn.on('packetCreate', (packet) => {
    held += typeof packet.data === 'string' ? packet.data.length : 16
  })
  socket.conn.on('flush', () => {
    held = 0
  })
  return { bytes: () => held + (line?.writableLength ?? 0), onRoom: (call) => line?.on('drain', call) }
}

/**
 * Disconnects once what was said is out, and cuts the line within half a second whatever the other side does. A closing handshake
 * would be waited for up to 30 seconds.
 */
export function hangUp(socket: Socket): void {
  const line = lineOf(socket)
  const timer = setTimeout(() => {
    socket.conn.close(true)
    line?.destroy()
  }, cutWithin)
  line?.once('close', () => clearTimeout(timer))
  socket.disconnect(true)
}
