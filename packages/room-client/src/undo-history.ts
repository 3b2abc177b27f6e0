import { itemsOf } from '@greenroom/board'
import * as Y from 'yjs'

/** Undo and redo of one's own work only: what carries the local origin, back to page load. */
export type UndoHistory = {
  /** To be called before each local edit: edits in quick succession are one step. */
  readonly beforeEdit: () => void
  readonly breakStep: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean
  readonly close: () => void
}

export const groupsWithin = 600

export const createUndoHistory = (doc: Y.Doc, origin: unknown, monotonic: () => number): UndoHistory => {
  const undoManager = new Y.UndoManager(itemsOf(doc), {
    trackedOrigins: new Set([origin]),
    // Yjs would group by the computer's clock, which may be set; grouping is done below by the monotonic one.
    captureTimeout: Number.MAX_SAFE_INTEGER,
  })
  let lastEdit = Number.NEGATIVE_INFINITY
  return {
    beforeEdit: () => {
      const now = monotonic()
      if (now - lastEdit > groupsWithin) undoManager.stopCapturing()
      lastEdit = now
    },
    breakStep: () => undoManager.stopCapturing(),
    undo: () => {
      undoManager.undo()
      undoManager.stopCapturing()
    },
    redo: () => {
      undoManager.redo()
      undoManager.stopCapturing()
    },
    canUndo: () => undoManager.canUndo(),
    canRedo: () => undoManager.canRedo(),
    close: () => undoManager.destroy(),
  }
}
