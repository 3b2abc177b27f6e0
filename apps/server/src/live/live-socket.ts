import {
  type EntriesMessage,
  type GoodbyeMessage,
  type Handshake,
  limits,
  type PresenceMessage,
  type StoreMessage,
  type WelcomeMessage,
} from '@greenroom/protocol'
import type { ParticipantId, ProjectedEntry } from '@greenroom/session'
import type { Socket } from 'socket.io'
import { Bucket } from '../bucket.ts'
import type { Clock } from '../ports.ts'
import type { LiveConnection } from '../rooms/connections.ts'
import type { SessionRoom } from '../rooms/session-room.ts'

/** Time for the last message to leave before the line is cut. */
const disconnectWithin = 500
/** Packets that wait because the receiver does not read: a few hundred bytes to some kilobytes each. */
const unsentPackets = 1_000

/** One connection of a participant to their session. */
export class LiveSocket implements LiveConnection {
  readonly participant: ParticipantId
  readonly seenCases: ReadonlySet<string>
  readonly closed: Promise<void>
  readonly room: SessionRoom
  readonly commands: Bucket
  readonly #socket: Socket
  readonly #clock: Clock
  #left = false
  /** Messages since the transport last took what waited: it takes nothing while the receiver does not read. */
  #unsent = 0

  constructor(socket: Socket, room: SessionRoom, participant: ParticipantId, handshake: Handshake, clock: Clock) {
    this.participant = participant
    this.seenCases = new Set(handshake.seenCases)
    this.room = room
    this.#socket = socket
    this.#clock = clock
    this.commands = new Bucket(limits.commandsPerSecond, limits.commandsBurst, clock.monotonic())
    socket.conn.on('drain', () => {
      this.#unsent = 0
    })
    this.closed = new Promise((resolve) => socket.once('disconnect', () => resolve()))
  }

  isLive(): boolean {
    return !this.#left
  }

  #emit(event: string, message: unknown): void {
    if (this.#left) return
    // Counted before: what the transport takes at once has left already.
    this.#unsent++
    this.#socket.emit(event, message)
    if (this.#unsent > unsentPackets) {
      // It does not read what it is sent; it comes back and resumes from the last entry it has.
      this.leave()
      this.#socket.conn.close(true)
    }
  }

  welcome(count: number): void {
    this.#emit('welcome', {
      participant: this.participant,
      session: this.room.session,
      serverTime: this.#clock.now(),
      count,
    } satisfies WelcomeMessage)
  }

  sendEntries(entries: readonly ProjectedEntry[]): void {
    this.#emit('entries', { entries } satisfies EntriesMessage)
  }

  drained(): Promise<void> {
    if (this.#unsent === 0 || this.#left) return Promise.resolve()
    return new Promise((resolve) => {
      this.#socket.conn.once('drain', () => resolve())
      this.#socket.conn.once('close', () => resolve())
    })
  }

  sendPresence(here: readonly ParticipantId[]): void {
    this.#emit('presence', { here } satisfies PresenceMessage)
  }

  sendStore(saving: boolean): void {
    this.#emit('store', { saving } satisfies StoreMessage)
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

  /** After `room.joinLive`. Once: by an end, or by this very socket's disconnect. */
  leave(): void {
    if (this.#left) return
    this.#left = true
    this.room.leaveLive(this)
  }
}

/** Disconnects once what was said is out, and within half a second whatever the other side does. */
export const hangUp = (socket: Socket): void => {
  const timer = setTimeout(() => socket.conn.close(true), disconnectWithin)
  socket.conn.once('close', () => clearTimeout(timer))
  socket.disconnect(true)
}
