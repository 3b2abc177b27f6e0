import { limits } from '@greenroom/protocol'
import {
  type AppendResult,
  type DocumentName,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  type ProjectedEntry,
  participantOf,
  project,
  refuse,
  type SessionId,
  type SessionState,
} from '@greenroom/session'
import { encodeUpdate } from '../boards/frames.ts'
import type { ServerDeps } from '../ports.ts'
import { DueTime, readAttendance } from './attendance.ts'
import { BoardRoom } from './board-peers.ts'
import { mayReadBoard, mayWriteBoard } from './board-rights.ts'
import type { BoardConnection, LiveConnection } from './connections.ts'
import type { RoomCounts } from './counts.ts'
import { EditQueue } from './edit-queue.ts'
import { FoldedLog } from './folded-log.ts'
import { type Batch, type CommandOutcome, formBatch, type PendingCommand } from './form-batch.ts'
import { StoreTrouble } from './store-trouble.ts'
import { Streams } from './streams.ts'

export type RoomDeps = Pick<ServerDeps, 'store' | 'access' | 'clock' | 'random' | 'log'> & {
  readonly counts: RoomCounts
}

/**
 * `opening`: its log is being read. `closing`: nobody is connected and what is left is being written; whoever comes waits, and
 * opens it anew. A load that fails closes the room with its error, and never leaves an empty one behind.
 */
export type RoomPhase =
  | { readonly kind: 'opening'; readonly opened: Promise<void> }
  | { readonly kind: 'open' }
  | { readonly kind: 'closing'; readonly closed: Promise<void> }
  | { readonly kind: 'closed'; readonly error: unknown }

/**
 * The live place of a session on this server. What is wished for waits in one queue; one append is in flight, and what
 * arrives meanwhile forms the next. Entries are folded, applied and told once they are durable, in that order.
 */
export class SessionRoom {
  readonly session: SessionId
  readonly boards = new BoardRoom()
  readonly streams = new Streams()
  readonly dueTime: DueTime
  /** Whoever uses the room without a connection of its own; it stays open for them. */
  holds = 0
  readonly #deps: RoomDeps
  readonly #log: FoldedLog
  readonly #trouble: StoreTrouble
  readonly #commands: PendingCommand[] = []
  readonly #edits = new Map<DocumentName, EditQueue>()
  readonly #editedAt = new Map<DocumentName, number>()
  #phase: RoomPhase
  #inFlight: { readonly since: number; readonly done: Promise<void> } | null = null
  #usedAt: number

