import { type BoardUndo, createBoardUndo } from '@greenroom/board'
import type * as Y from 'yjs'

/** Undo and redo of one's own work only, back to page load; edits in quick succession are one step. */
export type UndoHistory = BoardUndo & {
  /** To be called before each local edit. */
  readonly beforeEdit: () => void
}

const groupsWithin = 600

export function createUndoHistory(doc: Y.Doc, origin: unknown, monotonic: () => number): UndoHistory {
  const undo = createBoardUndo(doc, origin)
  let lastEdit = Number.NEGATIVE_INFINITY
  return {
    ...undo,
    beforeEdit: () => {
      const now = monotonic()
      if (now - lastEdit > groupsWithin) undo.breakStep()
      lastEdit = now
    },
  }
}
