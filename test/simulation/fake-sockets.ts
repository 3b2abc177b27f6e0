import { EventEmitter } from 'node:events'
import { type BoardPipe, type SessionPipe, sessionSocketMessages } from '@greenroom/room-client/testing'
import type { Socket } from 'socket.io'
import type { WebSocket } from 'ws'

/** The server's end of a board's pipe, as far as the server uses a `ws` socket. */
export class FakeWs extends EventEmitter {
  readonly CLOSING = 2
  readonly OPEN = 1
  readonly bufferedAmount = 0
  readyState = 1
  readonly #pipe: BoardPipe

  constructor(pipe: BoardPipe) {
    super()
    this.#pipe = pipe
  }

  asWebSocket(): WebSocket {
    return this as unknown as WebSocket
  }

  send(data: Uint8Array): void {
    // The room shares one buffer among connections: what travels is a copy.
    this.#pipe.down.push(Uint8Array.prototype.slice.call(data))
  }

  close(code: number): void {
    this.readyState = 2
    this.#pipe.end(code)
  }

  terminate(): void {
    this.#pipe.cut()
  }

  ping(): void {
    if (this.#pipe.state() === 'open') this.emit('pong', Buffer.alloc(0))
  }

  over(): void {
    this.readyState = 3
    this.emit('close')
  }
}

/** The server's end of a session's pipe, as far as the server uses a Socket.IO socket. */
export class FakeSocketIo extends EventEmitter {
  readonly conn: EventEmitter & { close: () => void }
  readonly #pipe: SessionPipe

  constructor(pipe: SessionPipe) {
    super()
    this.#pipe = pipe
    this.conn = Object.assign(new EventEmitter(), { close: () => pipe.cut() })
  }

  asSocket(): Socket {
    return this as unknown as Socket
  }

  override emit(event: string | symbol, ...message: unknown[]): boolean {
    const sent = sessionSocketMessages.find((known) => known === event)
    if (sent === undefined) return super.emit(event, ...message)
    this.conn.emit('drain')
    this.#pipe.send(sent, message[0])
    return true
  }

  disconnect(): void {
    this.#pipe.end()
  }

  over(): void {
    this.conn.emit('close')
    super.emit('disconnect')
  }
}