  constructor(session: SessionId, deps: RoomDeps) {
    this.session = session
    this.#deps = deps
    this.#log = new FoldedLog(session, deps.store, deps.log)
    // Rooms that began together would otherwise all write their keyframes together.
    this.#log.editsSinceKeyframe = Math.floor(deps.random() * limits.editsPerKeyframe)
    this.dueTime = new DueTime(
      (due) => deps.store.setDue(session, due),
      () => deps.clock.now(),
    )
    this.#trouble = new StoreTrouble({
      random: deps.random,
      tell: (saving) => {
        for (const connection of this.streams.connections()) connection.sendStore(saving)
      },
      retry: () => this.#retry(),
    })
    this.#usedAt = deps.clock.monotonic()
    this.#phase = { kind: 'opening', opened: this.#open() }
  }

  get phase(): RoomPhase {
    return this.#phase
  }
  get state(): SessionState {
    return this.#log.state
  }
  get exists(): boolean {
    return this.#log.seq > 0
  }

  async #open(): Promise<void> {
    try {
      await this.#log.load()
      this.#phase = { kind: 'open' }
      this.#attend()
      // What had to be folded now need not be folded again.
      if (this.#log.editsSinceKeyframe >= 2 * limits.editsPerKeyframe) void this.#writeKeyframe()
    } catch (error) {
      this.#deps.counts.roomsFailed++
      this.#deps.log.error({ err: error, session: this.session }, 'session could not be opened')
      this.#phase = { kind: 'closed', error }
    }
  }

  // Wishes

  /** Resolves with the outcome once it is durable and told. Rejects when the command broke an assumption. */
  run(pending: Omit<PendingCommand, 'answer' | 'fail'>): Promise<CommandOutcome> {
    this.#deps.counts.commands++
    if (this.#phase.kind !== 'open' || this.#trouble.isWaiting()) return Promise.resolve(refuse('store-unavailable'))
    if (this.#commands.length >= limits.uncommittedCommands) return Promise.resolve(refuse('rate-limited'))
    return new Promise((answer, fail) => {
      this.#commands.push({ ...pending, answer, fail })
      this.#pump()
    })
  }

  /** Takes an edit for judging. It is counted when it is committed; a refusal ends the connection. */
  offerEdit(connection: BoardConnection, update: Uint8Array): void {
    if (this.#phase.kind !== 'open') {
      connection.end('tryLater')
      return
    }
    let queue = this.#edits.get(connection.document)
    if (queue === undefined) {
      queue = new EditQueue()
      this.#edits.set(connection.document, queue)
    }
    if (
      connection.waitingBytes + update.byteLength > limits.uncommittedBytes ||
      queue.bytes + update.byteLength > limits.uncommittedBytesPerRoom
    ) {
      connection.end('tryLater')
      return
    }
    queue.offer(connection, update)
    this.#pump()
  }

  #hasWork(): boolean {
    if (this.#commands.length > 0) return true
    for (const queue of this.#edits.values()) if (!queue.isEmpty()) return true
    return false
  }

  // The append

  #pump(): void {
    if (this.#inFlight !== null || this.#trouble.isWaiting() || this.#phase.kind === 'closed' || !this.#hasWork())
      return
    const batch = formBatch(this.#log, { commands: this.#commands, edits: this.#edits }, this.#deps)
    if (batch.entries.length === 0) {
      this.#answer(batch)
      if (this.#hasWork()) setImmediate(() => this.#pump())
      return
    }
    const append = this.#deps.store.append(this.session, this.#log.seq, batch.entries)
    const done = append.then(
      (result) => this.#appended(batch, result),
      (error) => this.#appendFailed(batch, error),
    )
    const landed = done.then(
      () => {
        this.#inFlight = null
        this.#pump()
      },
      (error) => {
        this.#inFlight = null
        for (const { pending } of batch.commands) pending.fail(error)
        this.fail(error)
      },
    )
    this.#inFlight = { since: this.#deps.clock.monotonic(), done: landed }
  }

  // Not an async function: on the common way nothing is awaited, and what was committed is told in the same turn.
  #appended(batch: Batch, result: AppendResult): Promise<void> | undefined {
    if (!result.ok) return this.#redo(batch)
    this.#deps.counts.appends++
    this.#trouble.clear()
    this.#usedAt = this.#deps.clock.monotonic()
    const numbered: LogEntry[] = []
    const unclean: { readonly document: DocumentName; readonly connection: BoardConnection | null }[] = []
    for (const [index, entry] of batch.entries.entries()) {
      const logged = atPlace(entry, result.firstSeq + index, result.at[index] ?? this.#log.state.lastAt)
      const clean = this.#log.takeIn(logged)
      if (logged.kind !== 'board-edited') {
        numbered.push(logged)
        continue
      }
      const connection = batch.edits[index]?.connection ?? null
      if (clean) this.#tellEdit(logged.data.document, logged.bytes, connection)
      else unclean.push({ document: logged.data.document, connection })
    }
    if (unclean.length > 0) return this.#mend(unclean).then(() => this.#announce(batch, numbered))
    this.#announce(batch, numbered)
    return undefined
  }

  #tellEdit(document: DocumentName, bytes: Uint8Array, from: BoardConnection | null): void {
    this.#deps.counts.editsCommitted++
    this.#editedAt.set(document, this.#deps.clock.monotonic())
    this.boards.of(document).send(encodeUpdate(bytes), from)
    from?.countEdit()
    from?.show()
  }

  #announce(batch: Batch, numbered: readonly LogEntry[]): void {
    if (numbered.length > 0) {
      this.streams.announce(numbered)
      for (const entry of numbered) if (entry.kind === 'participant-removed') this.#removed(entry.data.participant)
      for (const connection of this.boards.all()) connection.checkRights()
      this.#attend()
    }
    this.#answer(batch)
    if (this.#log.editsSinceKeyframe >= limits.editsPerKeyframe) this.#writeKeyframe()
  }

  #answer(batch: Batch): void {
    for (const { pending, refusal } of batch.commands) {
      if (refusal !== null) {
        this.#deps.counts.commandsRefused++
        pending.answer(refusal)
      } else this.#grant(pending)
    }
    this.boards.flushCounts()
  }

  #grant({ by, answer }: PendingCommand): void {
    const numbered = (): CommandOutcome => ({
      ok: true,
      n: by === null ? 0 : this.streams.count(by, this.#log.numbered),
    })
    if (by === null || this.#log.isNumbered()) {
      answer(numbered())
      return
    }
    this.#log.loadNumbered().then(
      () => answer(numbered()),
      // It is done, and durable; only the number is not known.
      () => answer({ ok: true, n: 0 }),
    )
  }

  /** An accepted update that does not apply is a fault of ours: the log decides what the document is. */
  async #mend(
    unclean: readonly { readonly document: DocumentName; readonly connection: BoardConnection | null }[],
  ): Promise<void> {
    for (const { document, connection } of unclean) {
      this.#deps.log.error({ session: this.session, document }, 'a committed edit does not apply; rebuilding')
      await this.#log.rebuild(document)
      connection?.end('gap')
    }
  }

  /** Somebody else appended first: take in what they did, and form the batch anew. */
  async #redo(batch: Batch): Promise<void> {
    this.#takeBack(batch)
    const missed = await this.#log.catchUp()
    const numbered: LogEntry[] = []
    for (const entry of missed) {
      if (entry.kind === 'board-edited') this.#tellEdit(entry.data.document, entry.bytes, null)
      else numbered.push(entry)
    }
    this.#announce({ entries: [], edits: [], commands: [] }, numbered)
  }

  #takeBack(batch: Batch): void {
    for (const { connection, update } of batch.edits) this.#edits.get(connection.document)?.putBack(connection, update)
    this.#commands.unshift(...batch.commands.map(({ pending }) => pending))
  }

  /** Nothing was written, so nothing is told: commands are refused, edits stay and are tried again. */
  #appendFailed(batch: Batch, error: unknown): void {
    this.#deps.counts.appendsFailed++
    this.#takeBack(batch)
    this.#refuseCommands()
    this.#trouble.note()
    this.#deps.log.error(
      { err: error, session: this.session },
      'append failed; the room is read-only until it succeeds',
    )
  }

  #refuseCommands(): void {
    for (const pending of this.#commands.splice(0)) pending.answer(refuse('store-unavailable'))
  }

  /** Without an edit to try again, a write that changes nothing shows whether the store is back. */
  #retry(): void {
    if (this.#hasWork()) {
      this.#pump()
      return
    }
    this.dueTime.probe().then(
      () => this.#trouble.clear(),
      () => this.#trouble.note(),
    )
  }

  #writeKeyframe(): Promise<void> {
    const keyframe = this.#log.toKeyframe()
    return this.#deps.store.writeKeyframe(this.session, keyframe).catch((error: unknown) => {
      // A cache: the next one will do.
      this.#deps.log.warn({ err: error, session: this.session }, 'keyframe could not be written')
    })
  }

  // Boards

  mayRead(document: DocumentName, participant: ParticipantId): boolean {
    return this.#log.documents.has(document) && mayReadBoard(this.state, document, participant)
  }

  mayWrite(document: DocumentName, participant: ParticipantId): boolean {
    return mayWriteBoard(this.state, document, participant)
  }

  /** Committed bytes that a replica with this state vector lacks. Throws on a malformed state vector. */
  missingFrom(document: DocumentName, stateVector: Uint8Array): Uint8Array {
    return this.#committed(document).missingFrom(stateVector)
  }

  stateVector(document: DocumentName): Uint8Array {
    return this.#committed(document).stateVector()
  }

  encoded(document: DocumentName): Uint8Array | null {
    return this.#log.documents.get(document)?.encoded() ?? null
  }

  /** Whether the document is kept as bytes only. */
  isResting(document: DocumentName): boolean {
    return this.#committed(document).isResting()
  }

  #committed(name: DocumentName) {
    const document = this.#log.documents.get(name)
    if (document === undefined) throw new Error(`${name} does not exist.`)
    return document
  }

  /** Whether this participant may show presence under the client id; if so it is theirs from now on. */
  claimClient(document: DocumentName, client: number, participant: ParticipantId): boolean {
    const { bindings } = this.#committed(document)
    if (!bindings.mayUse(client, participant)) return false
    bindings.hear(client, participant)
    return true
  }

  joinBoard(connection: BoardConnection): void {
    this.boards.of(connection.document).connections.add(connection)
    this.#deps.counts.boardConnections++
  }

  leaveBoard(connection: BoardConnection): void {
    this.boards.leave(connection)
    this.#deps.counts.boardConnections--
    this.#usedAt = this.#deps.clock.monotonic()
  }

  // The session's stream

  loadNumbered(): Promise<void> {
    return this.#log.loadNumbered()
  }

  /** Call after `loadNumbered`. */
  joinLive(connection: LiveConnection, after: number): void {
    const before = this.streams.isHere(connection.participant)
    this.streams.join(connection, after, this.#log.numbered)
    this.#deps.counts.liveConnections++
    if (!this.#trouble.isSaving()) connection.sendStore(false)
    if (before) connection.sendPresence(this.streams.here())
    else this.#tellPresence()
  }

  leaveLive(connection: LiveConnection): void {
    this.streams.leave(connection)
    this.#deps.counts.liveConnections--
    this.#usedAt = this.#deps.clock.monotonic()
    if (!this.streams.isHere(connection.participant)) this.#tellPresence()
  }

  #tellPresence(): void {
    const here = this.streams.here()
    for (const connection of this.streams.connections()) connection.sendPresence(here)
    this.#attend()
  }

  #attend(): void {
    this.dueTime.update(this.attendance())
  }

  attendance() {
    return readAttendance(this.state, (participant) => this.streams.isHere(participant))
  }

  async readStream(participant: ParticipantId, after: number): Promise<readonly ProjectedEntry[]> {
    await this.#log.loadNumbered()
    return project(this.#log.numbered, participant).slice(after)
  }

  // Ends

  #removed(participant: ParticipantId): void {
    this.#deps.access.revokeParticipant(this.session, participant).catch((error: unknown) => {
      this.#deps.log.error({ err: error, session: this.session }, 'token of a removed participant could not be revoked')
    })
    if (participantOf(this.state, participant) === null) void this.cut(participant, 'revoked')
  }

  /** Cuts both kinds of sockets; `participant: null` is everybody. */
  async cut(participant: ParticipantId | null, reason: 'revoked' | 'session-deleted'): Promise<void> {
    const boards = participant === null ? this.boards.all() : this.boards.ofParticipant(participant)
    const live = participant === null ? this.streams.connections() : this.streams.of(participant)
    for (const connection of boards) connection.end(reason === 'revoked' ? 'revoked' : 'sessionDeleted')
    for (const connection of live) connection.end(reason, null)
    await Promise.all([...boards, ...live].map((connection) => connection.closed))
  }

  /** A broken assumption costs this room: everybody is sent away to come back to one that is read anew from the log. */
  fail(error: unknown): void {
    if (this.#phase.kind === 'closed') return
    this.#deps.counts.roomsFailed++
    this.#deps.log.error({ err: error, session: this.session }, 'room failed')
    this.#shut(error)
    for (const connection of this.boards.all()) connection.end('tryLater')
    for (const connection of this.streams.connections()) connection.end('store-unavailable', 1000)
  }

  #shut(error: unknown): void {
    this.#phase = { kind: 'closed', error }
    this.#trouble.stop()
    this.#refuseCommands()
    for (const queue of this.#edits.values()) queue.clear()
  }

  /** Once nothing more is taken in: resolves when everything that was received is durable, or the store has failed. */
  async flush(): Promise<void> {
    while (this.#inFlight !== null || (this.#hasWork() && !this.#trouble.isWaiting())) {
      if (this.#inFlight === null) this.#pump()
      // Edits that bring nothing are looked at a few at a time, without an append.
      await (this.#inFlight?.done ?? new Promise((resolve) => setImmediate(resolve)))
    }
  }

  /** Flushes, writes a keyframe if the log has grown since the last, and closes. The session itself is not touched. */
  close(): Promise<void> {
    if (this.#phase.kind === 'closing') return this.#phase.closed
    if (this.#phase.kind !== 'open') return Promise.resolve()
    const closed = (async () => {
      await this.flush()
      if (this.exists && this.#log.seq > this.#log.keyframeSeq && this.#inFlight === null) await this.#writeKeyframe()
      await this.dueTime.settled()
      if (this.#phase.kind === 'closing') this.#shut(null)
    })()
    this.#phase = { kind: 'closing', closed }
    return closed
  }

  /** Closes a room that holds nothing, because its session does not exist. */
  discard(): void {
    this.#shut(null)
  }

  /** For a session that is deleted: what waits is dropped, and what is in flight is waited for. */
  async remove(): Promise<void> {
    this.#shut(null)
    const cut = this.cut(null, 'session-deleted')
    await this.#inFlight?.done
    await this.dueTime.settled()
    await cut
  }

  isIdle(): boolean {
    return (
      this.#phase.kind === 'open' &&
      this.holds === 0 &&
      this.#inFlight === null &&
      !this.#hasWork() &&
      this.boards.isEmpty() &&
      this.streams.connections().length === 0
    )
  }

  /** Called about once a second by the registry: one timer for all rooms. */
  sweep(): void {
    if (this.#phase.kind !== 'open') return
    const now = this.#deps.clock.monotonic()
    if (this.isIdle() && now - this.#usedAt > limits.roomClosesAfter) {
      void this.close()
      return
    }
    for (const [name, document] of this.#log.documents) {
      if (document.isResting()) continue
      const editedAt = this.#editedAt.get(name)
      // Also one that was only read from the log, or judged, counts from now on.
      if (editedAt === undefined) this.#editedAt.set(name, now)
      else if (now - editedAt >= limits.boardRestsAfter) {
        document.rest()
        this.#editedAt.delete(name)
      }
    }
    if (this.#inFlight !== null && now - this.#inFlight.since > slowStore) this.#trouble.tellSlow()
    this.dueTime.sweep()
  }
}

/** A store that has not answered for this long cannot save, as far as the people in the room are concerned. */
const slowStore = 3_000

const atPlace = (entry: NewEntry, seq: number, at: number): LogEntry => ({ ...entry, seq, at })
