import type { Handshake } from '@greenroom/protocol'
import type {
  OpenSessionSocket,
  SessionSocketEvents,
  SessionSocketMessage,
  SessionSocketQuestion,
} from '../connection/ports.ts'

/**
 * Connections without a network: what each side sends waits in a queue until a test moves it on by hand. A cut loses both queues; a dead
 * connection keeps them and says nothing.
 */
export type Pipe<Up, Down> = {
  readonly label: string
  readonly state: () => 'connecting' | 'open' | 'closed'
  /** Sent by the client, not yet at the server. */
  readonly up: Up[]
  /** Sent by the server, not yet at the client. */
  readonly down: Down[]
  readonly open: () => void
  /** Delivers the oldest message to the client, or the server's close when it comes after all messages. */
  readonly deliver: () => boolean
  /** The server closes: the client hears of it after what was sent before. */
  readonly end: (code?: number) => void
  /** The connection breaks: both queues are lost and the client hears of it. */
  readonly cut: (code?: number) => void
  /** Whether the client closed it. */
  readonly leftByClient: () => boolean
}

export type BoardPipe = Pipe<Uint8Array, Uint8Array> & {
  readonly url: string
  readonly protocols: readonly string[]
}

export type BoardNet = { readonly WebSocket: typeof WebSocket; readonly pipes: BoardPipe[] }

/** A network for boards in which nothing arrives until the test flushes it. `opened` is given each new connection. */
export function createBoardNet(opened: (pipe: BoardPipe) => void = () => {}): BoardNet {
  const pipes: BoardPipe[] = []

  class HandFlushedWebSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readonly CONNECTING = 0
    readonly OPEN = 1
    readonly CLOSING = 2
    readonly CLOSED = 3
    readyState = 0
    binaryType = 'arraybuffer'
    onopen: ((event: unknown) => void) | null = null
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: ((event: unknown) => void) | null = null
    readonly up: Uint8Array[] = []
    left = false

    constructor(url: string | URL, protocols?: string | string[]) {
      const down: Uint8Array[] = []
      let ending: number | null = null
      const pipe: BoardPipe = {
        label: new URL(url).pathname,
        url: String(url),
        protocols: typeof protocols === 'string' ? [protocols] : (protocols ?? []),
        state: () => (this.readyState === 0 ? 'connecting' : this.readyState === 1 ? 'open' : 'closed'),
        up: this.up,
        down,
        open: () => {
          if (this.readyState !== 0) return
          this.readyState = 1
          this.onopen?.({})
        },
        deliver: () => {
          const message = down.shift()
          if (message === undefined) {
            if (ending === null || this.readyState === 3) return false
            pipe.cut(ending)
            return true
          }
          const copy = message.slice()
          if (this.readyState === 1) this.onmessage?.({ data: copy.buffer })
          return true
        },
        end: (code = 1006) => {
          ending = code
        },
        cut: (code = 1006) => {
          down.length = 0
          this.up.length = 0
          if (this.readyState === 3) return
          this.readyState = 3
          this.onclose?.({ code, reason: '' })
        },
        leftByClient: () => this.left,
      }
      pipes.push(pipe)
      opened(pipe)
    }

    send(data: Uint8Array): void {
      if (this.readyState === 1) this.up.push(data.slice())
    }

    close(): void {
      this.left = true
      this.readyState = 3
    }
  }
  // The part of the browser's class that the provider uses.
  return { WebSocket: HandFlushedWebSocket as unknown as typeof WebSocket, pipes }
}

export type SessionUp = {
  readonly event: SessionSocketQuestion
  readonly payload: unknown
  /** Puts the acknowledgement into the queue to the client. */
  readonly answer: (answer: unknown) => void
}
export type SessionDown = () => void
export type SessionPipe = Pipe<SessionUp, SessionDown> & {
  readonly auth: Handshake
  readonly send: (event: SessionSocketMessage, payload: unknown) => void
  readonly refuse: (data: unknown) => void
}

export type SessionNet = { readonly openSessionSocket: OpenSessionSocket; readonly pipes: SessionPipe[] }

/** What crosses is copied through JSON, as it would be on the wire. */
const wire = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

/** The same for sessions. */
export function createSessionNet(opened: (pipe: SessionPipe) => void = () => {}): SessionNet {
  const pipes: SessionPipe[] = []
  const openSessionSocket = (url: string, auth: Handshake, events: SessionSocketEvents) => {
    let state: 'connecting' | 'open' | 'closed' = 'connecting'
    let left = false
    let ending = false
    const up: SessionUp[] = []
    const down: SessionDown[] = []
    const end = (data: unknown): void => {
      up.length = 0
      down.length = 0
      if (state === 'closed') return
      state = 'closed'
      events.broke(data)
    }
    const pipe: SessionPipe = {
      label: url,
      auth,
      up,
      down,
      state: () => state,
      open: () => {
        if (state === 'connecting') state = 'open'
      },
      deliver: () => {
        const message = down.shift()
        if (message === undefined) {
          if (!ending || state === 'closed') return false
          end(undefined)
          return true
        }
        if (state === 'open') message()
        return true
      },
      send: (event, payload) => {
        const copy = wire(payload)
        down.push(() => {
          events.heard()
          events.message(event, copy)
        })
      },
      end: () => {
        ending = true
      },
      cut: () => end(undefined),
      refuse: (data) => end(data),
      leftByClient: () => left,
    }
    pipes.push(pipe)
    opened(pipe)
    return {
      ask: (event: SessionSocketQuestion, payload: unknown, answered: (answer: unknown) => void) => {
        if (state !== 'open') return
        up.push({
          event,
          payload: wire(payload),
          answer: (answer) => {
            const copy = wire(answer)
            down.push(() => {
              events.heard()
              answered(copy)
            })
          },
        })
      },
      close: () => {
        left = true
        state = 'closed'
      },
    }
  }
  return { openSessionSocket, pipes }
}
