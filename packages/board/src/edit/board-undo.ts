import * as Y from 'yjs'
import { itemsOf, textIn } from '../document/items.ts'
import { readItemKey, removedKey } from '../document/keys.ts'

/**
 * Undo and redo of what carries one origin, and of nothing else.
 *
 * Yjs would undo an added item by deleting its map, and with it whatever others have written in it by then, including what has not arrived
 * yet. Here an item, once created, is never deleted: adding it is undone by a tombstone, as removing is done, and redone by taking the
 * tombstone away. An item that contains others' text stays, and only one's own text in it goes.
 */
export type BoardUndo = {
  /** What follows is a separate step. Until then, edits of the same origin are one step. */
  readonly breakStep: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly canUndo: () => boolean
  readonly canRedo: () => boolean
  readonly close: () => void
}

/** Ranges of struct ids, as Yjs keeps them. */
type Structs = Parameters<typeof Y.isDeleted>[0]

/** Undo of the edits that a document receives with this `origin`. To be closed when the board is. */
export function createBoardUndo(doc: Y.Doc, origin: unknown): BoardUndo {
  const items = itemsOf(doc)
  /** What the step that is being undone created. `null` while redoing. */
  let made: Structs | null = null

  const undoManager = new Y.UndoManager(items, {
    trackedOrigins: new Set([origin]),
    // The caller decides where steps begin; Yjs would use the computer's clock.
    captureTimeout: Number.MAX_SAFE_INTEGER,
    deleteFilter: (struct) => made === null || !belongsToMadeItem(struct, made),
  })

  /** The item's map itself, and what it was created with: not its letters, unless the whole item goes. */
  function belongsToMadeItem(struct: Y.Item, by: Structs): boolean {
    const container = containerOf(struct)
    if (container === null || !Y.isDeleted(by, container.id)) return false
    return struct === container || struct.parent === mapIn(container) || isRemovedItem(container)
  }

  function containerOf(struct: Y.Item): Y.Item | null {
    for (let at: Y.Item | null = struct; at !== null; ) {
      if (at.parent === items) return at
      at = at.parent instanceof Y.AbstractType ? at.parent._item : null
    }
    return null
  }

  /** Adds tombstones to the items that this step created and that nobody else has written in. */
  function removeMade(transaction: Y.Transaction, by: Structs): void {
    const lonely: Y.Map<unknown>[] = []
    Y.iterateDeletedStructs(transaction, by, (struct) => {
      if (!(struct instanceof Y.Item) || struct.deleted || struct.parent !== items) return
      const map = mapIn(struct)
      if (map !== null && !holdsOthersWork(map, doc.clientID)) lonely.push(map)
    })
    for (const map of lonely) if (map.get(removedKey) !== true) map.set(removedKey, true)
  }

  /** One step. `false` when there was nothing left of it to undo. */
  function undoStep(): boolean {
    const stack = undoManager.undoStack
    const top = stack.at(-1)
    if (top === undefined) return true
    // Yjs moves on to the next step when one changed nothing; the tombstones set here would escape its notice.
    const below = stack.splice(0, stack.length - 1)
    let changed = false
    undoManager.undoing = true
    made = top.insertions
    try {
      doc.transact((transaction) => {
        removeMade(transaction, top.insertions)
        undoManager.undo()
        // `undo` has reset the flag, but the step is recorded as redoable only when this outer transaction ends.
        undoManager.undoing = true
        // With nothing to delete, Yjs has either popped the step off the stack or left it there: it is done either way.
        stack.length = 0
        changed = transaction.deleteSet.clients.size > 0 || hasGrown(transaction)
      }, undoManager)
    } finally {
      undoManager.undoing = false
      made = null
      stack.unshift(...below)
    }
    return changed
  }

  return {
    breakStep: () => undoManager.stopCapturing(),
    undo: () => {
      while (!undoStep()) {}
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

function mapIn(container: Y.Item): Y.Map<unknown> | null {
  const { content } = container
  return content instanceof Y.ContentType && content.type instanceof Y.Map ? content.type : null
}

const isRemovedItem = (container: Y.Item): boolean => mapIn(container)?.get(removedKey) === true

const hasGrown = (transaction: Y.Transaction): boolean =>
  [...transaction.doc.store.clients.keys()].some(
    (client) => (transaction.beforeState.get(client) ?? 0) < Y.getState(transaction.doc.store, client),
  )

/** Whether the item contains somebody else's letters, fields or links. */
function holdsOthersWork(map: Y.Map<unknown>, own: number): boolean {
  for (const [name, struct] of map._map) {
    const is = readItemKey(name)?.is
    if ((is === 'field' || is === 'link') && !struct.deleted && struct.id.client !== own) return true
  }
  for (let at = textIn(map)?._start ?? null; at !== null; at = at.right) {
    if (!at.deleted && at.countable && at.id.client !== own) return true
  }
  return false
}
