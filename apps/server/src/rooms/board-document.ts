import {
  applyAccepted,
  boardLimits,
  readBoard,
  readRemovedItems,
  type Validation,
  validateUpdate,
} from '@greenroom/board'
import {
  type DocumentName,
  type KeyframeDocument,
  type ParticipantId,
  placeOfDocument,
  sessionLimits,
} from '@greenroom/session'
import * as Y from 'yjs'
import { BoardWriters } from './board-writers.ts'
import { ClientBindings } from './client-bindings.ts'

/** A whole board is encoded again to learn its exact size only after this many bytes of updates. */
const sizeSlack = 64 * 1024

/** A think tray is a strip of cards, and is read whole for each edit. */
const trayLimits = { ...boardLimits, items: sessionLimits.thoughtsPerRound, boardBytes: 256 * 1024, structs: 20_000 }

const emptyBytes = Uint8Array.of(0, 0)
const nothingHeld = Uint8Array.of(0)

/** Nobody listens to a committed document, but its many events per transaction would each still cost a map and an array. */
class UnheardDoc extends Y.Doc {
  override emit(): void {}
}

/**
 * One committed document of a room. While edits are recent it is a live `Y.Doc`; at rest only its encoded bytes are kept, from which
 * joiners are answered. Contains nothing that is not in the log.
 */
export class BoardDocument {
  readonly name: DocumentName
  readonly bindings: ClientBindings
  readonly writers: BoardWriters
  /** When it was last edited (monotonic milliseconds); not a number when that is not known. */
  editedAt = Number.NaN
  readonly #isTray: boolean
  #doc: Y.Doc | null = null
  /** The committed state, encoded; `null` while the live document is ahead of it. At least one of `#doc` and `#bytes` is always present. */
  #bytes: Uint8Array | null
  #stateVector: Uint8Array | null = null
  /** Committed updates that a resting document's `#bytes` do not contain yet. They are applied when somebody needs the document. */
  #waiting: readonly Uint8Array[] = []
  /** Size when last encoded, and the bytes of the updates since: an upper bound without encoding. */
  #size: number
  #grown = 0

  constructor(name: DocumentName, keyframe: KeyframeDocument | null) {
    this.name = name
    this.#isTray = placeOfDocument(name).kind === 'tray'
    this.writers = new BoardWriters(name)
    this.bindings = new ClientBindings(keyframe?.clients)
    this.#bytes = keyframe?.bytes ?? emptyBytes
    this.#size = this.#bytes.byteLength
  }

  isResting(): boolean {
    return this.#doc === null
  }

  #live(): Y.Doc {
    if (this.#doc === null) {
      this.#doc = new UnheardDoc()
      if (this.#bytes !== null) Y.applyUpdate(this.#doc, this.#bytes)
      const waiting = this.#waiting
      this.#waiting = []
      if (waiting.length > 0) this.#applyTo(this.#doc, waiting)
    }
    return this.#doc
  }

  /** Applies what is waiting at rest. */
  #gather(): void {
    if (this.#waiting.length > 0) this.#live()
  }

