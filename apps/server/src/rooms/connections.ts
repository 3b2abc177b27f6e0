import type { CloseReason, GoodbyeMessage } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, ProjectedEntry } from '@greenroom/session'

/** One connection to one board, as its room sees it. */
export interface BoardConnection {
  readonly participant: ParticipantId
  readonly document: DocumentName
  /** Received and not yet judged, oldest first. Filled and emptied by the room's `EditQueue`. */
  readonly waiting: Uint8Array[]
  waitingBytes: number
  /** Its replica was refused: what else it sent is not looked at. A connection that merely left keeps what it sent. */
  readonly ended: boolean
  /** The bytes are shared with other connections: do not change them. */
  send(message: Uint8Array): void
  /** One of its edits was judged: the time that took is on its account. */
  judged(milliseconds: number): void
  /**
   * Takes what applying an edit will cost from its author's accounts, in the units of the budget `applying`. `false`: they cannot
   * pay, the connection has ended, and the edit must not be appended.
   */
  payToApply(cost: number): boolean
  /**
   * Keeps an edit that builds on what the server has asked for and not got yet: it is offered again behind the answer.
   * `false`: no answer is due, or too much is kept already.
   */
  holdBack(update: Uint8Array): boolean
  /** So many of its next edits are committed, or brought nothing new. */
  countEdits(edits: number): void
  /** Sends the count if it changed. Called once a commit. */
  flushCount(): void
  /** Shows focus and caret now, if they are waiting to be shown. */
  show(): void
  /** What this participant may do here may have changed. */
  checkRights(): void
  end(reason: CloseReason): void
  /** Resolves when the socket is closed. */
  readonly closed: Promise<void>
}

/** One connection to the session, as its room sees it. */
export interface LiveConnection {
  readonly participant: ParticipantId
  readonly seenCases: ReadonlySet<string>
  welcome(count: number): void
  sendEntries(entries: readonly ProjectedEntry[]): void
  /** Resolves when the receiver has taken what was sent to it, or has left. */
  drained(): Promise<void>
  sendPresence(here: readonly ParticipantId[]): void
  sendStore(saving: boolean): void
  /** Says so, and stays connected until it is ended. */
  sendGoodbye(reason: GoodbyeMessage['reason'], retryAfter: number | null): void
  /** Says so, and disconnects. */
  end(reason: GoodbyeMessage['reason'], retryAfter: number | null): void
  readonly closed: Promise<void>
}
