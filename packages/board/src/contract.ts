import type * as Y from 'yjs'
import type { Framework } from './document/framework.ts'
import type { BoardCommand, BoardView, ItemId } from './read/board-view.ts'

/**
 * The doors of this package, in one place.
 *
 * - `applyBoardCommand(doc, framework, command, origin)`: one transaction with the local origin, or a refusal that changed nothing.
 * - `createBoardReader(doc)`: the one incremental reader.
 * - `judgeUpdate(doc, bytes, limits)`: the judge.
 * - `seedBoard(framework)`: the first update of a board, made by the server.
 */
export type BoardRefusal =
  | 'unknown-item'
  | 'unknown-kind'
  | 'unknown-section'
  | 'kind-not-in-section'
  | 'does-not-nest'
  | 'would-close-ring'
  | 'unknown-field'
  | 'bad-value'
  | 'link-not-allowed'
  | 'text-too-long'
  | 'board-full'
  | 'fixed-item'

export type ApplyBoardCommand = (
  doc: Y.Doc,
  framework: Framework,
  command: BoardCommand,
  origin: unknown,
) => { readonly ok: true } | { readonly ok: false; readonly code: BoardRefusal }

export type BoardReader = {
  /** The same object until something changed. */
  readonly view: () => BoardView
  /** Called after a transaction that changed the view, with the ids that changed. Answers how to stop. */
  readonly subscribe: (changed: (ids: ReadonlySet<ItemId>) => void) => () => void
  readonly close: () => void
}

export type JudgeLimits = {
  /** Bytes of one update. */
  readonly updateBytes: number
  /** Bytes of the whole encoded document; `documentBytes` is what it holds now. */
  readonly boardBytes: number
  readonly documentBytes: number
  readonly items: number
  /** Characters of one item's text. */
  readonly textLength: number
  readonly clientIds: number
}

/** Why an update ends its replica; each has a close code in `packages/protocol`. */
export type UpdateRefusal =
  | 'malformed'
  | 'update-too-large'
  | 'board-full'
  | 'gap'
  | 'foreign-client'
  | 'forbidden-content'

export type Judgement =
  /** To be appended and applied. Cut to what is new; `clients` are the Yjs client ids whose structs it brings. */
  | { readonly kind: 'accepted'; readonly update: Uint8Array; readonly clients: readonly number[] }
  /** Nothing new in it: no entry. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly code: UpdateRefusal; readonly detail: string }

/**
 * Pure over the bytes and the committed document; never throws, never applies anything. `mayUse` says whether a Yjs client
 * id may bring *new* structs on this connection (unbound, or bound to this participant).
 */
export type JudgeUpdate = (
  doc: Y.Doc,
  bytes: Uint8Array,
  limits: JudgeLimits,
  mayUse: (client: number) => boolean,
) => Judgement
