import type { IncomingMessage, Server } from 'node:http'
import { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** Answers to what is not a request, by the code of Node's error; as Node itself answers where nobody listens. */
const answers: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/**
 * Ends connections whose request does not arrive in time, and tells those of browsers from those of attackers. A browser opens connections
 * ahead of its requests, and on a busy computer the request may follow after many seconds: a connection that has said nothing is closed
 * without a word, and the browser opens another one. A 408 on it would be taken for the answer to the request that was about to be sent, and
 * the page would lack a part. What arrived while the server itself was busy is read first.
 */
export function endSlowRequests(server: Server): void {
  /** How many heads of requests a connection has delivered. */
  const heads = new WeakMap<Duplex, number>()
  const count = ({ socket }: IncomingMessage): void => {
    heads.set(socket, (heads.get(socket) ?? 0) + 1)
  }
  server.prependListener('request', count)
  server.prependListener('upgrade', count)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT') return end(error, socket)
    const before = heads.get(socket)
    setImmediate(() => {
      if (heads.get(socket) === before) end(error, socket)
    })
  })
}

function end(error: NodeJS.ErrnoException, socket: Duplex): void {
  const isSilent = socket instanceof Socket && socket.bytesRead === 0
  if (socket.writable && !isSilent)
    socket.write(`HTTP/1.1 ${answers[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`)
  socket.destroy()
}
