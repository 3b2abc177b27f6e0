import { serverLimits } from '@greenroom/protocol'
import {
  type CommandId,
  createProjector,
  type DocumentName,
  erasedOf,
  keptOf,
  type LogEntry,
  type ParticipantId,
  type ProjectedEntry,
  participantOf,
  type Round,
  refusalTo,
  refuse,
  type SessionId,
  type SessionState,
  type TakeCommand,
  type WireCommand,
} from '@greenroom/session'
import type { LiveKit } from '../livekit.ts'
import type { ServerDeps } from '../ports.ts'
import { AppendLoop, type LoopDeps } from './append-loop.ts'
import type { BoardConnection, LiveConnection, LiveLeave } from './connections.ts'
import { FoldedLog } from './folded-log.ts'
import type { CommandOutcome, PendingCommand } from './form-batch.ts'
import { OwnCommands } from './own-commands.ts'
import { prepareCommand } from './prepare-case.ts'
import { RoomAttendance } from './room-attendance.ts'
import { RoomBoards } from './room-boards.ts'
import { RoomCall } from './room-call.ts'
import { RoomLiveKit } from './room-livekit.ts'
import { RoomRelay } from './room-relay.ts'
import { Streams } from './streams.ts'

export type RoomDeps = LoopDeps &
  Pick<ServerDeps, 'access' | 'bank'> & {
    /** A recording of the session was erased: its sound has to go, too. */
    readonly onAudioErased?: (session: SessionId) => void
    /** The media server, if there is one. */
    readonly liveKit?: LiveKit | null
  }

/**
 * `opening`: its log is being read. `closing`: nobody is connected and the rest is being written; a new connection waits, and opens it
 * again. When loading fails the room closes with the error, and never leaves an empty room behind.
 */
export type RoomPhase =
  | { readonly kind: 'opening'; readonly opened: Promise<void> }
  | { readonly kind: 'open' }
  | { readonly kind: 'closing'; readonly closed: Promise<void> }
  | { readonly kind: 'closed'; readonly error: unknown }

/** A quiet room is checked once in this many milliseconds, not by every sweep. */
const lookAgainAfter = 10_000

/** The longest delay before people are told who is in the call. Milliseconds. */
const callToldWithin = 100

/** A session's live state on this server: its folded log, what is waiting to be appended, and who is connected. */
export class SessionRoom {
  readonly session: SessionId
  readonly boards: RoomBoards
  readonly streams: Streams
  readonly attendance: RoomAttendance
  readonly call: RoomCall
  readonly relay: RoomRelay
  readonly #deps: RoomDeps
  readonly #log: FoldedLog
  readonly #appends: AppendLoop
  readonly #own: OwnCommands
  #holds = 0
  #phase: RoomPhase
  #usedAt: number
  #wasJoined = false
  /** Until then (monotonic milliseconds) nothing becomes due by itself. */
  #quietUntil = 0
  /** The second take that is being read, if any. */
  #taking: Promise<void> = Promise.resolve()

