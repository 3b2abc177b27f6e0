import type { UpdateRefusal } from '@greenroom/board'
import type { CallNotice } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, ProjectedEntry } from '@greenroom/session'

/** Why an edit is refused. */
export type EditRefusal = UpdateRefusal | 'read-only'
/** Why a room ends a connection. */
export type RoomEnd = 'store-unavailable' | 'revoked' | 'session-deleted' | 'draining'
/** Why a room ends a connection to a board. `silent`: its participant's page no longer answers elsewhere. */
export type BoardEnd = EditRefusal | RoomEnd | 'silent'
/** How a connection to the session ended: it or the room closed it, or its page did not answer for too long. */
export type LiveLeave = 'closed' | 'silent'

/** What a room tells a connection to a board. One value for everybody who is told the same: its bytes are shared, so do not change them. */
export type BoardNotice =
  /** Somebody else's edit is committed. */
  | { readonly kind: 'edited'; readonly bytes: Uint8Array }
  /** This many more of its own edits are committed, or brought nothing new. */
  | { readonly kind: 'settled'; readonly edits: number }
  /**
   * This edit depends on something that the server does not have. It may depend on what the connection was asked for and has not sent yet:
   * a connection that owes such an answer offers the edit again after it. Otherwise the connection is closed.
   */
  | { readonly kind: 'gap'; readonly update: Uint8Array }
  /** What its participant may do here may have changed. */
  | { readonly kind: 'rights-changed' }

/** One connection to one board, as its room sees it. */
export interface BoardConnection {
  readonly participant: ParticipantId
  readonly document: DocumentName
  /** Its replica was refused: nothing else that it sent is processed. When a connection merely left, what it sent is still processed. */
  readonly ended: boolean
  tell(notice: BoardNotice): void
  /**
   * Charges its author's accounts for one of its edits: `validated` milliseconds of examining it, and `applying` units of the budget of
   * that name. `false`: they cannot pay, the connection has ended, and the edit must not be appended.
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
  /** Resolves when the receiver has taken everything that was sent to it, or has left. */
  drained(): Promise<void>
  sendPresence(here: readonly ParticipantId[]): void
  sendStore(saving: boolean): void
  sendCall(notice: CallNotice): void
  /** Says so, and stays connected until it is ended. `retryAfter`: milliseconds until it makes sense to come back. */
  sendGoodbye(reason: RoomEnd, retryAfter: number | null): void
  /** Says so, and disconnects. */
  end(reason: RoomEnd, retryAfter: number | null): void
  readonly closed: Promise<void>
}
