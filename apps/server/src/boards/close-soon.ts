import type { Duplex } from 'node:stream'
import { closeCodes } from '@greenroom/protocol'
import type { WebSocket } from 'ws'

/** A client that does not answer a close within this time is cut off. */
const closeWithin = 800

/** Closes with a code, and destroys the socket within a second whatever the other side does. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState >= socket.CLOSING) return
  const timer = setTimeout(() => socket.terminate(), closeWithin)
  socket.once('close', () => clearTimeout(timer))
  // What has been read already is still delivered, and ignored; what follows is not even read.
  socket.close(code, reason)
  // A flooding client's own close frame is not waited for: it would arrive behind everything that the client has already sent.
  if (code === closeCodes.flood) socket.pause()
}

/**
 * For a connection that is not admitted, right after its handshake: nothing that it sends is read, not even its answer to the close. 64 KB
 * of pings would keep the parser busy for five milliseconds.
 */
export function closeUnread(socket: WebSocket, duplex: Duplex, code: number, reason: string): void {
  closeSoon(socket, code, reason)
  socket.pause()
  // What has arrived by then is read by `ws` when the connection has ended.
  duplex.prependOnceListener('close', () => void duplex.read())
  duplex.end()
}
