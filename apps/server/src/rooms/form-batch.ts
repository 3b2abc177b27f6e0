import { frameworkSchema, seedBoard, seedClient, type Validation } from '@greenroom/board'
import { isEmptyUpdate } from '@greenroom/protocol'
import {
  boardOf,
  type Command,
  type CommandId,
  type DocumentName,
  decide,
  type EntryKind,
  fold,
  hasRoomForEdit,
  hasRoomForTrayEdit,
  isEdit,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  placeOfDocument,
  type Refusal,
  refuse,
  type SessionState,
  sessionLimits,
} from '@greenroom/session'
import * as Y from 'yjs'
import type { BoardDocument } from './board-document.ts'
import type { BoardConnection, EditRefusal } from './connections.ts'
import type { EditQueue, Run } from './edit-queue.ts'
import type { FoldedLog } from './folded-log.ts'

export type CommandOutcome = { readonly ok: true; readonly n: number } | Refusal

export type PendingCommand = {
  readonly command: Command
  readonly by: ParticipantId | null
  readonly commandId: CommandId | null
  readonly answer: (outcome: CommandOutcome) => void
  /** A broken assumption costs this command, and nobody else anything. */
  readonly fail: (error: unknown) => void
}

/** The verdict on an edit that is not part of the append. Its connection is told at once. */
export type EditVerdict =
  /** It brought nothing new: the log already contains it. */
  | { readonly kind: 'empty'; readonly connection: BoardConnection }
  /** It depends on something that is missing. */
  | { readonly kind: 'gap'; readonly connection: BoardConnection; readonly update: Uint8Array }
  | { readonly kind: 'refused'; readonly connection: BoardConnection; readonly code: Exclude<EditRefusal, 'gap'> }
  /** Validating it threw. */
  | { readonly kind: 'failed'; readonly connection: BoardConnection; readonly error: unknown }

/** The verdict on a command; `granted` takes effect once the append is durable. */
export type CommandVerdict = { readonly pending: PendingCommand } & (
  | { readonly kind: 'granted' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'failed'; readonly error: unknown }
)

/** A Yjs client id that an accepted edit uses, and who may therefore use it from now on. */
export type HeardClient = {
  readonly document: DocumentName
  readonly client: number
  readonly participant: ParticipantId
}

/** The content of one append. `entries[i]` is the result of `edits[i]`; the entries of the commands follow. */
export type Batch = {
  readonly entries: readonly NewEntry[]
  /** As received, in order, to be validated again if somebody else appended first. */
  readonly edits: readonly Run[]
  readonly heard: readonly HeardClient[]
  readonly verdicts: readonly EditVerdict[]
  readonly commands: readonly CommandVerdict[]
  /** Commands that there was no time for; they go next. */
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
  /** Like `BoardConnection.pay`. */
  readonly pay: (connection: BoardConnection, validated: number, applying: number) => boolean
  /** As `ServerDeps.mayWrite`. */
  readonly mayWrite: (kind: EntryKind) => boolean
}

/** The most edits of one connection, sent while the last append was in flight, that become one entry. */
const editsTogether = 64
/** Edits of one document examined in one go: a flood of edits that bring nothing must not hold up the other rooms. */
const looksPerDocument = 32
/**
 * Milliseconds after which one go ends regardless: large edits that bring nothing cost as much as many small ones, and so do many commands.
 */
const lookFor = 5

/**
 * The bytes in a buffer of their own. What arrives from a socket is a view into a large buffer, which would otherwise be kept or copied
 * whole.
 */
const tight = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : Uint8Array.prototype.slice.call(bytes)

type Accepted = { readonly kind: 'accepted'; readonly entry: NewEntry; readonly clients: readonly number[] }
/** A connection that is over its budget has been closed, and is sent nothing more. */
type Unpaid = { readonly kind: 'unpaid' }

/** Validates one update, and charges its author for that and for applying it. */
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

/** The entry of the next edit of a document, and the run of messages it came from. */
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
 * Validates the next edit of one document against its committed state. At most one is accepted: the one after it would have to be validated
 * against something that is not committed yet. What one connection sent in a row is validated as one (a Yjs update is a set of changes, and
 * the union of several equals applying them one after another), so that somebody who types faster than the disk writes does not stay
 * behind; unless all of that is accepted, each is validated alone. The first refusal ends the go: its connection is ended before anything
 * else it sent is examined.
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
  /** However long an edit takes, each go settles at least one. */
  let hasSettled = false
  for (let looks = 0; looks < looksPerDocument; looks++) {
    if (hasSettled && ports.monotonic() - since >= lookFor) return null
    const run = queue.take(together)
    if (run === null) return null
    const { connection, updates } = run
    const [update] = updates
    if (update === undefined) continue
    const mayWrite = document?.writers.may(log.state, connection.participant) === true
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
 * A board begins in the log, once, in the same append as its round: with the server's seed. The board of a second take begins with the
 * board that it takes again, which already has one.
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
 * Forms the next append from what is waiting. Changes nothing but the queues it takes from and the accounts of those who pay; the verdicts
 * on edits and commands are returned as values. Edits come first, so that a round that ends in the same append does not cost anybody the
 * letter that arrived before; commands follow, each decided on the state that those before it would leave.
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
      if (decision.ok && !decision.entries.every(({ kind }) => ports.mayWrite(kind)))
        commands.push({ kind: 'refused', pending, refusal: refuse('being-upgraded') })
      else if (decision.ok) {
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
