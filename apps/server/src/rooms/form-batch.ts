import { frameworkSchema, seedBoard, seedClient, type Validation } from '@greenroom/board'
import { isEmptyUpdate } from '@greenroom/protocol'
import {
  boardOf,
  type Command,
  type CommandId,
  type DocumentName,
  decide,
  fold,
  hasRoomForEdit,
  hasRoomForTrayEdit,
  isEdit,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  placeOfDocument,
  type Refusal,
  type SessionState,
  sessionLimits,
} from '@greenroom/session'
import * as Y from 'yjs'
import type { BoardDocument } from './board-document.ts'
import { mayWriteBoard } from './board-rights.ts'
import type { BoardConnection, EditRefusal } from './connections.ts'
import type { EditQueue, Run } from './edit-queue.ts'
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

/** What became of an edit that is not part of the append. Whose it was hears of it at once. */
export type EditVerdict =
  /** It brought nothing new: what it says is in the log already. */
  | { readonly kind: 'empty'; readonly connection: BoardConnection }
  /** It builds on what is not held. */
  | { readonly kind: 'gap'; readonly connection: BoardConnection; readonly update: Uint8Array }
  | { readonly kind: 'refused'; readonly connection: BoardConnection; readonly code: Exclude<EditRefusal, 'gap'> }
  /** Validating it threw. */
  | { readonly kind: 'failed'; readonly connection: BoardConnection; readonly error: unknown }

/** What a command comes to; `granted` once the append is durable. */
export type CommandVerdict = { readonly pending: PendingCommand } & (
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly error: unknown }
)

/** A Yjs client id that an accepted edit uses, and so who may use it from now on. */
export type HeardClient = {
  readonly document: DocumentName
  readonly client: number
  readonly participant: ParticipantId
}

/** What one append holds. `entries[i]` is what `edits[i]` came to; the entries of the commands follow. */
export type Batch = {
  readonly entries: readonly NewEntry[]
  /** As received, one after another, to be validated again if somebody else appended first. */
  readonly edits: readonly Run[]
  readonly heard: readonly HeardClient[]
  readonly verdicts: readonly EditVerdict[]
  readonly commands: readonly CommandVerdict[]
  /** Commands for which there was no time; they are the next. */
  readonly undecided: readonly PendingCommand[]
}

export type Waiting = {
  readonly commands: readonly PendingCommand[]
  readonly edits: ReadonlyMap<DocumentName, EditQueue>
}

export type BatchPorts = {
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly monotonic: () => number
  /** As `BoardConnection.pay`. */
  readonly pay: (connection: BoardConnection, validated: number, applying: number) => boolean
}

/** Edits that one connection sent while the last append was under way, and that become one entry. */
const editsTogether = 64
/** Edits of one document looked at in one go: a flood of edits that bring nothing must not hold the other rooms up. */
const looksPerDocument = 32
/** Milliseconds after which one go ends all the same: large edits that bring nothing cost as much as many, and so do many commands. */
const lookFor = 5

/** Bytes in a buffer of their own: what came from a socket is a view into a large one, which would be kept or copied whole. */
const tight = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.prototype.slice.call(bytes)

type Accepted = { readonly kind: 'accepted'; readonly entry: NewEntry; readonly clients: readonly number[] }
/** A connection that is over its budget has been closed, and is sent nothing more. */
type Unpaid = { readonly kind: 'unpaid' }

/** Validates one update, and lets its author pay for that, and for applying it. */
const look = (
  document: BoardDocument,
  connection: BoardConnection,
  update: () => Uint8Array,
  ports: BatchPorts,
):
  | Accepted
  | Exclude<Validation, { kind: 'accepted' }>
  | Unpaid
  | { readonly kind: 'failed'; readonly error: unknown } => {
  const since = ports.monotonic()
  let validation: Validation
  try {
    validation = document.validate(update(), connection.participant)
  } catch (error) {
    return ports.pay(connection, ports.monotonic() - since, 0) ? { kind: 'failed', error } : { kind: 'unpaid' }
  }
  const tooMany = validation.kind === 'accepted' && validation.clients.length > sessionLimits.clientsPerEdit
  const cost = validation.kind === 'accepted' && !tooMany ? validation.cost : 0
  if (!ports.pay(connection, ports.monotonic() - since, cost)) return { kind: 'unpaid' }
  if (tooMany) return { kind: 'refused', code: 'forbidden-content', detail: 'too many clients' }
  if (validation.kind !== 'accepted') return validation
  return {
    kind: 'accepted',
    clients: validation.clients,
    entry: editOf(document, connection.participant, validation),
  }
}

const editOf = (
  document: BoardDocument,
  by: ParticipantId,
  { update, clients }: Extract<Validation, { kind: 'accepted' }>,
): NewEntry => {
  const shared = { v: 1, by, command: null, bytes: tight(update) } as const
  const data = { document: document.name, clients: [...clients] }
  if (placeOfDocument(document.name).kind === 'board') return { kind: 'board-edited', ...shared, data }
  const { formed, gone } = document.changedItems(update)
  return { kind: 'tray-edited', ...shared, data: { ...data, formed: [...formed], gone: [...gone] } }
}

