import {
  createProjector,
  type Erased,
  erasedOf,
  type LogEntry,
  type ParticipantId,
  type ProjectedEntry,
  type Projector,
} from '@greenroom/session'
import type { LiveConnection } from './connections.ts'
import type { FoldedLog } from './folded-log.ts'

/** Entries per message: a long session arrives in parts, so that the screen can start early. */
const entriesPerMessage = 128

/** The log that streams are read from. */
export type NumberedLog = Pick<FoldedLog, 'kept' | 'readAll' | 'state'>

/** A participant's stream as far as it has been read: an entry that arrives twice is numbered once. */
class ReadStream {
  readonly #projector: Projector
  #seq = 0

  constructor(participant: ParticipantId, erased: Erased) {
    this.#projector = createProjector(participant, erased)
  }

  take(entries: readonly LogEntry[]): readonly ProjectedEntry[] {
    const visible: ProjectedEntry[] = []
    for (const entry of entries) {
      if (entry.seq <= this.#seq) continue
      this.#seq = entry.seq
      visible.push(...this.#projector.next(entry))
    }
    return visible
  }

  count(): number {
    return this.#projector.count()
  }
}

type Listener = {
  /** `null` until the log has been read for this participant; `announce` skips such a listener. */
  stream: ReadStream | null
  reading: Promise<void> | null
  /**
   * How far each connection has been sent the stream. `null` while it is still being sent earlier entries; that reading also brings it new
   * ones.
   */
  readonly connections: Map<LiveConnection, number | null>
}

/** Who listens to the session, and each participant's own stream. */
export class Streams {
  readonly #log: NumberedLog
  readonly #listeners = new Map<ParticipantId, Listener>()
  /** Kept after the connection is gone, in memory only: somebody who is away for a moment has still seen their cases. */
  readonly #seenCases = new Map<ParticipantId, ReadonlySet<string>>()

  constructor(log: NumberedLog) {
    this.#log = log
  }

  here(): readonly ParticipantId[] {
    return [...this.#listeners.keys()]
  }

  isHere(participant: ParticipantId): boolean {
    return this.#listeners.has(participant)
  }

  isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  /** All connections, even while some of them are ending. */
  connections(): readonly LiveConnection[] {
    return [...this.#listeners.values()].flatMap(({ connections }) => [...connections.keys()])
  }

  of(participant: ParticipantId): readonly LiveConnection[] {
    return [...(this.#listeners.get(participant)?.connections.keys() ?? [])]
  }

  seenCases(participant: ParticipantId): ReadonlySet<string> {
    return this.#seenCases.get(participant) ?? new Set()
  }

  /**
   * Welcomes a connection and sends what it lacks of its stream after `after`: a short log at once, a long one page by page, no faster than
   * it reads. `null` means done. Rejects when the store cannot answer.
   */
  join(connection: LiveConnection, after: number): Promise<void> | null {
    const { participant } = connection
    this.#seenCases.set(participant, connection.seenCases)
    let listener = this.#listeners.get(participant)
    if (listener === undefined) {
      listener = { stream: null, reading: null, connections: new Map() }
      this.#listeners.set(participant, listener)
    }
    listener.connections.set(connection, null)
    const { kept } = this.#log
    if (kept === null) return this.#catchUp(listener, connection, after)
    const own = this.#readerOf(participant)
    const stream = own.take(kept)
    listener.stream ??= own
    connection.welcome(stream.length)
    send(connection, startOf(after, stream.length), stream)
    listener.connections.set(connection, stream.length)
    return null
  }

  async #catchUp(listener: Listener, connection: LiveConnection, after: number): Promise<void> {
    const { participant } = connection
    const { connections } = listener
    if (listener.stream === null) {
      listener.reading ??= this.#read(listener, participant)
      await listener.reading
    }
    const count = listener.stream?.count() ?? 0
    if (!connections.has(connection)) return
    connection.welcome(count)
    let sent = startOf(after, count)
    if (sent === count) {
      // Nothing to send: the log need not be read again.
      connections.set(connection, count)
      return
    }
    const own = this.#readerOf(participant)
    await this.#log.readAll(
      async (page) => {
        const before = own.count()
        send(connection, Math.max(0, sent - before), own.take(page))
        sent = Math.max(sent, own.count())
        await connection.drained()
        return connections.has(connection)
      },
      () => {
        if (connections.has(connection)) connections.set(connection, sent)
      },
    )
  }

  async #read(listener: Listener, participant: ParticipantId): Promise<void> {
    const stream = this.#readerOf(participant)
    try {
      await this.#log.readAll(
        (page) => {
          stream.take(page)
          return true
        },
        () => {
          listener.stream = stream
        },
      )
    } finally {
      listener.reading = null
    }
  }

  /** Keyed by the connection itself: the late close of an old one takes nothing from a newer one. */
  leave(connection: LiveConnection): void {
    const listener = this.#listeners.get(connection.participant)
    if (listener === undefined || !listener.connections.delete(connection)) return
    if (listener.connections.size === 0) this.#listeners.delete(connection.participant)
  }

  announce(committed: readonly LogEntry[]): void {
    for (const { stream, connections } of this.#listeners.values()) {
      if (stream === null) continue
      const visible = stream.take(committed)
      if (visible.length === 0) continue
      // The same list for everybody who lacks the same: it is serialised once.
      const lacking = new Map<number, readonly ProjectedEntry[]>()
      for (const [connection, sent] of connections) {
        if (sent === null) continue
        const fresh = lacking.get(sent) ?? visible.filter(({ n }) => n > sent)
        lacking.set(sent, fresh)
        if (fresh.length === 0) continue
        connections.set(connection, stream.count())
        connection.sendEntries(fresh)
      }
    }
  }

  /** The log as it is now: entries that have been deleted are read without their words. */
  #readerOf(participant: ParticipantId): ReadStream {
    return new ReadStream(participant, erasedOf(this.#log.state))
  }

  /** How many entries this participant's stream has. */
  count(participant: ParticipantId): number | Promise<number> {
    const listening = this.#listeners.get(participant)?.stream
    if (listening) return listening.count()
    const stream = this.#readerOf(participant)
    const { kept } = this.#log
    if (kept !== null) {
      stream.take(kept)
      return stream.count()
    }
    const read = this.#log.readAll(
      (page) => {
        stream.take(page)
        return true
      },
      () => {},
    )
    return read.then(() => stream.count())
  }
}

/** A client that has more than exists has a different history (from before a restored backup), and is served from the start. */
function startOf(after: number, count: number): number {
  return after > count ? 0 : after
}

function send(connection: LiveConnection, from: number, stream: readonly ProjectedEntry[]): void {
  for (let at = from; at < stream.length; at += entriesPerMessage) {
    connection.sendEntries(stream.slice(at, at + entriesPerMessage))
  }
}
