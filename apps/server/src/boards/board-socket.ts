import {
  type AwarenessState,
  type CloseReason,
  closeCodes,
  emptyAwareness,
  encodeCommitted,
  encodeStep1,
  encodeStep2,
  isEmptyUpdate,
  limits,
  readBoardFrame,
} from '@greenroom/protocol'
import type { DocumentName, ParticipantId } from '@greenroom/session'
import type { Logger } from 'pino'
import { WebSocket } from 'ws'
import { Bucket } from '../bucket.ts'
import type { Charged, Purse } from '../budgets/index.ts'
import type { Clock } from '../ports.ts'
import type { BoardConnection } from '../rooms/connections.ts'
import type { RoomCounts } from '../rooms/counts.ts'
import type { SessionRoom } from '../rooms/session-room.ts'
import { readAwarenessClaim } from './awareness-states.ts'
import type { BoardLine } from './board-lines.ts'
import { closeSoon } from './close-soon.ts'

export type BoardSocketDeps = {
  readonly clock: Clock
  readonly log: Logger
  readonly counts: RoomCounts
  /** Asks to be called once, soon: focus and caret are shown then, unless they went along with an edit before. */
  readonly showSoon: (socket: BoardSocket) => void
  /** Asks to be called once, soon: the count is sent then, unless it went along with something else before. */
  readonly countSoon: (socket: BoardSocket) => void
}

export type BoardSeat = {
  /** What `socket` writes to. */
  readonly line: BoardLine
  readonly room: SessionRoom
  readonly document: DocumentName
  readonly participant: ParticipantId
  /** The accounts of the participant, the session and the address. Closed when the socket is. */
  readonly purse: Purse
  /** Whether the client asked for counts of committed edits. */
  readonly counted: boolean
}

/** An answer counts as at least so many bytes: finding out that nothing is missing costs, too. */
const smallestAnswer = 4 * 1024
const showEvery = 1000 / limits.awarenessPerSecond

/** One board's socket: what it says is read, limited and handed to the room; what the room says is sent. */
export class BoardSocket implements BoardConnection {
  readonly participant: ParticipantId
  readonly document: DocumentName
  readonly waiting: Uint8Array[] = []
  waitingBytes = 0
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #deps: BoardSocketDeps
  readonly #room: SessionRoom
  readonly #counted: boolean
  readonly #line: BoardLine
  readonly #syncRequests: Bucket
  readonly #purse: Purse
  #ended = false
  #left = false
  #edits = 0
  #editsTold = 0
  #countDue = false
  /** Its step 1 has come; until then it is not asked for its state. */
  #greeted = false
  /** It has been asked for its state since it was last allowed to write. */
  #asked = false
  /**
   * What a standard client typed after opening and before it answered our step 1, on top of work done offline: `null` unless
   * an answer is due. The answer holds it all, so that these then bring nothing new.
   */
  #heldBack: Uint8Array[] | null = null
  #heardAt: number
  #pingedAt: number
  #client: number | null = null
  #shownAt = Number.NEGATIVE_INFINITY
  #toShow: { readonly state: AwarenessState | null } | null = null

