/**
 * What is on a board?
 *
 * A board is a set of items, each with a kind, a short text, fields, links and a place, in a shared Yjs document. This package is the only
 * code that knows how they are stored in it (`keys.ts`). Commands go in, frozen plain data comes out:
 *
 * - `applyBoardCommand` edits: one transaction with the caller's origin, or a refusal that changed nothing.
 * - `createBoardReader` reads, and keeps reading only what changed; `readBoard` reads once.
 * - `validateUpdate` says what part of a stranger's update may enter the log; it sees bytes and the committed document, and applies
 *   nothing. `applyAccepted` applies that part.
 * - `createBoardUndo` takes back what carries one origin, and nobody else's work with it.
 * - `seedBoard` makes a board's first update; `boardToMarkdown` and `boardToJson` export a board.
 *
 * Whatever the document contains, a view has every item once, no cycle, and the same shape on every replica (`forest.ts`). `checkBoard`
 * states it.
 *
 * Boards compute: `computeTrees` says what each item of an equation comes to, `readSampleSize` how many people a test needs.
 */

export type * from './document/board-view.ts'
export * from './document/framework.ts'
export { newItemId } from './document/item-id.ts'
export { itemsOf, textOf } from './document/items.ts'
export { contentLimits, isItemId, rootName, seedClient } from './document/keys.ts'
export { seedBoard } from './document/seed.ts'
export { trayFramework } from './document/tray.ts'
export { type BoardUndo, createBoardUndo } from './edit/board-undo.ts'
export type { BoardRefusal } from './edit/command-context.ts'
export { type ApplyBoardCommand, applyBoardCommand } from './edit/commands.ts'
export { readRemovedItems } from './edit/removed-items.ts'
export { type RestoreAnswer, restoreBoard } from './edit/restore-board.ts'
export { type BoardJson, boardToJson } from './read/board-json.ts'
export { boardToMarkdown, inlineMarkdown } from './read/board-markdown.ts'
export { checkBoard } from './read/check-board.ts'
export {
  type ComputedItem,
  type ComputeFault,
  type ComputeResult,
  computeTrees,
  isComputed,
  type Swing,
} from './read/compute-tree.ts'
export { type OutlineRow, type OutlineSection, readOutline, readRows } from './read/outline.ts'
export { placedBy } from './read/placed-by.ts'
export { type Amount, readAmount, writeAmount, writeNumber, writeWithUnit } from './read/quantity.ts'
export { type BoardReader, createBoardReader, emptyView, readBoard } from './read/reader.ts'
export { isPowerKind, readSampleSize, type SampleFault, type SampleSize } from './read/sample-size.ts'
export { caretAt, offsetOfCaret } from './text/caret.ts'
export { mapOffset, mergeWords, rebaseEdit, type TextEdit, textEdit, wordEdit } from './text/text-edit.ts'
export { applyAccepted } from './validate/apply-accepted.ts'
export { boardLimits } from './validate/board-limits.ts'
export { isBoardUpdate } from './validate/is-board-update.ts'
export type { UpdateAuthor, UpdateRefusal, ValidateUpdate, Validation, ValidationLimits } from './validate/refusals.ts'
export { validateUpdate } from './validate/validate-update.ts'
