import {
  type CloseReason,
  closeCodes,
  emptyAwareness,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  isEmptyUpdate,
  limits,
  readBoardFrame,
  serverLimits,
} from '@greenroom/protocol'
import type { DocumentName, ParticipantId } from '@greenroom/session'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { Bucket } from '../bucket.ts'
import { type Charged, Prepaid, type Purse } from '../budgets/index.ts'
import type { FairTurns } from '../fair-turns.ts'
import type { Clock } from '../ports.ts'
import type { BoardConnection, BoardEnd, BoardNotice } from '../rooms/connections.ts'
import type { RoomCounts } from '../rooms/counts.ts'
import type { SessionRoom } from '../rooms/session-room.ts'
import { readAwarenessClaim } from './awareness-states.ts'
import { type Handshake, opening, withEarly, withRights } from './board-handshake.ts'
import type { BoardOutbox } from './board-outbox.ts'
import type { BoardPresences, ShownPresence } from './board-presence.ts'
import { closeReasonOf } from './close-reasons.ts'
import { closeSoon } from './close-soon.ts'
import type { CommitCount } from './commit-count.ts'
import type { LaterOnce, LaterTask } from './later-once.ts'

export type BoardSocketDeps = {
  /** Shared by all boards of the server. */
  readonly turns: FairTurns
  readonly clock: Clock
  readonly log: Logger
  readonly counts: RoomCounts
  readonly presences: BoardPresences
  /** Sockets that show their focus and caret soon, unless these are sent together with an edit before that. */
  readonly shown: Pick<LaterOnce<BoardSocket>, 'task'>
  /** Sockets that send their count soon, unless it is sent together with something else before that. */
  readonly told: Pick<LaterOnce<BoardSocket>, 'task'>
}

export type BoardSeat = {
  /** Writes to `socket`, and `count` with it. */
  readonly outbox: BoardOutbox
  readonly room: SessionRoom
  readonly document: DocumentName
  readonly participant: ParticipantId
  /** The budget accounts of the participant, the session and the address. Closed together with the socket. */
  readonly purse: Purse
  /** `null` when the client did not ask for counts of committed edits. */
  readonly count: CommitCount | null
}

/** `left`: the connection is gone, but what it sent before is still processed. `ended`: its replica was refused, or the server closed it. */
type Life = { readonly kind: 'here'; readonly handshake: Handshake } | { readonly kind: 'left' | 'ended' }

/** An answer is charged at least this many bytes: finding out that nothing is missing costs something, too. */
const smallestAnswer = 4 * 1024
/** A byte of a state vector costs as much as this many bytes of an answer: it is decoded into a map and compared entry by entry. */
const stateVectorCost = 16
/** So much is paid for in advance. `applying`: about a hundred letters. */
const ahead = { messages: 3, bytes: 1024, applying: 100 }
/** Milliseconds of validating that are charged together, for the same reason. */
const owedAtMost = 1
type Frame = NonNullable<ReturnType<typeof readBoardFrame>>

/** Compares state vectors, and may have to encode a whole board. */
const costsMuch = ({ kind }: Frame): boolean => kind === 'sync-request' || kind === 'told'

const left: Life = { kind: 'left' }
const ended: Life = { kind: 'ended' }

/** One board's socket: reads and limits what the client sends and passes it to the room; sends what the room says. */
export class BoardSocket implements BoardConnection {
  readonly participant: ParticipantId
  readonly document: DocumentName
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #deps: BoardSocketDeps
  readonly #room: SessionRoom
  readonly #outbox: BoardOutbox
  readonly #syncRequests: Bucket
  readonly #purse: Purse
  readonly #messages: Prepaid
  readonly #bytes: Prepaid
  readonly #applying: Prepaid
  readonly #presence: ShownPresence
  readonly #count: CommitCount | null
  readonly #showing: LaterTask
  readonly #telling: LaterTask
  #life: Life = { kind: 'here', handshake: opening }
  /** A message that is waiting for its turn, and those that arrived after it. */
  #inbox: { readonly frame: Frame; readonly bytes: number }[] = []
  #inboxBytes = 0
  /** The store is asked what other servers have appended: nothing is handled until it has answered. */
  #isLooking = false
  /** Milliseconds of validating that have not been charged yet. */
  #owed = 0
  // Numbers from the start, as in a budget's balance.
  #heardAt = 0
  #pingedAt = 0

