import { serverLimits } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, SessionState } from '@greenroom/session'
import { mayOpenDocument, placeOfDocument } from '@greenroom/session'
import * as Y from 'yjs'
import type { BoardDocument } from './board-document.ts'
import type { BoardConnection } from './connections.ts'

/** The part of the folded log that concerns boards. */
export type BoardLog = {
  readonly documents: ReadonlyMap<DocumentName, BoardDocument>
  readonly open: (document: DocumentName) => BoardDocument
  readonly state: SessionState
}

/** A room's boards: what is committed of each, who may do what there, and who has which of them open. */
export class RoomBoards {
  readonly #log: BoardLog
  readonly #connections = new Map<DocumentName, Set<BoardConnection>>()

  constructor(log: BoardLog) {
    this.#log = log
  }

  // What is committed

  #committed(name: DocumentName): BoardDocument {
    const document = this.#log.documents.get(name)
    if (document === undefined) throw new Error(`${name} does not exist.`)
    return document
  }

  /** Committed bytes that a replica with this state vector lacks. Throws on a malformed state vector. */
  missingFrom(document: DocumentName, stateVector: Uint8Array): Uint8Array {
    return this.#committed(document).missingFrom(stateVector)
  }

  /** Whether the committed document lacks something that this state vector has. Throws on a malformed one. */
  isBehind(document: DocumentName, stateVector: Uint8Array): boolean {
    const held = Y.decodeStateVector(this.#committed(document).stateVector())
    for (const [client, clock] of Y.decodeStateVector(stateVector)) if (clock > (held.get(client) ?? 0)) return true
    return false
  }

  stateVector(document: DocumentName): Uint8Array {
    return this.#committed(document).stateVector()
  }

  /** The whole document as one update. `null` when there is none. */
  encoded(document: DocumentName): Uint8Array | null {
    return this.#log.documents.get(document)?.encoded() ?? null
  }

  /** Whether only the document's bytes are kept. */
  isResting(document: DocumentName): boolean {
    return this.#committed(document).isResting()
  }

  // Rights

  mayRead(document: DocumentName, participant: ParticipantId): boolean {
    if (!mayOpenDocument(this.#log.state, document, participant)) return false
    // A board is in the log from the start of its round; a tray begins empty when its author opens it.
    if (placeOfDocument(document).kind === 'tray') this.#log.open(document)
    return this.#log.documents.has(document)
  }

  mayWrite(document: DocumentName, participant: ParticipantId): boolean {
    return this.#log.documents.get(document)?.writers.may(this.#log.state, participant) === true
  }

  /** Whether this participant may show presence under the client id. If so, the id is theirs from now on. */
  claimClient(document: DocumentName, client: number, participant: ParticipantId): boolean {
    const { bindings } = this.#committed(document)
    if (!bindings.mayUse(client, participant)) return false
    bindings.hear(client, participant)
    return true
  }

  // Who is there

  join(connection: BoardConnection): void {
    const there = this.#connections.get(connection.document)
    if (there === undefined) this.#connections.set(connection.document, new Set([connection]))
    else there.add(connection)
  }

  leave(connection: BoardConnection): void {
    const there = this.#connections.get(connection.document)
    there?.delete(connection)
    if (there?.size === 0) this.#connections.delete(connection.document)
  }

  /** All connections, even while some of them are ending. */
  connections(): readonly BoardConnection[] {
    return [...this.#connections.values()].flatMap((there) => [...there])
  }

  here(): readonly ParticipantId[] {
    return this.connections().map((connection) => connection.participant)
  }

  isHere(participant: ParticipantId): boolean {
    for (const there of this.#connections.values()) {
      for (const connection of there) if (connection.participant === participant) return true
    }
    return false
  }

  of(participant: ParticipantId): readonly BoardConnection[] {
    return this.connections().filter((connection) => connection.participant === participant)
  }

  isEmpty(): boolean {
    return this.#connections.size === 0
  }

  // What they are told

  /**
   * An edit is committed: everybody else receives it, and its author is told how many of their edits it was. `now`: monotonic milliseconds.
   * `from: null`: the server's own, or by somebody on another server.
   */
  edited(document: DocumentName, bytes: Uint8Array, from: BoardConnection | null, edits: number, now: number): void {
    this.#committed(document).editedAt = now
    const notice = { kind: 'edited', bytes } as const
    for (const connection of this.#connections.get(document) ?? []) if (connection !== from) connection.tell(notice)
    from?.tell({ kind: 'settled', edits })
  }

  rightsChanged(): void {
    for (const connection of this.connections()) connection.tell({ kind: 'rights-changed' })
  }

  areResting(): boolean {
    for (const document of this.#log.documents.values()) if (!document.isResting()) return false
    return true
  }

  /** Drops the live documents that nobody has edited for a while. Call from time to time. */
  rest(now: number): void {
    for (const document of this.#log.documents.values()) {
      if (document.isResting()) continue
      // Client ids and edits that were only read from the log, or only validated, count from now on.
      if (Number.isNaN(document.editedAt)) document.editedAt = now
      else if (now - document.editedAt >= serverLimits.boardRestsAfter) {
        document.rest()
        document.editedAt = Number.NaN
      }
    }
  }
}
