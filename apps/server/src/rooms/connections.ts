import type { UpdateRefusal } from '@greenroom/board'
import type { CallNotice } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, ProjectedEntry } from '@greenroom/session'

/** Why an edit is not taken. */
export type EditRefusal = UpdateRefusal | 'read-only'
/** Why a room ends a connection. */
export type RoomEnd = 'store-unavailable' | 'revoked' | 'session-deleted' | 'draining'
/** Why a room ends a connection to a board. `silent`: its participant's page no longer answers elsewhere. */
export type BoardEnd = EditRefusal | RoomEnd | 'silent'
/** How a connection to the session left: it, or the room, closed it; or its page did not answer for too long. */
export type LiveLeave = 'closed' | 'silent'

/** What a room tells a connection to a board. One value for all who are told the same: its bytes are shared, do not change them. */
export type BoardNotice =
  /** Somebody else's edit is committed. */
  | { readonly kind: 'edited'; readonly bytes: Uint8Array }
  /** So many more of its own edits are committed, or brought nothing new. */
  | { readonly kind: 'settled'; readonly edits: number }
  /**
   * This edit builds on something that the server does not have. It may depend on what the connection was asked for and has not sent yet: a
   * connection that owes such an answer offers the edit again after it. Otherwise the connection is closed.
   */
  | { readonly kind: 'gap'; readonly update: Uint8Array }
  /** What its participant may do here may have changed. */
  | { readonly kind: 'rights-changed' }

/** One connection to one board, as its room sees it. */
export interface BoardConnection {
  readonly participant: ParticipantId
  readonly document: DocumentName
  /** Its replica was refused: what else it sent is not looked at. A connection that merely left keeps what it sent. */
  readonly ended: boolean
  tell(notice: BoardNotice): void
  /**
   * Takes what one of its edits cost from its author's accounts: `validated` milliseconds of looking at it, and `applying` units of
   * the budget of that name. `false`: they cannot pay, the connection has ended, and the edit must not be appended.
   */
  pay(validated: number, applying: number): boolean
  end(reason: BoardEnd): void
  /** Resolves when the connection is closed. */
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
  sendCall(notice: CallNotice): void
  /** Says so, and stays connected until it is ended. `retryAfter`: milliseconds until coming back makes sense. */
  sendGoodbye(reason: RoomEnd, retryAfter: number | null): void
  /** Says so, and disconnects. */
  end(reason: RoomEnd, retryAfter: number | null): void
  readonly closed: Promise<void>
}
