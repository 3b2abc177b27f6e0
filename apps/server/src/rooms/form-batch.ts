import { frameworkSchema, seedBoard, seedClient, type UpdateRefusal, type Validation } from '@greenroom/board'
import { type CloseReason, isEmptyUpdate } from '@greenroom/protocol'
import {
  boardOf,
  type Command,
  type CommandId,
  type DocumentName,
  decide,
  fold,
  hasRoomForEdit,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  type Refusal,
  type SessionState,
} from '@greenroom/session'
import * as Y from 'yjs'
import type { ServerDeps } from '../ports.ts'
import type { BoardDocument } from './board-document.ts'
import { mayWriteBoard } from './board-rights.ts'
import type { BoardConnection } from './connections.ts'
import type { RoomCounts } from './counts.ts'
import type { EditQueue } from './edit-queue.ts'
import type { FoldedLog } from './folded-log.ts'

export type CommandOutcome = { readonly ok: true; readonly n: number } | Refusal

export type PendingCommand = {
  readonly command: Command
  readonly by: ParticipantId | null
  readonly commandId: CommandId | null
  readonly answer: (outcome: CommandOutcome) => void
  /** A broken assumption: costs this command, and nobody else anything. */
  readonly fail: (error: unknown) => void
}

export type BatchEdit = {
  readonly connection: BoardConnection
  /** As received, one after another, to be validated again if somebody else appended first. */
  readonly updates: readonly Uint8Array[]
}

/** What one append holds. `entries[i]` is what `edits[i]` came to; the entries of the commands follow. */
export type Batch = {
  readonly entries: readonly NewEntry[]
  readonly edits: readonly BatchEdit[]
  readonly commands: readonly { readonly pending: PendingCommand; readonly refusal: Refusal | null }[]
}

export type Waiting = { readonly commands: PendingCommand[]; readonly edits: ReadonlyMap<DocumentName, EditQueue> }

type BatchDeps = Pick<ServerDeps, 'clock' | 'log'> & { readonly counts: RoomCounts }

/** Edits that one connection sent while the last append was under way, and that become one entry. */
const editsTogether = 64
/** Edits of one document looked at in one go: a flood of edits that bring nothing must not hold the other rooms up. */
const looksPerDocument = 32
/** As `board-edited` allows. */
const clientsPerEdit = 64

const closeReasonOf: { readonly [R in UpdateRefusal]: CloseReason } = {
  malformed: 'malformed',
  'update-too-large': 'updateTooLarge',
  'too-costly': 'updateTooLarge',
  'board-full': 'boardFull',
  'share-full': 'boardFull',
  gap: 'gap',
  'foreign-client': 'foreignClient',
  'forbidden-content': 'forbiddenContent',
}

/** Bytes in a buffer of their own: what came from a socket is a view into a large one, which would be kept or copied whole. */
const tight = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.prototype.slice.call(bytes)

type Taken = BatchEdit & { readonly entry: NewEntry }
type Accepted = Validation & { readonly kind: 'accepted' }

const validate = (
  document: BoardDocument,
  connection: BoardConnection,
  update: () => Uint8Array,
): Validation | { readonly kind: 'failed'; readonly error: unknown } => {
  const started = performance.now()
  try {
    return document.validate(update(), connection.participant)
  } catch (error) {
    return { kind: 'failed', error }
  } finally {
    connection.judged(performance.now() - started)
  }
}

const taken = (document: BoardDocument, edit: BatchEdit, validation: Accepted): Taken => {
  const { participant } = edit.connection
  for (const client of validation.clients) document.bindings.hear(client, participant)
  return {
    ...edit,
    entry: {
      kind: 'board-edited',
      v: 1,
      by: participant,
      command: null,
      data: { document: document.name, clients: [...validation.clients] },
      bytes: tight(validation.update),
    },
  }
}

/**
 * What somebody typed while an append was under way, as one entry; `null` unless all of it is accepted. An update of Yjs is a set
 * of changes: the union of several is what they make one after another.
 */
const takeTogether = (document: BoardDocument, edit: BatchEdit): Taken | null => {
  const validation = validate(document, edit.connection, () => Y.mergeUpdates([...edit.updates]))
  if (edit.connection.ended || validation.kind !== 'accepted' || validation.clients.length > clientsPerEdit) return null
  // Whoever cannot pay is at an end, and so is each of these edits.
  if (!edit.connection.payToApply(validation.cost)) return null
  return taken(document, edit, validation)
}

