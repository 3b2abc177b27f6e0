import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A minimal WebSocket client: binary messages both ways, pings answered, no fragments (neither target sends any). The load shares two cores
 * with what it measures, so a library's streams and events would be measured along with it.
 */

export type PlainLine = {
  readonly opened: Promise<void>
  /** Messages that leave in one write. */
  readonly send: (messages: readonly Uint8Array[]) => void
  readonly close: () => void
}

export type LineEvents = {
  /** `message` is valid only during the call. */
  readonly message: (message: Uint8Array) => void
  /** The other side ended it, or the handshake failed. */
  readonly ended: (why: string) => void
}

const [binary, close, ping, pong] = [0x82, 0x88, 0x89, 0x8a]
const masked = 0x80
const mask = [0x37, 0xfa, 0x21, 0x3d] as const
/** Read and passed on within one callback, so one buffer serves every connection. */
const readBuffer = Buffer.alloc(256 * 1024)
const endOfHead = Buffer.from('\r\n\r\n')

const sizeOf = (payload: number): number => 2 + (payload < 126 ? 0 : payload < 65_536 ? 2 : 8) + 4 + payload

function writeFrame(target: Buffer, start: number, first: number, payload: Uint8Array): number {
  let at = start
  target[at++] = first
  if (payload.length < 126) target[at++] = masked | payload.length
  else if (payload.length < 65_536) {
    target[at++] = masked | 126
    at = target.writeUInt16BE(payload.length, at)
  } else {
    target[at++] = masked | 127
    at = target.writeBigUInt64BE(BigInt(payload.length), at)
  }
  for (const byte of mask) target[at++] = byte
  for (let index = 0; index < payload.length; index++)
    target[at++] = (payload[index] as number) ^ (mask[index & 3] as number)
  return at
}

const frames = (first: number, payloads: readonly Uint8Array[]): Buffer => {
  let size = 0
  for (const payload of payloads) size += sizeOf(payload.length)
  const joined = Buffer.allocUnsafe(size)
  let at = 0
  for (const payload of payloads) at = writeFrame(joined, at, first, payload)
  return joined
}

export function openPlainLine(url: string, protocols: readonly string[], events: LineEvents): PlainLine {
  const { hostname, port, pathname } = new URL(url)
  const shaken = Promise.withResolvers<void>()
  shaken.promise.catch(() => {})
  let isShaken = false
  let isClosed = false
  let left: Buffer | null = null

  const end = (why: string): void => {
    if (isClosed) return
    isClosed = true
    shaken.reject(new Error(why))
    events.ended(why)
    socket.destroy()
  }

  /** Returns how many bytes the handshake's answer has; 0: not complete yet. */
  const shake = (bytes: Buffer): number => {
    const at = bytes.indexOf(endOfHead)
    if (at < 0) return 0
    const status = bytes.toString('latin1', 0, bytes.indexOf('\r'))
    if (!status.startsWith('HTTP/1.1 101')) end(status)
    isShaken = true
    shaken.resolve()
    return at + endOfHead.length
  }

  const read = (bytes: Buffer): number => {
    let at = isShaken ? 0 : shake(bytes)
    while (isShaken && !isClosed && bytes.length - at >= 2) {
      const first = bytes[at]
      const short = (bytes[at + 1] ?? 0) & 0x7f
      const head = short < 126 ? 2 : short === 126 ? 4 : 10
      if (bytes.length - at < head) break
      const size =
        short < 126 ? short : short === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
      if (bytes.length - at < head + size) break
      const payload = bytes.subarray(at + head, at + head + size)
      at += head + size
      if (first === binary) events.message(payload)
      else if (first === ping) socket.write(frames(pong, [payload]))
      else if (first === close) end(`closed with ${size >= 2 ? payload.readUInt16BE(0) : 1005}`)
    }
    return at
  }

  const socket: Socket = connect({
    host: hostname,
    port: Number(port),
    noDelay: true,
    onread: {
      buffer: readBuffer,
      callback: (count) => {
        const fresh = readBuffer.subarray(0, count)
        const bytes = left === null ? fresh : Buffer.concat([left, fresh])
        const taken = read(bytes)
        left = taken === bytes.length ? null : Buffer.from(bytes.subarray(taken))
        return true
      },
    },
  })
  socket.on('error', (error) => end(error.message))
  socket.on('close', () => end('the line broke'))
  socket.once('connect', () => {
    const lines = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(protocols.length > 0 ? [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`] : []),
    ]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  })
  return {
    opened: shaken.promise,
    send: (messages) => {
      if (isShaken && !isClosed) socket.write(frames(binary, messages))
    },
    close: () => {
      isClosed = true
      socket.destroy()
    },
  }
}
