import type { BoardCommand, BoardRefusal, BoardView, Framework, ItemId } from '@greenroom/board'
import type { CommandAnswer, StampedAwareness } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, SessionId, SessionState, WireCommand } from '@greenroom/session'

/** The live client without React. Everything is read by `getSnapshot`/`subscribe` and changes identity only when it changed. */

export type ConnectionState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live' }
  /** `retryAt`: local monotonic milliseconds of the next try. */
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | {
      readonly kind: 'ended'
      readonly reason: 'unauthorized' | 'revoked' | 'session-deleted' | 'protocol' | 'flood' | 'closed-by-us'
    }

export type RoomSnapshot = {
  readonly connection: ConnectionState
  /** The fold of this participant's own stream; `null` until the first welcome. */
  readonly session: SessionState | null
  readonly participant: ParticipantId
  /** Participants with a live connection. */
  readonly here: readonly ParticipantId[]
  /** Add to the local `Date.now()`-free clock of `now()` to get the server's time; `null` until measured. */
  readonly clockKnown: boolean
  /** Commands sent and not yet answered. */
  readonly pending: number
}

export type RoomClient = {
  readonly getSnapshot: () => RoomSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** The server's milliseconds now, by estimated offset and the monotonic clock. */
  readonly serverNow: () => number
  /** Rejects never: a command while disconnected answers `{ ok: false, code: 'offline' }` and is not buffered. */
  readonly send: (
    command: WireCommand,
  ) => Promise<CommandAnswer | { readonly ok: false; readonly code: 'offline'; readonly message: string }>
  /** The same object for the same document until it is closed. */
  readonly openBoard: (document: DocumentName, framework: Framework) => BoardClient
  /** Tries at once: after waking, on `online`, by the person's click. */
  readonly retryNow: () => void
  readonly close: () => Promise<void>
}

export type SavedState =
  | { readonly kind: 'loading' }
  /** Everything typed here is committed on the server. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly unsaved: number }
  /** Not connected; kept on this device. */
  | { readonly kind: 'offline'; readonly unsaved: number }
  | { readonly kind: 'read-only'; readonly why: 'observer' | 'round-ended' | 'not-started' }

/** Work that the server refused: its cards, to put back or copy. */
export type SetAside = {
  readonly id: string
  readonly reason:
    | 'readOnly'
    | 'updateTooLarge'
    | 'boardFull'
    | 'foreignClient'
    | 'forbiddenContent'
    | 'gap'
    | 'malformed'
    | 'flood'
  readonly cards: readonly {
    readonly item: ItemId
    readonly kind: string
    readonly section: string
    readonly text: string
  }[]
}

export type BoardSnapshot = {
  readonly view: BoardView
  readonly saved: SavedState
  /** Others' focus and caret, by Yjs client id. */
  readonly others: readonly (StampedAwareness & { readonly client: number })[]
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly setAside: readonly SetAside[]
}

export type BoardClient = {
  readonly document: DocumentName
  readonly getSnapshot: () => BoardSnapshot
  readonly subscribe: (changed: () => void) => () => void
  readonly apply: (
    command: BoardCommand,
  ) => { readonly ok: true } | { readonly ok: false; readonly code: BoardRefusal | 'read-only' }
  /** Groups what follows into one step of undo until the next call; typing groups itself. */
  readonly breakUndo: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly setFocus: (
    focus: ItemId | null,
    caret: { readonly field: string | null; readonly anchor: number; readonly head: number } | null,
  ) => void
  /** Puts refused cards back as new items, or forgets them. */
  readonly putBack: (id: string) => void
  readonly forget: (id: string) => void
}

export type RoomClientOptions = {
  /** Origin of the server, e.g. `http://localhost:3000`. */
  readonly url: string
  readonly session: SessionId
  readonly participant: ParticipantId
  readonly token: string
  readonly seenCases: readonly string[]
}