/** The entry of the next edit of a document, and what became of those before it. */
type Taken = { readonly run: Run; readonly accepted: Accepted }

const verdictOn = (
  connection: BoardConnection,
  update: Uint8Array,
  looked: Exclude<ReturnType<typeof look>, Accepted | Unpaid>,
): EditVerdict => {
  if (looked.kind === 'empty') return { kind: 'empty', connection }
  if (looked.kind === 'failed') return { kind: 'failed', connection, error: looked.error }
  return looked.code === 'gap'
    ? { kind: 'gap', connection, update }
    : { kind: 'refused', connection, code: looked.code }
}

/**
 * Validates the next edit of one document against its committed state. At most one is accepted: the one after it would have to
 * be validated against what is not committed yet. What one connection sent in a row is validated as one (an update of Yjs is a set
 * of changes: the union of several is what they make one after another), so that somebody who types faster than the disk writes is not
 * behind for long; unless all of that is accepted, each is validated alone. The first that is refused ends the look: its
 * connection is ended before anything else of it is looked at.
 */
const takeEdit = (
  log: FoldedLog,
  name: DocumentName,
  queue: EditQueue,
  verdicts: EditVerdict[],
  ports: BatchPorts,
): Taken | null => {
  const document = log.documents.get(name)
  const since = ports.monotonic()
  let together = editsTogether
  /** However long a look takes, each go settles at least one edit. */
  let hasSettled = false
  for (let looks = 0; looks < looksPerDocument; looks++) {
    if (hasSettled && ports.monotonic() - since >= lookFor) return null
    const run = queue.take(together)
    if (run === null) return null
    const { connection, updates } = run
    const [update] = updates
    if (update === undefined) continue
    const mayWrite = document !== undefined && mayWriteBoard(log.state, name, connection.participant)
    const hasRoom = placeOfDocument(name).kind === 'tray' ? hasRoomForTrayEdit : hasRoomForEdit
    const isFull = !hasRoom(log.state, connection.participant)
    if (updates.length > 1) {
      if (mayWrite && !isFull) {
        const accepted = look(document, connection, () => Y.mergeUpdates([...updates]), ports)
        if (accepted.kind === 'accepted') return { run, accepted }
      }
      queue.putBack(run)
      together = 1
      continue
    }
    hasSettled = true
    if (!mayWrite && isEmptyUpdate(update)) {
      verdicts.push({ kind: 'empty', connection })
      continue
    }
    if (!mayWrite || isFull) {
      verdicts.push({ kind: 'refused', connection, code: mayWrite ? 'board-full' : 'read-only' })
      return null
    }
    const looked = look(document, connection, () => update, ports)
    if (looked.kind === 'accepted') return { run, accepted: looked }
    if (looked.kind === 'unpaid') continue
    verdicts.push(verdictOn(connection, update, looked))
    if (looked.kind !== 'empty') return null
  }
  return null
}

/**
 * A board begins in the log, once, in the same append as its round: the server's seed. That of a second take begins with the board that
 * it takes again, which has one.
 */
const withSeeds = (entries: readonly NewEntry[], { rounds }: SessionState): readonly NewEntry[] =>
  entries.flatMap((entry): readonly NewEntry[] => {
    if (entry.kind !== 'round-started') return [entry]
    const { round } = entry.data
    if (rounds.some(({ id, fork }) => id === round && fork !== null)) return [entry]
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
    if (!isEdit(entry)) folded = fold(folded, { ...entry, seq: seq + index + 1, at } satisfies LogEntry)
  }
  return folded
}

/**
 * Forms the next append of what waits, and changes nothing but the queues it takes from and the accounts of those who pay: what the
 * edits and commands came to is answered as values. Edits come first, so that a round which ends in the same append does not cost
 * somebody the letter that arrived before; commands follow, each decided on what those before it would leave.
 */
export function formBatch(log: FoldedLog, waiting: Waiting, ports: BatchPorts): Batch {
  const entries: NewEntry[] = []
  const edits: Run[] = []
  const heard: HeardClient[] = []
  const verdicts: EditVerdict[] = []
  for (const [document, queue] of waiting.edits) {
    const next = takeEdit(log, document, queue, verdicts, ports)
    if (next === null) continue
    const { run, accepted } = next
    const { participant } = run.connection
    entries.push(accepted.entry)
    edits.push(run)
    for (const client of accepted.clients) heard.push({ document, client, participant })
  }

  let provisional = log.state
  const commands: CommandVerdict[] = []
  const since = ports.monotonic()
  for (const pending of waiting.commands) {
    if (commands.length > 0 && ports.monotonic() - since >= lookFor) break
    try {
      const { command, by, commandId } = pending
      const decision = decide(provisional, { command, by, commandId, now: ports.now })
      if (decision.ok) {
        const decided = withSeeds(decision.entries, provisional)
        provisional = foldProvisionally(provisional, decided, log.seq + entries.length, ports.now)
        entries.push(...decided)
        commands.push({ kind: 'granted', pending })
      } else commands.push({ kind: 'refused', pending, refusal: decision })
    } catch (error) {
      commands.push({ kind: 'failed', pending, error })
    }
  }
  return { entries, edits, heard, verdicts, commands, undecided: waiting.commands.slice(commands.length) }
}
