import { closeCodes } from '@greenroom/protocol'
import type { WebSocket } from 'ws'

/** A client that does not answer a close within this time is cut off. */
const closeWithin = 800

/** Closes with a code, and is rid of the socket within a second whatever the other side does. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
  if (socket.readyState >= socket.CLOSING) return
  const timer = setTimeout(() => socket.terminate(), closeWithin)
  socket.once('close', () => clearTimeout(timer))
  // What was read before is still delivered, and passed over; what follows is not even read.
  socket.close(code, reason)
  // Nor is the answer to this of somebody who floods: it would stand behind everything else that they sent.
  if (code === closeCodes.flood) socket.pause()
}
