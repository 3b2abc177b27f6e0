import type { Duplex } from 'node:stream'
import { laterOnce } from './later-once.ts'

/** Where one board's socket writes its messages. */
export type BoardLine = {
  /** Leaves at the end of this turn of the event loop, in order. */
  readonly send: (message: Uint8Array) => void
  /** Leaves with whatever is sent next, in order, or by itself within `rideWithin` milliseconds: what nobody waits for. */
  readonly ride: (message: Uint8Array) => void
  /** A WebSocket ping, which leaves as what is sent does. */
  readonly ping: () => void
  /** What was sent leaves now: before something else is written to the line. */
  readonly flush: () => void
  /** Bytes that were sent and have not left. */
  readonly unsent: () => number
}

const finalBinary = 0x82
const finalPing = 0x89
/** Stands for a ping without a payload among the messages. */
const ping = new Uint8Array()
export const rideWithin = 60
/** Beyond this, copying costs more than a second piece in the same system call. */
const copiedAtMost = 16 * 1024
const headAtMost = 10

/** A server's frame of RFC 6455, section 5.2: whole, binary and without a mask. */
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

type FlushTimes = { readonly now: (line: WrittenLine) => void; readonly later: (line: WrittenLine) => void }

class WrittenLine implements BoardLine {
  readonly #line: Duplex
  readonly #isOpen: () => boolean
  readonly #times: FlushTimes
  /**
   * What waits to leave: one message nearly always. A list that is kept from one time to the next grows old on a quiet line, and V8's
   * scavenger takes what is put into an old list for alive, even after the list itself has been dropped.
   */
  #first: Uint8Array | null = null
  #others: Uint8Array[] | null = null
  #bytes = 0
  #due: 'never' | 'later' | 'now' = 'never'

  constructor(line: Duplex, isOpen: () => boolean, times: FlushTimes) {
    this.#line = line
    this.#isOpen = isOpen
    this.#times = times
  }

  send(message: Uint8Array): void {
    this.#push(message)
    if (this.#due === 'now') return
    this.#due = 'now'
    this.#times.now(this)
  }

  ride(message: Uint8Array): void {
    this.#push(message)
    if (this.#due !== 'never') return
    this.#due = 'later'
    this.#times.later(this)
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

  unsent(): number {
    return this.#bytes + this.#line.writableLength
  }

  flush(): void {
    const first = this.#first
    if (first === null) return
    const others = this.#others
    const bytes = this.#bytes
    this.#first = null
    this.#others = null
    this.#bytes = 0
    this.#due = 'never'
    // After a close frame nothing may follow.
    if (!this.#isOpen() || !this.#line.writable) return
    if (bytes > copiedAtMost) this.#writeApart([first, ...(others ?? [])])
    else this.#line.write(others === null ? framed(first) : joined([first, ...others], bytes))
  }

  #writeApart(messages: readonly Uint8Array[]): void {
    this.#line.cork()
    for (const message of messages) {
      const head = Buffer.allocUnsafe(headAtMost)
      this.#line.write(head.subarray(0, writeHead(head, 0, message)))
      this.#line.write(message)
    }
    this.#line.uncork()
  }
}

let lastFramed: Uint8Array | null = null
let lastFrame: Uint8Array = ping

/** Written once for all lines that are sent the same message alone. */
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
 * Everything that is sent on a line within one turn of the event loop leaves in one system call, and in one piece: an edit, and
 * where its author's caret stands. System calls are most of what an edit costs. The frames are written here and not by `ws`,
 * which would make two pieces of each message for each of its receivers; nothing here is ever compressed or in parts.
 */
export class BoardLines {
  #due: WrittenLine[] = []
  readonly #riders = laterOnce<WrittenLine>(
    () => rideWithin,
    (line) => line.flush(),
  )

  /** `isOpen`: whether a frame may still be written. */
  open(line: Duplex, isOpen: () => boolean): BoardLine {
    return new WrittenLine(line, isOpen, { now: this.#flushSoon, later: this.#riders.add })
  }

  close(): void {
    this.#riders.close()
  }

  readonly #flushSoon = (line: WrittenLine): void => {
    if (this.#due.push(line) === 1) setImmediate(this.#flush)
  }

  readonly #flush = (): void => {
    const due = this.#due
    this.#due = []
    for (const line of due) line.flush()
  }
}