  /** `false` when one of them threw, or depends on something that is missing. */
  #applyTo(doc: Y.Doc, updates: readonly Uint8Array[]): boolean {
    this.#bytes = null
    this.#stateVector = null
    let clean = true
    doc.transact(() => {
      for (const update of updates) {
        try {
          Y.applyUpdate(doc, update)
        } catch {
          clean = false
        }
      }
    })
    return clean && doc.store.pendingStructs === null && doc.store.pendingDs === null
  }

  /** Takes committed updates without applying them, for a document that nobody may ever ask for. */
  defer(updates: readonly Uint8Array[]): void {
    if (this.#doc !== null) return void this.applyAll(updates)
    this.#waiting = [...this.#waiting, ...updates]
    for (const { byteLength } of updates) this.#grown += byteLength
  }

  /** Another document that begins with what this one contains. */
  branch(name: DocumentName): BoardDocument {
    const isWaiting = this.#waiting.length > 0
    const bytes = isWaiting ? (this.#bytes ?? emptyBytes) : this.encoded()
    const branch = new BoardDocument(name, { document: name, bytes, clients: this.bindings.toList() })
    branch.defer(this.#waiting)
    return branch
  }

  /** Ids of the items that a valid update adds, and of those that it removes. For documents that stay small. */
  changedItems(update: Uint8Array): { readonly formed: readonly string[]; readonly gone: readonly string[] } {
    const after = new Y.Doc()
    Y.applyUpdate(after, this.encoded())
    const before = new Set<string>(readBoard(after).items.keys())
    Y.applyUpdate(after, update)
    const now = new Set<string>(readBoard(after).items.keys())
    after.destroy()
    return { formed: [...now].filter((id) => !before.has(id)), gone: [...before].filter((id) => !now.has(id)) }
  }

  /** Ids of all items, including removed ones. */
  itemsEver(): ReadonlySet<string> {
    const doc = this.#live()
    return new Set([...readBoard(doc).items.keys(), ...readRemovedItems(doc).map(({ id }) => id)])
  }

  validate(update: Uint8Array, participant: ParticipantId): Validation {
    const limits = this.#isTray ? trayLimits : boardLimits
    if (this.#size + this.#grown + update.byteLength > limits.boardBytes && this.#grown > sizeSlack) this.encoded()
    return validateUpdate(
      this.#live(),
      update,
      { ...limits, documentBytes: this.#size + this.#grown },
      {
        mayUse: (client) => this.bindings.mayUse(client, participant),
        owns: (client) => this.bindings.owns(client, participant),
      },
    )
  }

  /** Applies a committed update. `false` when it threw, or depends on something that is missing; the document must then be rebuilt. */
  apply(update: Uint8Array): boolean {
    const doc = this.#live()
    this.#bytes = null
    this.#stateVector = null
    this.#grown += update.byteLength
    try {
      applyAccepted(doc, update)
    } catch {
      return false
    }
    return doc.store.pendingStructs === null && doc.store.pendingDs === null
  }

  /** Like `apply`, for many at once: in one transaction, at a third of the cost. */
  applyAll(updates: readonly Uint8Array[]): boolean {
    for (const { byteLength } of updates) this.#grown += byteLength
    return this.#applyTo(this.#live(), updates)
  }

  /** The whole committed document as one update. Do not change the bytes. */
  encoded(): Uint8Array {
    this.#gather()
    if (this.#bytes === null) {
      this.#bytes = this.#doc === null ? emptyBytes : Y.encodeStateAsUpdate(this.#doc)
      this.#size = this.#bytes.byteLength
      this.#grown = 0
    }
    return this.#bytes
  }

  stateVector(): Uint8Array {
    this.#gather()
    this.#stateVector ??=
      this.#doc === null ? Y.encodeStateVectorFromUpdate(this.encoded()) : Y.encodeStateVector(this.#doc)
    return this.#stateVector
  }

  /** What a replica with that state vector lacks. Throws on a malformed state vector. */
  missingFrom(stateVector: Uint8Array): Uint8Array {
    if (stateVector.length === 1 && stateVector[0] === nothingHeld[0]) return this.encoded()
    this.#gather()
    if (this.#doc !== null) return Y.encodeStateAsUpdate(this.#doc, stateVector)
    return Y.diffUpdate(this.encoded(), stateVector)
  }

  /** Keeps only bytes; the next edit makes the document live again. */
  rest(): void {
    if (this.#doc === null) return
    this.encoded()
    this.stateVector()
    this.#doc.destroy()
    this.#doc = null
  }

  toKeyframe(): KeyframeDocument {
    return { document: this.name, bytes: this.encoded(), clients: this.bindings.toList() }
  }
}
