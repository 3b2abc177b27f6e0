import type { Duplex } from 'node:stream'
import { LaterOnce, type LaterTask } from './later-once.ts'

/** Writes one board socket's messages. */
export type BoardOutbox = {
  /** Sends at the end of this turn of the event loop, in order. */
  readonly send: (message: Uint8Array) => void
  /** Sends together with the next message, in order, or after `rideWithin` milliseconds at the latest. For what nobody is waiting for. */
  readonly ride: (message: Uint8Array) => void
  /** A WebSocket ping, sent the way `send` does. */
  readonly ping: () => void
  /** Sends everything that is pending now. */
  readonly flush: () => void
  /** Bytes that are pending or still in the socket's buffer. */
  readonly unsent: () => number
}

const finalBinary = 0x82
const finalPing = 0x89
/** Marks a ping without payload in the list of messages. */
const ping = new Uint8Array()
export const rideWithin = 60
/** Above this size, copying costs more than a second buffer in the same system call. */
const copiedAtMost = 16 * 1024
const headAtMost = 10

/** A server frame of RFC 6455, section 5.2: final, binary, unmasked. */
const writeHead = (target: Buffer, start: number, message: Uint8Array): number => {
  const size = message.byteLength
  target[start] = message === ping ? finalPing : finalBinary
  if (size < 126) {
    target[start + 1] = size
    return start + 2
  }
  if (size < 65_536) {
    target[start + 1] = 126
    return target.writeUInt16BE(size, start + 2)
  }
  target[start + 1] = 127
  target.writeUInt32BE(0, start + 2)
  return target.writeUInt32BE(size, start + 6)
}

type FlushTimes = { readonly now: (outbox: SocketOutbox) => void; readonly later: LaterOnce<SocketOutbox> }

class SocketOutbox implements BoardOutbox {
  readonly #socket: Duplex
  readonly #isOpen: () => boolean
  readonly #last: () => Uint8Array | null
  readonly #flushSoon: FlushTimes['now']
  readonly #riding: LaterTask
  /**
   * What is waiting to be sent: nearly always one message. A list kept alive between sends would move to V8's old generation on a quiet
   * connection, and the scavenger treats everything stored in an old list as alive, even after the list has been dropped.
   */
  #first: Uint8Array | null = null
  #others: Uint8Array[] | null = null
  #bytes = 0
  #due: 'never' | 'later' | 'now' = 'never'

  constructor(socket: Duplex, isOpen: () => boolean, last: () => Uint8Array | null, times: FlushTimes) {
    this.#socket = socket
    this.#isOpen = isOpen
    this.#last = last
    this.#flushSoon = times.now
    this.#riding = times.later.task(this)
  }

  send(message: Uint8Array): void {
    this.#push(message)
    if (this.#due === 'now') return
    this.#due = 'now'
    this.#flushSoon(this)
  }

  ride(message: Uint8Array): void {
    this.#push(message)
    if (this.#due !== 'never') return
    this.#due = 'later'
    this.#riding.ask()
  }

  ping(): void {
    this.send(ping)
  }

  #push(message: Uint8Array): void {
    if (this.#first === null) this.#first = message
    else if (this.#others === null) this.#others = [message]
    else this.#others.push(message)
    this.#bytes += message.byteLength
  }

  /** Sends what rides, if it is still here. */
  flushRiders(): void {
    if (this.#due === 'later') this.flush()
  }

  unsent(): number {
    return this.#bytes + this.#socket.writableLength
  }

  flush(): void {
    const last = this.#last()
    if (last !== null) this.#push(last)
    const first = this.#first
    if (first === null) return
    const others = this.#others
    const bytes = this.#bytes
    this.#first = null
    this.#others = null
    this.#bytes = 0
    this.#due = 'never'
    // Nothing may follow a close frame.
    if (!this.#isOpen() || !this.#socket.writable) return
    if (bytes > copiedAtMost) this.#writeApart([first, ...(others ?? [])])
    else this.#socket.write(others === null ? framed(first) : joined([first, ...others], bytes))
  }

  #writeApart(messages: readonly Uint8Array[]): void {
    this.#socket.cork()
    for (const message of messages) {
      const head = Buffer.allocUnsafe(headAtMost)
      this.#socket.write(head.subarray(0, writeHead(head, 0, message)))
      this.#socket.write(message)
    }
    this.#socket.uncork()
  }
}

let lastFramed: Uint8Array | null = null
let lastFrame: Uint8Array = ping

/** Built once and shared by all connections whose only pending message is this one. */
const framed = (message: Uint8Array): Uint8Array => {
  if (message !== lastFramed) {
    lastFramed = message
    lastFrame = joined([message], message.byteLength)
  }
  return lastFrame
}

const joined = (messages: readonly Uint8Array[], bytes: number): Buffer => {
  const frames = Buffer.allocUnsafe(bytes + messages.length * headAtMost)
  let at = 0
  for (const message of messages) {
    at = writeHead(frames, at, message)
    frames.set(message, at)
    at += message.byteLength
  }
  return frames.subarray(0, at)
}

/**
 * Everything sent on a connection within one turn of the event loop leaves in one system call and one buffer: an edit and its author's
 * caret, for example. System calls are most of what an edit costs. The frames are written here instead of by `ws`, which would make two
 * buffers of each message for every receiver; nothing here is ever compressed or fragmented.
 */
export class BoardOutboxes {
  #due: SocketOutbox[] = []
  readonly #riders = new LaterOnce<SocketOutbox>(
    () => rideWithin,
    (outbox) => outbox.flushRiders(),
  )

  /** `isOpen`: whether a frame may still be written. `last`: asked for one more message whenever something leaves. */
  open(socket: Duplex, isOpen: () => boolean, last: () => Uint8Array | null): BoardOutbox {
    return new SocketOutbox(socket, isOpen, last, { now: this.#flushSoon, later: this.#riders })
  }

  close(): void {
    this.#riders.close()
  }

  readonly #flushSoon = (outbox: SocketOutbox): void => {
    if (this.#due.push(outbox) === 1) setImmediate(this.#flush)
  }

  readonly #flush = (): void => {
    const due = this.#due
    this.#due = []
    for (const outbox of due) outbox.flush()
  }
}
