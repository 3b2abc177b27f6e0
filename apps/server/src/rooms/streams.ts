import {
  createProjector,
  type LogEntry,
  type ParticipantId,
  type ProjectedEntry,
  type Projector,
  project,
} from '@greenroom/session'
import type { LiveConnection } from './connections.ts'

/** Entries of one message: a long session arrives in parts, so that the screen can begin. */
const entriesPerMessage = 256

type Listener = { readonly projector: Projector; readonly connections: Set<LiveConnection> }

/** Who listens to the session, and each participant's own stream. */
export class Streams {
  readonly #listeners = new Map<ParticipantId, Listener>()
  /** Kept after the connection is gone, in memory only: who is away for a moment has still seen their cases. */
  readonly #seenCases = new Map<ParticipantId, ReadonlySet<string>>()

  here(): readonly ParticipantId[] {
    return [...this.#listeners.keys()]
  }

  isHere(participant: ParticipantId): boolean {
    return this.#listeners.has(participant)
  }

  isEmpty(): boolean {
    return this.#listeners.size === 0
  }

  /** All connections, also while some of them end. */
  connections(): readonly LiveConnection[] {
    return [...this.#listeners.values()].flatMap(({ connections }) => [...connections])
  }

  of(participant: ParticipantId): readonly LiveConnection[] {
    return [...(this.#listeners.get(participant)?.connections ?? [])]
  }

  seenCases(participant: ParticipantId): ReadonlySet<string> {
    return this.#seenCases.get(participant) ?? new Set()
  }

  /** Welcomes a connection and sends what it lacks of its stream after `after`. `numbered`: the log so far, without edits. */
  join(connection: LiveConnection, after: number, numbered: readonly LogEntry[]): void {
    const { participant } = connection
    this.#seenCases.set(participant, connection.seenCases)
    let listener = this.#listeners.get(participant)
    const stream = project(numbered, participant)
    if (listener === undefined) {
      const projector = createProjector(participant)
      for (const entry of numbered) projector.next(entry)
      listener = { projector, connections: new Set() }
      this.#listeners.set(participant, listener)
    }
    listener.connections.add(connection)
    connection.welcome(stream.length)
    // A client that holds more than there is holds another past (a restored backup), and is served from the start.
    for (let from = after > stream.length ? 0 : after; from < stream.length; from += entriesPerMessage) {
      connection.sendEntries(stream.slice(from, from + entriesPerMessage))
    }
  }

  /** Keyed by the connection itself: a late close of an old one takes nothing from a newer one. */
  leave(connection: LiveConnection): void {
    const listener = this.#listeners.get(connection.participant)
    if (listener === undefined || !listener.connections.delete(connection)) return
    if (listener.connections.size === 0) this.#listeners.delete(connection.participant)
  }

  announce(committed: readonly LogEntry[]): void {
    for (const { projector, connections } of this.#listeners.values()) {
      const visible: ProjectedEntry[] = []
      for (const entry of committed) visible.push(...projector.next(entry))
      if (visible.length === 0) continue
      for (const connection of connections) connection.sendEntries(visible)
    }
  }

  /** How many entries this participant's stream holds. */
  count(participant: ParticipantId, numbered: readonly LogEntry[]): number {
    return this.#listeners.get(participant)?.projector.count() ?? project(numbered, participant).length
  }
}