  /** `socket` is open, and nothing of it has been read yet. */
  constructor(socket: WebSocket, seat: BoardSeat, deps: BoardSocketDeps) {
    const now = deps.clock.monotonic()
    this.participant = seat.participant
    this.document = seat.document
    this.#socket = socket
    this.#deps = deps
    this.#room = seat.room
    this.#counted = seat.counted
    this.#line = seat.line
    this.#syncRequests = new Bucket(limits.syncRequestsPerSecond, limits.syncRequestsBurst, now)
    this.#purse = seat.purse
    this.#heardAt = now
    this.#pingedAt = now
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
    socket.once('close', () => seat.purse.close())
    socket.on('message', (data: Buffer, isBinary: boolean) => this.#guard(() => this.#receive(data, isBinary)))
    socket.on('pong', () => {
      this.#heardAt = this.#deps.clock.monotonic()
    })
    // A frame that breaks the WebSocket protocol, or is too large: `ws` closes with the right code by itself.
    socket.on('error', (error) => this.#deps.log.debug({ err: error }, 'board socket failed'))
    socket.on('close', () => this.#guard(() => this.#leave()))
    seat.room.joinBoard(this)
    const others = this.#peers().awareness.encodeFor(this)
    if (others !== null) this.send(others)
  }

  get ended(): boolean {
    return this.#ended
  }

  #peers() {
    return this.#room.boards.of(this.document)
  }

  /** The one wrapper round everything that a socket's events do. */
  #guard(handle: () => void): void {
    try {
      handle()
    } catch (error) {
      this.#deps.counts.handlerErrors++
      this.#deps.log.error({ err: error, document: this.document }, 'board socket handler failed')
      this.end('malformed')
    }
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#ended || this.#left) return
    const now = this.#deps.clock.monotonic()
    this.#heardAt = now
    if (!this.#mayGoOn(this.#purse.charge('messages', 1, now))) return
    if (!this.#mayGoOn(this.#purse.charge('bytes', data.byteLength, now))) return
    const frame = isBinary ? readBoardFrame(data) : null
    if (frame === null) {
      this.end('malformed')
      return
    }
    switch (frame.kind) {
      case 'edit':
        this.#edit(frame.update, frame.isAnswer)
        break
      case 'awareness':
        this.#claim(frame.update)
        break
      case 'sync-request':
        if (!this.#syncRequests.take(now)) this.end('flood')
        else if (this.#mayGoOn(this.#purse.charge('answers', smallestAnswer, now))) this.#answer(frame.stateVector, now)
        break
      case 'told':
        if (this.#syncRequests.take(now)) this.#compare(frame.stateVector)
        else this.end('flood')
        break
      case 'awareness-request':
        if (this.#syncRequests.take(now)) this.send(this.#peers().awareness.encodeFor(this) ?? emptyAwareness)
        else this.end('flood')
        break
    }
  }

  #edit(update: Uint8Array, isAnswer: boolean): void {
    // Before anything is decoded. The room looks again when it is this edit's turn.
    if (!this.#room.mayWrite(this.document, this.participant) && !isEmptyUpdate(update)) {
      this.end('readOnly')
      return
    }
    this.#room.offerEdit(this, update)
    if (!isAnswer || this.#heldBack === null) return
    const held = this.#heldBack
    this.#heldBack = null
    for (const early of held) this.#room.offerEdit(this, early)
  }

  holdBack(update: Uint8Array): boolean {
    if (this.#heldBack === null) return false
    const bytes = this.#heldBack.reduce((sum, held) => sum + held.byteLength, update.byteLength)
    if (bytes > limits.updateBytes) return false
    this.#heldBack.push(update)
    return true
  }

  #answer(stateVector: Uint8Array, now: number): void {
    const missing = this.#missingFrom(stateVector)
    if (missing === null) {
      this.end('malformed')
      return
    }
    const rest = this.#purse.spend('answers', Math.max(0, missing.byteLength - smallestAnswer), now)
    this.send(encodeStep2(missing))
    if (!this.#mayGoOn(rest)) return
    this.#greeted = true
    this.checkRights()
  }

  /** What this client was told by a server must be here: nothing is told before it is durable. */
  #compare(stateVector: Uint8Array): void {
    const behind = this.#isBehind(stateVector)
    if (behind === null) this.end('malformed')
    if (behind !== true) return
    this.#deps.log.warn(
      { session: this.#room.session, document: this.document },
      'a client was told more than the log holds: an older copy of the data folder was put back',
    )
    this.end('restored')
  }

  /** `null`: not a state vector. */
  #isBehind(stateVector: Uint8Array): boolean | null {
    if (stateVector.length > limits.stateVectorBytes) return null
    try {
      return this.#room.isBehind(this.document, stateVector)
    } catch {
      return null
    }
  }

  #missingFrom(stateVector: Uint8Array): Uint8Array | null {
    if (stateVector.length > limits.stateVectorBytes) return null
    try {
      return this.#room.missingFrom(this.document, stateVector)
    } catch {
      return null
    }
  }

  /** Whoever may write is asked once for what the server lacks; whoever may not is never asked. */
  checkRights(): void {
    if (this.#ended || !this.#greeted) return
    if (!this.#room.mayWrite(this.document, this.participant)) {
      this.#asked = false
      return
    }
    if (this.#asked) return
    this.#asked = true
    this.#heldBack ??= []
    this.send(encodeStep1(this.#room.stateVector(this.document)))
  }

  judged(milliseconds: number): void {
    this.#mayGoOn(this.#purse.spend('validating', milliseconds, this.#deps.clock.monotonic()))
  }

  payToApply(cost: number): boolean {
    return this.#mayGoOn(this.#purse.charge('applying', cost, this.#deps.clock.monotonic()))
  }

  /** Ends a connection that has nothing left: with a permanent code where it, or its participant, has caused that alone. */
  #mayGoOn(charged: Charged): boolean {
    if (charged.ok) return true
    this.end(charged.scope === 'session' || charged.scope === 'address' ? 'tryLater' : 'flood')
    return false
  }

  countEdits(edits: number): void {
    this.#edits += edits
  }

  flushCount(): void {
    if (!this.#counted || this.#countDue || this.#edits === this.#editsTold) return
    this.#countDue = true
    this.#deps.countSoon(this)
  }

  /** Says how many edits are committed, if that has not been said. */
  tellCount(): void {
    this.#countDue = false
    if (this.#edits === this.#editsTold || !this.#counted) return
    this.#editsTold = this.#edits
    this.send(encodeCommitted(this.#edits))
  }

  // Awareness

  #claim(update: Uint8Array): void {
    const claim = readAwarenessClaim(update, (client) =>
      this.#client === null ? this.#room.claimClient(this.document, client, this.participant) : client === this.#client,
    )
    if (claim === undefined) {
      this.#deps.counts.awarenessPassedOver++
      return
    }
    this.#client = claim.client
    // A caret moves because of an edit, which is still to be committed: both then leave together.
    if (this.#toShow === null) this.#deps.showSoon(this)
    this.#toShow = { state: claim.state }
  }

  /** Shows the others what this connection last claimed, if that is not too soon after the last. */
  show(): void {
    if (this.#toShow === null || this.#client === null || this.#left) return
    const now = this.#deps.clock.monotonic()
    if (now - this.#shownAt < showEvery) {
      this.#deps.showSoon(this)
      return
    }
    const { state } = this.#toShow
    this.#toShow = null
    this.#shownAt = now
    const { awareness, connections } = this.#peers()
    awareness.show(this, this.#client, state, connections, this.#deps.clock.now())
  }

  // The line

  send(message: Uint8Array): void {
    const socket = this.#socket
    if (socket.readyState !== WebSocket.OPEN) return
    if (this.#line.unsent() + message.byteLength > limits.unsentBytes) {
      // Too slow to keep up: it comes back and syncs, which is less than what waits here.
      this.#count('slow')
      this.#leave()
      socket.terminate()
      return
    }
    this.#line.send(message)
    if (this.#countDue) this.tellCount()
  }

  /** Called about once a second. */
  sweep(now: number): void {
    const silence = now - this.#heardAt
    if (silence > limits.silenceUntilDead) {
      this.#count('silent')
      this.#leave()
      this.#socket.terminate()
      return
    }
    if (now - this.#pingedAt < limits.pingEvery) return
    this.#pingedAt = now
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#socket.ping()
    this.send(emptyAwareness)
  }

  end(reason: CloseReason): void {
    if (this.#ended) return
    this.#ended = true
    this.#count(reason)
    this.#leave()
    this.tellCount()
    this.#line.flush()
    closeSoon(this.#socket, closeCodes[reason], reason)
  }

  #count(reason: CloseReason | 'slow' | 'silent'): void {
    const { boardsEnded } = this.#deps.counts
    boardsEnded.set(reason, (boardsEnded.get(reason) ?? 0) + 1)
  }

  /** Once: by the room, by the sweep, or by this very socket's close, however late that comes. */
  #leave(): void {
    if (this.#left) return
    this.#left = true
    if (this.#client !== null) {
      const { awareness, connections } = this.#peers()
      awareness.show(this, this.#client, null, connections, this.#deps.clock.now())
    }
    this.#room.leaveBoard(this)
  }
}