  constructor(session: SessionId, deps: RoomDeps) {
    this.session = session
    this.#deps = deps
    const log = new FoldedLog(session, deps.store, deps.log)
    this.#log = log
    this.boards = new RoomBoards(log)
    this.streams = new Streams(log)
    this.call = new RoomCall({
      state: () => log.state,
      connections: () => this.streams.connections(),
      soon: (run) => void setTimeout(run, callToldWithin).unref(),
      liveKit: deps.liveKit ? new RoomLiveKit({ session, liveKit: deps.liveKit, state: () => log.state }) : null,
    })
    this.relay = new RoomRelay({
      state: () => log.state,
      isPlace: (who, peer) => this.call.isPlace(who, peer),
      allowsWhispers: this.call.allowsWhispers,
    })
    this.attendance = new RoomAttendance({
      boards: this.boards,
      streams: this.streams,
      state: () => log.state,
      now: () => deps.clock.now(),
      setDue: (due) => deps.store.setDue(session, due),
    })
    this.#own = new OwnCommands({
      clock: deps.clock,
      state: () => log.state,
      isHere: (participant) => this.attendance.isHere(participant),
      run: (command) => this.run({ command, by: null, commandId: null }),
      broken: (error) => this.fail(error),
    })
    // Otherwise rooms that started together would all write their keyframes together.
    log.editsSinceKeyframe = Math.floor(deps.random() * serverLimits.editsPerKeyframe)
    this.#appends = new AppendLoop(log, deps, {
      edited: (document, bytes, from, edits) => this.#tellEdit(document, bytes, from, edits),
      entered: (numbered) => this.#tellEntries(numbered),
      settled: () => this.#settled(),
      countOf: (participant) => this.#countOf(participant),
      saving: (saving) => {
        for (const connection of this.streams.connections()) connection.sendStore(saving)
      },
      overtaken: () => this.#leave(),
      gone: () => void this.remove(),
      broken: (error) => this.fail(error),
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
      this.attendance.look()
      // Saves the next opening from folding again what was folded now.
      if (this.#log.editsSinceKeyframe >= 2 * serverLimits.editsPerKeyframe) void this.#writeKeyframe()
    } catch (error) {
      this.#deps.counts.roomsFailed++
      this.#deps.log.error({ err: error, session: this.session }, 'A session could not be opened.')
      this.#phase = { kind: 'closed', error }
    }
  }

  /** How many use the room without a connection of their own; it stays open for them. */
  get holds(): number {
    return this.#holds
  }
  hold(): void {
    this.#holds++
  }
  release(): void {
    this.#holds--
  }

  // The log

  /** Like `run`, for what a participant asks over the wire: cases are drawn here, and the rounds of second takes are read. */
  runFromWire(by: ParticipantId, commandId: CommandId, command: WireCommand): Promise<CommandOutcome> {
    if (command.kind === 'takeAgain') return this.#takeAgain(by, commandId, command)
    const prepared = prepareCommand(command, this, by, this.#deps)
    return prepared.ok ? this.run({ command: prepared.command, by, commandId }) : Promise.resolve(prepared)
  }

  /** One after another: the board of each is held in memory until its entry is in the log. */
  async #takeAgain(by: ParticipantId, commandId: CommandId, take: TakeCommand): Promise<CommandOutcome> {
    const before = this.#taking
    const { promise, resolve: done } = Promise.withResolvers<void>()
    this.#taking = promise
    await before
    try {
      const { round: id, at, who } = take
      let round: Round | null
      try {
        // Nothing is read for a command that will be refused. A repeat is refused here, and answered by its id.
        round = refusalTo(this.state, by, take) === null ? await this.#log.prepareTake(take) : null
      } catch (error) {
        this.#deps.log.error({ err: error, session: this.session }, 'A round could not be read for a second take.')
        return refuse('store-unavailable')
      }
      const kept = round === null ? null : keptOf(round, at)
      return await this.run({ command: { kind: 'forkRound', take: { round: id, at, who }, kept }, by, commandId })
    } finally {
      this.#log.dropTake(take)
      done()
    }
  }

  /** Resolves with the outcome once it is durable and announced. Rejects when the command broke an assumption. */
  run(pending: Omit<PendingCommand, 'answer' | 'fail'>): Promise<CommandOutcome> {
    return this.#phase.kind === 'open' ? this.#appends.run(pending) : Promise.resolve(refuse('store-unavailable'))
  }

  /** Takes an edit to be validated. It is counted when it is committed; a refusal ends the connection. */
  offerEdit(connection: BoardConnection, update: Uint8Array): void {
    this.#quietUntil = 0
    if (this.#phase.kind !== 'open' || !this.#appends.offerEdit(connection, update)) connection.end('store-unavailable')
  }

  #tellEdit(document: DocumentName, bytes: Uint8Array, from: BoardConnection | null, edits: number): void {
    this.#deps.counts.editsCommitted += edits
    this.boards.edited(document, bytes, from, edits, this.#deps.clock.monotonic())
  }

  #tellEntries(numbered: readonly LogEntry[]): void {
    this.streams.announce(numbered)
    for (const entry of numbered) if (entry.kind === 'participant-removed') this.#removed(entry.data.participant)
    if (numbered.some(({ kind }) => kind === 'audio-erased')) this.#deps.onAudioErased?.(this.session)
    this.boards.rightsChanged()
    this.call.sessionChanged()
    this.attendance.look()
  }

  /** Something is happening here: sweeps check this room again. */
  #wake(): void {
    this.#usedAt = this.#deps.clock.monotonic()
    this.#quietUntil = 0
  }

  #settled(): void {
    this.#wake()
    if (this.#log.editsSinceKeyframe >= serverLimits.editsPerKeyframe) void this.#writeKeyframe()
  }

  #countOf(participant: ParticipantId): number | Promise<number> {
    return this.#log.isIndexed()
      ? this.streams.count(participant)
      : this.#log.index().then(() => this.streams.count(participant))
  }

  #writeKeyframe(): Promise<void> {
    const keyframe = this.#log.toKeyframe()
    return this.#deps.store.writeKeyframe(this.session, keyframe).catch((error: unknown) => {
      // A cache: the next one will do.
      this.#deps.log.warn({ err: error, session: this.session }, 'A keyframe could not be written.')
    })
  }

  // Joining and leaving

  joinBoard(connection: BoardConnection): void {
    this.#wake()
    this.#wasJoined = true
    const before = this.attendance.isHere(connection.participant)
    this.boards.join(connection)
    this.#deps.counts.boardConnections++
    // People who read a board are shown as present, even without the session's socket.
    if (!before) this.#tellPresence()
  }

  leaveBoard(connection: BoardConnection): void {
    this.boards.leave(connection)
    this.#deps.counts.boardConnections--
    this.#left(connection.participant)
  }

  /** Call after `prepareStreams`. A long stream is sent page by page; the connection counts as joined from now on. */
  joinLive(connection: LiveConnection, after: number): void {
    this.#wake()
    this.#wasJoined = true
    const before = this.attendance.isHere(connection.participant)
    this.#deps.counts.liveConnections++
    this.streams.join(connection, after)?.catch((error: unknown) => {
      this.#deps.log.error({ err: error, session: this.session }, 'A stream could not be read.')
      connection.end('store-unavailable', 1000)
    })
    if (!this.#appends.isSaving()) connection.sendStore(false)
    this.call.greet(connection)
    if (before) connection.sendPresence(this.attendance.here())
    else this.#tellPresence()
  }

  /**
   * A browser answers the pings of a board's socket even for a page that is frozen: when a person's last page is `silent` on the session's
   * socket, they do not count as present on a board either. A page that wakes up reconnects to both.
   */
  leaveLive(connection: LiveConnection, how: LiveLeave): void {
    const { participant } = connection
    this.streams.leave(connection)
    this.call.leave(connection)
    this.#deps.counts.liveConnections--
    if (how === 'silent' && !this.streams.isHere(participant))
      for (const board of this.boards.of(participant)) board.end('silent')
    this.#left(participant)
  }

  /** Somebody reads the log without a connection, through the replay: everybody who is connected sees them. */
  noteReader(participant: ParticipantId): void {
    if (
      this.#phase.kind === 'open' &&
      this.state.status.kind === 'open' &&
      participantOf(this.state, participant) !== null
    )
      this.attendance.noteReader(participant, this.#deps.clock.monotonic())
  }

  #left(participant: ParticipantId): void {
    this.#wake()
    if (!this.attendance.isHere(participant)) this.#tellPresence()
  }

  #tellPresence(): void {
    this.attendance.tell()
    if (this.#phase.kind === 'open') this.#own.noteAbsence()
  }

  // The session's stream

  /** In log order. Call after `prepareStreams`, which every connection has waited for. */
  readonly preparedBefore = (): ReadonlySet<string> => this.#log.prepared

  readonly itemsOnBoard = (board: DocumentName): ReadonlySet<string> =>
    this.#log.documents.get(board)?.itemsEver() ?? new Set()

  prepareStreams(): Promise<void> {
    return this.#log.index()
  }

  async readStream(participant: ParticipantId, after: number): Promise<readonly ProjectedEntry[]> {
    const projector = createProjector(participant, erasedOf(this.state))
    const stream: ProjectedEntry[] = []
    await this.#log.readAll(
      (page) => {
        for (const entry of page) for (const each of projector.next(entry)) if (each.n > after) stream.push(each)
        return true
      },
      () => {},
    )
    return stream
  }

  // Ends

  #removed(participant: ParticipantId): void {
    this.#deps.access.revokeParticipant(this.session, participant).catch((error: unknown) => {
      this.#deps.log.error(
        { err: error, session: this.session },
        'The token of a removed participant could not be revoked.',
      )
    })
    if (participantOf(this.state, participant) === null) void this.cut(participant, 'revoked')
  }

  /** Cuts sockets of both kinds; `participant: null` means everybody. */
  async cut(participant: ParticipantId | null, reason: 'revoked' | 'session-deleted'): Promise<void> {
    const boards = participant === null ? this.boards.connections() : this.boards.of(participant)
    const live = participant === null ? this.streams.connections() : this.streams.of(participant)
    for (const voice of this.relay.of(participant)) voice.end(reason)
    for (const connection of boards) connection.end(reason)
    for (const connection of live) connection.end(reason, null)
    await Promise.all([...boards, ...live].map((connection) => connection.closed))
  }

  /** Ends a participant's sockets with codes that ask them to reconnect: their tokens are checked again. */
  async reconnect(participant: ParticipantId): Promise<void> {
    const boards = this.boards.of(participant)
    const live = this.streams.of(participant)
    for (const voice of this.relay.of(participant)) voice.end('store-unavailable')
    for (const connection of boards) connection.end('store-unavailable')
    for (const connection of live) connection.end('draining', 0)
    await Promise.all([...boards, ...live].map((connection) => connection.closed))
  }

  /** A broken assumption costs this room: everybody is sent away, and reconnects to a room that is read again from the log. */
  fail(error: unknown): void {
    if (this.#phase.kind === 'closed') return
    this.#deps.counts.roomsFailed++
    this.#deps.log.error({ err: error, session: this.session }, 'A room failed.')
    this.#shut(error)
    for (const connection of this.boards.connections()) connection.end('store-unavailable')
    for (const connection of this.streams.connections()) connection.end('store-unavailable', 1000)
    for (const voice of this.relay.of(null)) voice.end('store-unavailable')
  }

  /** Another server has this session: everybody is asked to reconnect through the balancer, which takes them there. */
  #leave(): void {
    if (this.#phase.kind === 'closed') return
    this.#deps.counts.roomsOvertaken++
    this.#deps.log.warn({ session: this.session }, 'Another server has this session; its people are sent there.')
    this.#shut(null)
    for (const connection of this.boards.connections()) connection.end('draining')
    for (const connection of this.streams.connections()) connection.end('draining', this.#deps.random() * 500)
    for (const voice of this.relay.of(null)) voice.end('store-unavailable')
  }

  /** The store reported where this session's log ends by now; 0 when it is gone. */
  noteEnd(end: number): void {
    if (this.#phase.kind === 'open') this.#appends.noteEnd(end)
  }

  /** Takes in what other servers have appended up to there. Resolves when that is done, or could not be read. */
  async catchUpTo(end: number): Promise<void> {
    if (this.#phase.kind === 'open') this.#appends.catchUpTo(end)
    await this.#appends.landed()
  }

  /** Takes in all that other servers have appended by now, where several share the store. Rejects when it does not say. */
  async takeInOthers(): Promise<void> {
    const { readEnds } = this.#deps
    if (readEnds === undefined) return
    const ends = await readEnds([this.session])
    await this.catchUpTo(ends.get(this.session) ?? 0)
  }

  /** This server was frozen: another one may have taken over the session. */
  distrust(): void {
    this.#appends.distrust()
  }

  #shut(error: unknown): void {
    this.#phase = { kind: 'closed', error }
    this.#appends.stop()
  }

  /** Resolves when everything that was received is durable, or the store has failed. */
  flush(): Promise<void> {
    return this.#appends.flush()
  }

  /** Flushes, writes a keyframe if the log has grown since the last one, and closes. The session itself is not changed. */
  close(): Promise<void> {
    if (this.#phase.kind === 'closing') return this.#phase.closed
    if (this.#phase.kind !== 'open') return Promise.resolve()
    const closed = (async () => {
      await this.flush()
      if (this.#log.seq > this.#log.keyframeSeq && !this.#appends.isAppending()) await this.#writeKeyframe()
      await this.attendance.dueTime.settled()
      if (this.#phase.kind === 'closing') this.#shut(null)
      for (const voice of this.relay.of(null)) voice.end('store-unavailable')
    })()
    this.#phase = { kind: 'closing', closed }
    return closed
  }

  /** Closes a room that holds nothing, because its session does not exist. */
  discard(): void {
    this.#shut(null)
  }

  /** For a session that is deleted: drops what is waiting, and waits for what is in flight. */
  async remove(): Promise<void> {
    this.#shut(null)
    this.call.end()
    const cut = this.cut(null, 'session-deleted')
    await this.#appends.landed()
    await this.attendance.dueTime.settled()
    await cut
  }

  isIdle(): boolean {
    return (
      this.#phase.kind === 'open' &&
      this.#holds === 0 &&
      this.#appends.isIdle() &&
      this.boards.isEmpty() &&
      this.streams.isEmpty()
    )
  }

  /** Called about once a second by the registry: one timer for all rooms. */
  sweep(): void {
    if (this.#phase.kind !== 'open') return
    const now = this.#deps.clock.monotonic()
    if (now < this.#quietUntil) return
    const closesAfter = this.#wasJoined ? serverLimits.roomClosesAfter : serverLimits.unjoinedRoomClosesAfter
    if (this.isIdle() && now - this.#usedAt > closesAfter) {
      void this.close()
      return
    }
    this.boards.rest(now)
    this.#appends.sweep(now)
    this.attendance.dueTime.sweep()
    this.attendance.sweepReaders(now)
    this.#own.runAgenda()
    this.#own.runQuiet()
    this.#own.countTray()
    this.#own.noteAbsence()
    if (this.#nothingIsDue()) this.#quietUntil = now + lookAgainAfter
  }

  /** People are connected, and nothing is going on that time alone would move forward. */
  #nothingIsDue(): boolean {
    if (this.boards.isEmpty() && this.streams.isEmpty()) return false
    return this.#appends.isIdle() && this.boards.areResting() && !this.#own.isWaiting()
  }
}