  /** `socket` is open, and nothing has been read from it yet. */
  constructor(socket: WebSocket, seat: BoardSeat, deps: BoardSocketDeps) {
    const now = deps.clock.monotonic()
    this.participant = seat.participant
    this.document = seat.document
    this.#socket = socket
    this.#deps = deps
    this.#room = seat.room
    this.#outbox = seat.outbox
    this.#count = seat.count
    this.#showing = deps.shown.task(this)
    this.#telling = deps.told.task(this)
    this.#syncRequests = new Bucket(serverLimits.syncRequestsPerSecond, serverLimits.syncRequestsBurst, now)
    this.#purse = seat.purse
    this.#messages = new Prepaid(seat.purse, 'messages', ahead.messages)
    this.#bytes = new Prepaid(seat.purse, 'bytes', ahead.bytes)
    this.#applying = new Prepaid(seat.purse, 'applying', ahead.applying)
    this.#heardAt = now
    this.#pingedAt = now
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.once('close', () => seat.purse.close())
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#guard(() => this.#receive(data, isBinary)))
    // `ws` answers pings by itself.
    for (const kind of ['ping', 'pong'] as const) socket.on(kind, (data: Buffer) => this.#guard(() => this.#hear(data)))
    // A frame that violates the WebSocket protocol or is too large: `ws` closes with the right code by itself.
    socket.on('error', (error) => this.#deps.log.debug({ err: error }, 'A board connection failed.'))
    socket.on('close', () => this.#guard(() => this.#leave(left)))
    this.#presence = deps.presences.join(seat.room.session, this)
    seat.room.joinBoard(this)
    const others = this.#presence.encodeOthers()
    if (others !== null) this.send(others)
  }

  get ended(): boolean {
    return this.#life.kind === 'ended'
  }

  /** Wraps every handler of the socket's events. */
  #guard(handle: () => void): void {
    try {
      handle()
    } catch (error) {
      this.#deps.counts.handlerErrors++
      this.#deps.log.error(
        { err: error, document: this.document },
        'A message on a board connection could not be handled.',
      )
      this.#close('malformed')
    }
  }

  // What the client sends

  /** Every frame is charged, whatever it contains. `false` when the connection has ended. */
  #hear(data: Buffer): boolean {
    if (this.#life.kind !== 'here') return false
    const now = this.#deps.clock.monotonic()
    this.#heardAt = now
    return this.#mayGoOn(this.#messages.charge(1, now)) && this.#mayGoOn(this.#bytes.charge(data.byteLength, now))
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (!this.#hear(data)) return
    const now = this.#heardAt
    const frame = isBinary ? readBoardFrame(data) : null
    if (frame === null) {
      this.#close('malformed')
      return
    }
    if (this.#isLooking || this.#inbox.length > 0 || (costsMuch(frame) && !this.#deps.turns.hasTime()))
      this.#keep(frame, data.byteLength)
    else if (costsMuch(frame)) this.#deps.turns.spend(() => this.#handle(frame, now))
    else this.#handle(frame, now)
  }

  #keep(frame: Frame, bytes: number): void {
    if (this.#inboxBytes + bytes > serverLimits.uncommittedBytes) {
      this.#close('try-later')
      return
    }
    this.#inboxBytes += bytes
    if (this.#inbox.push({ frame, bytes }) === 1) this.#deps.turns.wait(this)
  }

  /** Handles the next waiting message. `false` when none is left. */
  next(): boolean {
    if (this.#isLooking) return false
    const first = this.#inbox.shift()
    if (first === undefined) return false
    this.#inboxBytes -= first.bytes
    this.#guard(() => this.#handle(first.frame, this.#deps.clock.monotonic()))
    return this.#inbox.length > 0
  }

  /** What somebody wrote before leaving is still processed, but there is nobody left to answer. */
  #emptyInbox(life: Life): void {
    const kept = this.#inbox
    this.#inbox = []
    if (life.kind !== 'left') return
    for (const { frame } of kept) if (frame.kind === 'edit') this.#edit(frame.update, frame.isAnswer)
  }

  #handle(frame: Frame, now: number): void {
    switch (frame.kind) {
      case 'edit':
        this.#edit(frame.update, frame.isAnswer)
        break
      case 'awareness':
        this.#claim(frame.update, now)
        break
      case 'sync-request':
        if (!this.#syncRequests.take(now)) this.#close('flood')
        else if (this.#mayAsk(frame.stateVector, now)) this.#answer(frame.stateVector, now)
        break
      case 'told':
        if (!this.#syncRequests.take(now)) this.#close('flood')
        else if (this.#mayAsk(frame.stateVector, now)) this.#compare(frame.stateVector)
        break
      case 'awareness-request':
        if (this.#syncRequests.take(now)) this.send(this.#presence.encodeOthers() ?? emptyAwareness)
        else this.#close('flood')
        break
    }
  }

  #edit(update: Uint8Array, isAnswer: boolean): void {
    // Checked before anything is decoded. The room checks again when it is this edit's turn.
    if (!this.#mayWrite() && !isEmptyUpdate(update)) {
      this.#close('read-only')
      return
    }
    this.#room.offerEdit(this, update)
    const life = this.#life
    if (!isAnswer || life.kind !== 'here' || life.handshake.kind !== 'asked') return
    this.#life = { kind: 'here', handshake: { kind: 'writing' } }
    for (const early of life.handshake.early) this.#room.offerEdit(this, early)
  }

  #mayAsk(stateVector: Uint8Array, now: number): boolean {
    const cost = smallestAnswer + stateVector.byteLength * stateVectorCost
    return this.#mayGoOn(this.#purse.charge('answers', cost, now))
  }

  #mayWrite(): boolean {
    return this.#room.boards.mayWrite(this.document, this.participant)
  }

  #answer(stateVector: Uint8Array, now: number): void {
    const missing = this.#read(stateVector, () => this.#room.boards.missingFrom(this.document, stateVector))
    if (missing === null) {
      this.#close('malformed')
      return
    }
    const rest = this.#purse.spend('answers', Math.max(0, missing.byteLength - smallestAnswer), now)
    this.send(encodeStep2(missing))
    if (this.#mayGoOn(rest)) this.#askIfAllowed()
  }

  /**
   * Everything that this client was told by a server must be in the log: nothing is announced before it is durable. That may have been another
   * server, which this one has not heard of yet: it looks first, and what arrives meanwhile waits.
   */
  #compare(stateVector: Uint8Array): void {
    const behind = this.#read(stateVector, () => this.#room.boards.isBehind(this.document, stateVector))
    if (behind === null) this.#close('malformed')
    if (behind === true) void this.#compareAgain(stateVector)
  }

  async #compareAgain(stateVector: Uint8Array): Promise<void> {
    this.#isLooking = true
    const looked = await this.#room.takeInOthers().then(
      () => true,
      () => false,
    )
    this.#isLooking = false
    if (this.#life.kind !== 'here') return
    if (!looked) this.end('store-unavailable')
    else if (this.#room.boards.isBehind(this.document, stateVector)) {
      this.#deps.log.warn(
        { session: this.#room.session, document: this.document },
        'A client knows of edits that the log does not hold: an older copy of the data folder was put back.',
      )
      this.#close('restored')
    } else if (this.#inbox.length > 0) this.#deps.turns.wait(this)
  }

  /** `null` when it is not a state vector. */
  #read<T>(stateVector: Uint8Array, read: () => T): T | null {
    if (stateVector.length > serverLimits.stateVectorBytes) return null
    try {
      return read()
    } catch {
      return null
    }
  }

  #askIfAllowed(): void {
    const life = this.#life
    if (life.kind !== 'here') return
    const handshake = withRights(life.handshake, this.#mayWrite())
    if (handshake === life.handshake) return
    this.#life = { kind: 'here', handshake }
    if (handshake.kind === 'asked') this.send(encodeStep1(this.#room.boards.stateVector(this.document)))
  }

  #claim(update: Uint8Array, now: number): void {
    const own = this.#presence.client
    const claim = readAwarenessClaim(update, (client) =>
      own === null ? this.#room.boards.claimClient(this.document, client, this.participant) : client === own,
    )
    if (claim === undefined) this.#deps.counts.awarenessPassedOver++
    else if (this.#presence.claim(claim.client, claim.state, now)) this.#showing.ask()
  }

  /** Shows the others the latest claim of this connection, and what else is waiting on this board, unless that is too soon after the last one. */
  show(): void {
    const { clock } = this.#deps
    const now = clock.monotonic()
    if (this.#presence.show(now, clock.now())) this.#presence.goAlong(now, clock.now())
    else this.#showing.ask()
  }

  // What the room says

  tell(notice: BoardNotice): void {
    switch (notice.kind) {
      case 'edited':
        this.send(frameOf(notice))
        break
      case 'settled':
        this.#settled(notice.edits)
        break
      case 'gap':
        this.#keepEarly(notice.update)
        break
      case 'rights-changed':
        if (this.#life.kind === 'here' && this.#life.handshake.kind !== 'opening') this.#askIfAllowed()
        break
    }
  }

  #settled(edits: number): void {
    if (this.#count !== null) {
      this.#count.add(edits)
      this.#telling.ask()
    }
    const { clock } = this.#deps
    this.#presence.goAlong(clock.monotonic(), clock.now())
  }

  /** Sends the number of committed edits, unless it has been sent with something else. */
  tellCount(): void {
    if (this.#count?.isTold() === false) this.#outbox.flush()
  }

  #keepEarly(update: Uint8Array): void {
    const life = this.#life
    const handshake = life.kind === 'here' ? withEarly(life.handshake, update) : null
    if (handshake === null) this.#close('gap')
    else this.#life = { kind: 'here', handshake }
  }

  pay(validated: number, applying: number): boolean {
    const now = this.#deps.clock.monotonic()
    this.#owed += validated
    if (this.#owed >= owedAtMost) {
      const owed = this.#owed
      this.#owed = 0
      if (!this.#mayGoOn(this.#purse.spend('validating', owed, now))) return false
    }
    return this.#mayGoOn(this.#applying.charge(applying, now))
  }

  /** Ends a connection that is over its budget, with a permanent code if the connection or its participant alone caused that. */
  #mayGoOn(charged: Charged): boolean {
    if (charged.ok) return true
    this.#close(charged.scope === 'session' || charged.scope === 'address' ? 'try-later' : 'flood')
    return false
  }

  end(reason: BoardEnd): void {
    this.#close(closeReasonOf(reason))
  }

  // What the client is sent

  send(message: Uint8Array): void {
    if (this.#mayBeSent(message)) this.#outbox.send(message)
  }

  ride(message: Uint8Array): void {
    if (this.#mayBeSent(message)) this.#outbox.ride(message)
  }

  #mayBeSent(message: Uint8Array): boolean {
    const socket = this.#socket
    if (socket.readyState !== WebSocket.OPEN) return false
    if (this.#outbox.unsent() + message.byteLength > serverLimits.unsentBytes) {
      // Too slow to keep up: the client reconnects and syncs, which is less data than what is queued here.
      this.#countEnd('slow')
      this.#leave(left)
      socket.terminate()
      return false
    }
    return true
  }

  /** Called about once a second. */
  sweep(now: number): void {
    const silence = now - this.#heardAt
    if (silence > limits.silenceUntilDead) {
      this.#countEnd('silent')
      this.#leave(left)
      this.#socket.terminate()
      return
    }
    if (now - this.#pingedAt < limits.pingEvery) return
    this.#pingedAt = now
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#outbox.ping()
    this.send(emptyAwareness)
  }

  #close(reason: CloseReason): void {
    if (this.#life.kind === 'ended') return
    this.#leave(ended)
    this.#countEnd(reason)
    this.#outbox.flush()
    closeSoon(this.#socket, closeCodes[reason], reason)
  }

  #countEnd(reason: CloseReason | 'slow' | 'silent'): void {
    const { boardsEnded } = this.#deps.counts
    boardsEnded.set(reason, (boardsEnded.get(reason) ?? 0) + 1)
  }

  /** Called by the room, by the sweep, or by this socket's own close event, however late that arrives. */
  #leave(life: Life): void {
    if (this.#life.kind === 'here') this.#emptyInbox(life)
    const before = this.#life.kind
    if (before !== 'ended') this.#life = life
    if (before !== 'here') return
    this.#showing.cancel()
    this.#telling.cancel()
    this.#presence.leave(this.#deps.clock.now())
    this.#room.leaveBoard(this)
  }
}

let lastEdit: BoardNotice | null = null
let lastFrame: Uint8Array = emptyAwareness

/** Encoded once: everybody who is told the same gets the same bytes. */
function frameOf(notice: BoardNotice & { kind: 'edited' }): Uint8Array {
  if (lastEdit !== notice) {
    lastEdit = notice
    lastFrame = encodeUpdate(notice.bytes)
  }
  return lastFrame
}
