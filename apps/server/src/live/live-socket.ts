import {
  type CallNotice,
  type EntriesMessage,
  type GoodbyeMessage,
  type Handshake,
  type PresenceMessage,
  type StoreMessage,
  serverLimits,
  type WelcomeMessage,
} from '@greenroom/protocol'
import type { ParticipantId, ProjectedEntry } from '@greenroom/session'
import type { Socket } from 'socket.io'
import type { Clock } from '../ports.ts'
import type { LiveConnection, LiveLeave } from '../rooms/connections.ts'
import type { SessionRoom } from '../rooms/session-room.ts'
import { hangUp, watchUnsent } from './paced-transport.ts'
import { shareMessage } from './shared-encoder.ts'

/** A long stream is sent in pieces: the next one waits until less than this is unsent. */
const onTheWay = 1024 * 1024
/** Entries that may wait for a receiver that does not read: more than a session has. */
const waitingEntries = 250_000

/** One message per list of entries, however many connections it is sent to. */
const messages = new WeakMap<readonly ProjectedEntry[], EntriesMessage>()
const messageOf = (entries: readonly ProjectedEntry[]): EntriesMessage => {
  const known = messages.get(entries)
  if (known !== undefined) return known
  const message = shareMessage({ entries } satisfies EntriesMessage)
  messages.set(entries, message)
  return message
}

type RunOfServer = { readonly clock: Clock; readonly epoch: string }

/** One connection of a participant to their session. */
export class LiveSocket implements LiveConnection {
  readonly participant: ParticipantId
  readonly seenCases: ReadonlySet<string>
  readonly closed: Promise<void>
  readonly room: SessionRoom
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #epoch: string
  #left = false
  readonly #unsent: () => number
  /** Entries that wait until everything before them has been sent. */
  #waiting: (readonly ProjectedEntry[])[] = []
  #waitingEntries = 0
  /** Callbacks waiting for everything to be sent; each is told whether it was. */
  #onRoom: (() => boolean)[] = []

  constructor(
    socket: Socket,
    room: SessionRoom,
    participant: ParticipantId,
    handshake: Handshake,
    { clock, epoch }: RunOfServer,
  ) {
    this.participant = participant
    this.seenCases = new Set(handshake.seenCases)
    this.room = room
    this.#socket = socket
    this.#clock = clock
    this.#epoch = epoch
    const unsent = watchUnsent(socket)
    this.#unsent = unsent.bytes
    unsent.onRoom(() => {
      this.#sendWaiting()
      this.#onRoom = this.#onRoom.filter((look) => !look())
    })
    this.closed = new Promise((resolve) => socket.once('disconnect', () => resolve()))
  }

  isLive(): boolean {
    return !this.#left
  }

  #emit(event: string, message: unknown): void {
    if (this.#left) return
    this.#socket.emit(event, message)
    if (this.#unsent() > serverLimits.unsentBytes) this.#terminate()
  }

  /** The client does not read what it is sent; it will come back and resume from the last entry it has. */
  #terminate(): void {
    this.leave()
    this.#socket.conn.close(true)
    this.#socket.conn.request?.socket.destroy()
  }

  #sendWaiting(): void {
    while (this.#waiting.length > 0 && this.#unsent() < onTheWay && !this.#left) {
      const entries = this.#waiting.shift() ?? []
      this.#waitingEntries -= entries.length
      this.#emit('entries', messageOf(entries))
    }
  }

  welcome(count: number): void {
    this.#emit('welcome', {
      participant: this.participant,
      session: this.room.session,
      serverTime: this.#clock.now(),
      count,
      epoch: this.#epoch,
    } satisfies WelcomeMessage)
  }

  sendEntries(entries: readonly ProjectedEntry[]): void {
    if (this.#left) return
    this.#waiting.push(entries)
    this.#waitingEntries += entries.length
    if (this.#waitingEntries > waitingEntries) this.#terminate()
    else this.#sendWaiting()
  }

  drained(): Promise<void> {
    const isDrained = (): boolean => this.#left || (this.#waiting.length === 0 && this.#unsent() < onTheWay)
    if (isDrained()) return Promise.resolve()
    return new Promise((resolve) => {
      this.#onRoom.push(() => {
        if (!isDrained()) return false
        resolve()
        return true
      })
      this.#socket.conn.once('close', () => resolve())
    })
  }

  sendPresence(here: readonly ParticipantId[]): void {
    this.#emit('presence', { here } satisfies PresenceMessage)
  }

  sendStore(saving: boolean): void {
    this.#emit('store', { saving } satisfies StoreMessage)
  }

  sendCall(notice: CallNotice): void {
    // Who is in the call is the same for everybody.
    this.#emit('call', shareMessage(notice))
  }

  sendGoodbye(reason: GoodbyeMessage['reason'], retryAfter: number | null): void {
    this.#emit('goodbye', { reason, retryAfter } satisfies GoodbyeMessage)
  }

  end(reason: GoodbyeMessage['reason'], retryAfter: number | null): void {
    if (this.#left) return
    this.sendGoodbye(reason, retryAfter)
    this.leave()
    hangUp(this.#socket)
  }

  /** Call after `room.joinLive`. Runs once: for an end, or for this socket's own disconnect. */
  leave(how: LiveLeave = 'closed'): void {
    if (this.#left) return
    this.#left = true
    this.#waiting = []
    this.room.leaveLive(this, how)
  }
}
