import type { BoardCommand, BoardRefusal, BoardView, Framework, ItemId } from '@greenroom/board'
import type { CommandAnswer, StampedAwareness } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, SessionId, SessionState, WireCommand } from '@greenroom/session'

/** The live client without React. Everything is read by `getSnapshot`/`subscribe` and changes identity only when it changed. */

export type EndedReason =
  | 'unauthorized'
  | 'revoked'
  | 'session-deleted'
  | 'session-damaged'
  | 'protocol'
  | 'flood'
  | 'closed-by-us'

export type ConnectionState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live' }
  /** `retryAt`: local monotonic milliseconds of the next try. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | { readonly kind: 'ended'; readonly reason: EndedReason }

export type RoomSnapshot = {
  readonly connection: ConnectionState
  /** The fold of this participant's own stream; `null` until the first welcome. */
  readonly session: SessionState | null
  readonly participant: ParticipantId
  /** Participants with a live connection. */
  readonly here: readonly ParticipantId[]
  /** Whether the server's time was measured yet; until then `serverNow()` is a guess. */
  readonly clockKnown: boolean
  /** Commands sent and not yet answered. */
  readonly pending: number
  /** `false`: the server cannot save at the moment; commands will be refused, edits wait on this device. */
  readonly serverSaves: boolean
}

/** What `send` answers; it never rejects. `offline` covers both what was not sent and what the line broke under: the message tells which. */
export type SendAnswer = CommandAnswer | { readonly ok: false; readonly code: 'offline'; readonly message: string }

export type RoomClient = {
  readonly getSnapshot: () => RoomSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** The server's milliseconds now, by estimated offset and the monotonic clock. */
  readonly serverNow: () => number
  /** Local monotonic milliseconds, the clock of `retryAt`. */
  readonly monotonicNow: () => number
  /**
   * Rejects never: a command while disconnected answers `{ ok: false, code: 'offline' }` and is not buffered. Resolves after
   * the entries that it caused are in the snapshot.
   */
  readonly send: (command: WireCommand) => Promise<SendAnswer>
  /** The same object for the same document until it is closed. */
  readonly openBoard: (document: DocumentName, framework: Framework) => BoardClient
  /** Tries at once: after waking, on `online`, by the person's click. */
  readonly retryNow: () => void
  readonly close: () => Promise<void>
}

export type ReadOnlyWhy = 'observer' | 'round-ended' | 'not-started'

export type SavedState =
  | { readonly kind: 'loading' }
  /** Everything typed here is committed on the server. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly unsaved: number }
  /** Not connected; kept on this device. */
  | { readonly kind: 'offline'; readonly unsaved: number }
  | { readonly kind: 'read-only'; readonly why: ReadOnlyWhy }

/** Why the server ended a replica; each is a close code of the boards' socket. */
export type SetAsideReason =
  | 'readOnly'
  | 'updateTooLarge'
  | 'boardFull'
  | 'foreignClient'
  | 'forbiddenContent'
  | 'gap'
  | 'malformed'
  | 'flood'
  /** The server's data was put back to an earlier state: the replica holds what it does not know any more. */
  | 'restored'

export type SetAsideCard = {
  readonly item: ItemId
  /** The item kind. */
  readonly kind: string
  readonly section: string
  readonly text: string
  /** Fields of a new card; of a changed one those that differ, cleared ones as ''. */
  readonly fields: Readonly<Record<string, string>>
  /** Whether the board lacks the card, or holds it with other words. */
  readonly change: 'new' | 'changed'
  /** What the board held when a changed card was offered, by the same fields; `null` for a new one. */
  readonly before: { readonly text: string; readonly fields: Readonly<Record<string, string>> } | null
}

/** Work that the server refused: its cards, to put back or copy. */
export type SetAside = {
  readonly id: string
  readonly reason: SetAsideReason
  readonly cards: readonly SetAsideCard[]
}

export type OtherFocus = StampedAwareness & { readonly client: number }

export type BoardSnapshot = {
  readonly view: BoardView
  readonly saved: SavedState
  /** Others' focus and caret, by Yjs client id. */
  readonly others: readonly OtherFocus[]
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly setAside: readonly SetAside[]
}

export type ApplyAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: BoardRefusal | 'read-only' | 'update-too-large' }

export type BoardClient = {
  readonly document: DocumentName
  readonly getSnapshot: () => BoardSnapshot
  readonly subscribe: (changed: () => void) => () => void
  readonly apply: (command: BoardCommand) => ApplyAnswer
  /** Makes the board what it was in a view of an earlier moment, by new edits that are one step of undo. */
  readonly restore: (view: BoardView) => ApplyAnswer
  /** What was applied so far is a step of undo by itself; typing groups itself. */
  readonly breakUndo: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly setFocus: (
    focus: ItemId | null,
    caret: { readonly field: string | null; readonly anchor: number; readonly head: number } | null,
  ) => void
  /** Puts refused cards back (new ones as new items), or forgets them. What cannot be put back stays on offer. */
  readonly putBack: (id: string) => void
  readonly forget: (id: string) => void
  /** Leaves the document; `openBoard` opens it again. Unsaved work stays on this device. */
  readonly close: () => Promise<void>
}

export type RoomClientOptions = {
  /** Origin of the server, e.g. `http://localhost:3000`. */
  readonly url: string
  readonly session: SessionId
  readonly participant: ParticipantId
  readonly token: string
  readonly seenCases: readonly string[]
}
