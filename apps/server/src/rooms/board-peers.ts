import type { DocumentName, ParticipantId } from '@greenroom/session'
import { DocumentAwareness } from '../boards/document-awareness.ts'
import type { BoardConnection } from './connections.ts'

/** Who has one board open. */
export class BoardPeers {
  readonly connections = new Set<BoardConnection>()
  readonly awareness = new DocumentAwareness()

  /** Encoded once, the same bytes for all. */
  send(message: Uint8Array, except: BoardConnection | null): void {
    for (const connection of this.connections) if (connection !== except) connection.send(message)
  }
}

/** Who has which boards of a session open. */
export class BoardRoom {
  readonly #peers = new Map<DocumentName, BoardPeers>()

  of(document: DocumentName): BoardPeers {
    let peers = this.#peers.get(document)
    if (peers === undefined) {
      peers = new BoardPeers()
      this.#peers.set(document, peers)
    }
    return peers
  }

  leave(connection: BoardConnection): void {
    const peers = this.#peers.get(connection.document)
    peers?.connections.delete(connection)
    if (peers?.connections.size === 0) this.#peers.delete(connection.document)
  }

  all(): readonly BoardConnection[] {
    return [...this.#peers.values()].flatMap(({ connections }) => [...connections])
  }

  here(): readonly ParticipantId[] {
    return this.all().map((connection) => connection.participant)
  }

  isHere(participant: ParticipantId): boolean {
    for (const { connections } of this.#peers.values()) {
      for (const connection of connections) if (connection.participant === participant) return true
    }
    return false
  }

  ofParticipant(participant: ParticipantId): readonly BoardConnection[] {
    return this.all().filter((connection) => connection.participant === participant)
  }

  /** The end of a commit: whoever's edits were in it hears how many are committed now. */
  flushCounts(): void {
    for (const { connections } of this.#peers.values()) {
      for (const connection of connections) connection.flushCount()
    }
  }

  isEmpty(): boolean {
    return this.#peers.size === 0
  }
}