/** One edit; `null` when nothing of it is to be appended: its connection has been told what there is to tell. */
const takeAlone = (
  document: BoardDocument,
  connection: BoardConnection,
  update: Uint8Array,
  log: FoldedLog,
  deps: BatchDeps,
): Taken | null => {
  const validation = validate(document, connection, () => update)
  if (validation.kind === 'failed') {
    deps.counts.handlerErrors++
    deps.log.error({ err: validation.error, session: log.session }, 'an edit could not be validated')
    connection.end('malformed')
    return null
  }
  if (connection.ended) return null
  if (validation.kind === 'empty') {
    deps.counts.editsEmpty++
    connection.countEdits(1)
    return null
  }
  if (validation.kind === 'refused') {
    if (validation.code !== 'gap' || !connection.holdBack(update)) connection.end(closeReasonOf[validation.code])
    return null
  }
  if (validation.clients.length > clientsPerEdit) {
    connection.end('forbiddenContent')
    return null
  }
  if (!connection.payToApply(validation.cost)) return null
  return taken(document, { connection, updates: [update] }, validation)
}

/**
 * Validates the next edit of one document against its committed state. At most one is accepted: the one after it would have to
 * be validated against what is not committed yet. What one connection sent in a row is validated as one, so that whoever types faster than
 * the disk writes is not behind for long; unless all of that is accepted, each is validated alone.
 */
const takeEdit = (log: FoldedLog, name: DocumentName, queue: EditQueue, deps: BatchDeps): Taken | null => {
  const document = log.documents.get(name)
  let together = editsTogether
  for (let look = 0; look < looksPerDocument; look++) {
    const next = queue.take(together)
    if (next === null) return null
    const { connection, updates } = next
    const [update] = updates
    if (update === undefined) continue
    const mayWrite = document !== undefined && mayWriteBoard(log.state, name, connection.participant)
    const isFull = !hasRoomForEdit(log.state, connection.participant)
    if (updates.length > 1) {
      const all = mayWrite && !isFull ? takeTogether(document, next) : null
      if (all !== null) return all
      queue.putBack(connection, updates)
      together = 1
      continue
    }
    if (!mayWrite) {
      if (isEmptyUpdate(update)) connection.countEdits(1)
      else connection.end('readOnly')
    } else if (isFull) connection.end('boardFull')
    else {
      const one = takeAlone(document, connection, update, log, deps)
      if (one !== null) return one
    }
  }
  return null
}

/** A board begins in the log, once, in the same append as its round: the server's seed. */
const withSeeds = (entries: readonly NewEntry[]): readonly NewEntry[] =>
  entries.flatMap((entry): readonly NewEntry[] => {
    if (entry.kind !== 'round-started') return [entry]
    return [
      entry,
      {
        kind: 'board-edited',
        v: 1,
        by: null,
        command: null,
        data: { document: boardOf(entry.data.round), clients: [seedClient] },
        bytes: tight(seedBoard(frameworkSchema.parse(entry.data.framework))),
      },
    ]
  })

const foldProvisionally = (
  state: SessionState,
  entries: readonly NewEntry[],
  seq: number,
  at: number,
): SessionState => {
  let folded = state
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'board-edited') folded = fold(folded, { ...entry, seq: seq + index + 1, at } satisfies LogEntry)
  }
  return folded
}

/**
 * Takes from what waits the next append. Edits come first, so that a round which ends in the same append does not cost
 * somebody the letter that arrived before; commands follow, each decided on what those before it would leave.
 */
export const formBatch = (log: FoldedLog, waiting: Waiting, deps: BatchDeps): Batch => {
  const now = deps.clock.now()
  const entries: NewEntry[] = []
  const edits: BatchEdit[] = []
  for (const [name, queue] of waiting.edits) {
    const next = takeEdit(log, name, queue, deps)
    if (next === null) continue
    entries.push(next.entry)
    edits.push(next)
  }

  let provisional = log.state
  const commands: { pending: PendingCommand; refusal: Refusal | null }[] = []
  for (const pending of waiting.commands.splice(0)) {
    try {
      const { command, by, commandId } = pending
      const decision = decide(provisional, { command, by, commandId, now })
      if (decision.ok) {
        const decided = withSeeds(decision.entries)
        provisional = foldProvisionally(provisional, decided, log.seq + entries.length, now)
        entries.push(...decided)
        commands.push({ pending, refusal: null })
      } else commands.push({ pending, refusal: decision })
    } catch (error) {
      pending.fail(error)
    }
  }
  return { entries, edits, commands }
}
