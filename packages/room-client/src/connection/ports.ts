import type { ItemId } from '@greenroom/board'
import type { Handshake } from '@greenroom/protocol'
import type { CommandId } from '@greenroom/session'
import type * as Y from 'yjs'
import type { Reach } from './trouble.ts'

/** Everything that the client takes from its environment. `browser-ports.ts` has the real ones. */
export type RoomClientPorts = {
  readonly clock: ClientClock
  /** A number in [0, 1), for jitter. */
  readonly random: () => number
  readonly ids: ClientIds
  readonly timers: Timers
  readonly openSessionSocket: OpenSessionSocket
  /** Asks the server over plain HTTP, like one of its own pages. Never rejects. */
  readonly reach: (url: string) => Promise<Reach>
  /** The class that boards' sockets are made of; `ws` in Node fits. */
  readonly WebSocket: typeof WebSocket
  /** `null`: boards are not kept on this device. */
  readonly openIndexedDb: OpenLocalCopy | null
  readonly localStore: LocalStore
  readonly page: Page
}

export type ClientClock = {
  /** Milliseconds that never run backwards; everything is measured and scheduled with it. */
  readonly monotonic: () => number
  /** Milliseconds of the computer's clock, only to notice that it and the monotonic one moved apart: a sleep. */
  readonly wall: () => number
}

export type ClientIds = {
  readonly command: () => CommandId
  readonly item: () => ItemId
  /** An id for work that was set aside. */
  readonly setAside: () => string
  /** An unsigned 32-bit number, fresh for each replica of a board. */
  readonly yjsClient: () => number
}

/** Both return a function that cancels. */
export type Timers = {
  readonly after: (milliseconds: number, run: () => void) => () => void
  readonly every: (milliseconds: number, run: () => void) => () => void
}

/** One connection of the session's socket. It never reconnects by itself and reports its end exactly once. */
export type SessionSocket = {
  /** Sends an event and delivers the acknowledgement, or nothing when the connection ends before it. `payload: undefined` sends none. */
  readonly ask: (event: SessionSocketQuestion, payload: unknown, answered: (answer: unknown) => void) => void
  readonly close: () => void
}
export type SessionSocketQuestion = 'command' | 'time' | 'call'
export type SessionSocketEvents = {
  readonly message: (event: SessionSocketMessage, payload: unknown) => void
  /** Anything at all arrived, including a ping. */
  readonly heard: () => void
  /** `data` is what a refused handshake said. */
  readonly broke: (data: unknown) => void
}
export const sessionSocketMessages = ['welcome', 'entries', 'presence', 'store', 'call', 'goodbye'] as const
export type SessionSocketMessage = (typeof sessionSocketMessages)[number]
/** Events come later, never from inside the call. */
export type OpenSessionSocket = (url: string, auth: Handshake, events: SessionSocketEvents) => SessionSocket

/** A board's copy on this device: every update of the document is written to it as it happens. */
export type LocalCopy = {
  /** Resolves when the stored copy has been applied to the document; rejects when the device cannot provide it. */
  readonly loaded: Promise<void>
  /** Empties the copy, without closing it for other tabs. */
  readonly clear: () => Promise<void>
  readonly close: () => Promise<void>
}
export type OpenLocalCopy = (name: string, doc: Y.Doc) => LocalCopy

/** A few small texts that survive a reload. Never throws: a full or missing store forgets. */
export type LocalStore = {
  readonly read: (key: string) => string | null
  readonly write: (key: string, value: string) => void
  readonly remove: (key: string) => void
}

export type Page = {
  /** Calls back when the page became visible, or the network came back. Returns a function that stops it. */
  readonly onWake: (woke: () => void) => () => void
  /** Calls back when the page is hidden or left: the last chance to write. */
  readonly onHide: (hidden: () => void) => () => void
}
