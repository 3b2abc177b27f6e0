import { frameworkSchema, seedBoard, seedClient, type UpdateRefusal } from '@greenroom/board'
import { type CloseReason, limits } from '@greenroom/protocol'
import {
  boardOf,
  type Command,
  type CommandId,
  type DocumentName,
  decide,
  fold,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  type Refusal,
  refuse,
  type SessionState,
} from '@greenroom/session'
import { isEmptyUpdate } from '../boards/frames.ts'
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
  /** As received, to be judged anew if somebody else appended first. */
  readonly update: Uint8Array
}

/** What one append holds. `entries[i]` is what `edits[i]` came to; the entries of the commands follow. */
export type Batch = {
  readonly entries: readonly NewEntry[]
  readonly edits: readonly BatchEdit[]
  readonly commands: readonly { readonly pending: PendingCommand; readonly refusal: Refusal | null }[]
}

export type Waiting = { readonly commands: PendingCommand[]; readonly edits: ReadonlyMap<DocumentName, EditQueue> }

type BatchDeps = Pick<ServerDeps, 'clock' | 'log'> & { readonly counts: RoomCounts }

/** Edits of one document looked at in one go: a flood of edits that bring nothing must not hold the other rooms up. */
const looksPerDocument = 32
/** As `board-edited` allows. */
const clientsPerEdit = 64

const closeReasonOf: { readonly [R in UpdateRefusal]: CloseReason } = {
  malformed: 'malformed',
  'update-too-large': 'updateTooLarge',
  'board-full': 'boardFull',
  gap: 'gap',
  'foreign-client': 'foreignClient',
  'forbidden-content': 'forbiddenContent',
}

/** Bytes in a buffer of their own: what came from a socket is a view into a large one, which would be kept or copied whole. */
const tight = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.prototype.slice.call(bytes)

const judge = (document: BoardDocument, { connection, update }: BatchEdit, log: FoldedLog, deps: BatchDeps) => {
  const started = performance.now()
  try {
    return document.judge(update, connection.participant)
  } catch (error) {
    deps.counts.handlerErrors++
    deps.log.error({ err: error, session: log.session }, 'an edit could not be judged')
    connection.end('malformed')
    return null
  } finally {
    connection.judged(performance.now() - started)
  }
}

/**
 * Judges the next edit of one document against its committed state. At most one is accepted: the one after it would have to
 * be judged against what is not committed yet.
 */
const takeEdit = (
  log: FoldedLog,
  name: DocumentName,
  queue: EditQueue,
  deps: BatchDeps,
): (BatchEdit & { readonly entry: NewEntry }) | null => {
  const document = log.documents.get(name)
  for (let look = 0; look < looksPerDocument; look++) {
    const next = queue.take()
    if (next === null) return null
    const { connection, update } = next
    const { participant } = connection
    if (document === undefined || !mayWriteBoard(log.state, name, participant)) {
      if (isEmptyUpdate(update)) connection.countEdit()
      else connection.end('readOnly')
      continue
    }
    if (log.seq >= limits.entriesPerSession) {
      connection.end('boardFull')
      continue
    }
    const judgement = judge(document, next, log, deps)
    if (connection.ended || judgement === null) continue
    if (judgement.kind === 'empty') {
      deps.counts.editsEmpty++
      connection.countEdit()
      continue
    }
    if (judgement.kind === 'refused') {
      if (judgement.code === 'gap' && connection.holdBack(update)) continue
      connection.end(closeReasonOf[judgement.code])
      continue
    }
    if (judgement.clients.length > clientsPerEdit) {
      connection.end('forbiddenContent')
      continue
    }
    for (const client of judgement.clients) document.bindings.hear(client, participant)
    return {
      connection,
      update,
      entry: {
        kind: 'board-edited',
        v: 1,
        by: participant,
        command: null,
        data: { document: name, clients: [...judgement.clients] },
        bytes: tight(judgement.update),
      },
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
    const taken = takeEdit(log, name, queue, deps)
    if (taken === null) continue
    entries.push(taken.entry)
    edits.push(taken)
  }

  let provisional = log.state
  const commands: { pending: PendingCommand; refusal: Refusal | null }[] = []
  for (const pending of waiting.commands.splice(0)) {
    try {
      const { command, by, commandId } = pending
      const decision = decide(provisional, { command, by, commandId, now })
      if (decision.ok) {
        if (log.seq + entries.length + decision.entries.length > limits.entriesPerSession + limits.closingEntries) {
          commands.push({ pending, refusal: refuse('too-many') })
          continue
        }
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
