import type { ApplyBoardCommand } from '../contract.ts'
import { mapOf } from '../document/items.ts'
import { removedKey } from '../document/keys.ts'
import { descendantsOf, readShape } from '../document/shape.ts'
import type { BoardCommand, ItemId } from '../read/board-view.ts'
import { type CommandRoom, type Decision, isFixed, standingMap } from './command-room.ts'
import { addItem, moveItem } from './commands-place.ts'
import { editText } from './commands-text.ts'
import { addLink, removeLink, setField, setKind } from './commands-values.ts'

/**
 * Decides by the document as it is, then edits it in one transaction with the given origin: one step of undo, one update. A
 * wish that is fulfilled already is `ok` and makes no update. Unpaired halves of surrogate pairs are replaced as
 * Yjs would on the wire, so that both sides hold the same text.
 */
export const applyBoardCommand: ApplyBoardCommand = (doc, framework, command, origin) => {
  const decision = decide({ doc, framework }, command)
  if (typeof decision === 'string') return { ok: false, code: decision }
  if (decision !== null) doc.transact(decision, origin)
  return { ok: true }
}

function decide(room: CommandRoom, command: BoardCommand): Decision {
  switch (command.kind) {
    case 'addItem':
      return addItem(room, command)
    case 'moveItem':
      return moveItem(room, command)
    case 'editText':
      return editText(room, command)
    case 'setField':
      return setField(room, command)
    case 'setKind':
      return setKind(room, command)
    case 'addLink':
      return addLink(room, command)
    case 'removeLink':
      return removeLink(room, command)
    case 'removeItem':
      return removeItem(room, command.item)
  }
}

/** The whole subtree is marked, so that what others move in at the same time is nobody's child and stays on the board. */
function removeItem({ doc, framework }: CommandRoom, item: ItemId): Decision {
  if (standingMap(doc, item) === null) return 'unknown-item'
  if (isFixed(framework, item)) return 'fixed-item'
  const doomed = [item, ...descendantsOf(readShape(doc).forest, item)].filter((id) => !isFixed(framework, id))
  return () => {
    for (const id of doomed) mapOf(doc, id)?.set(removedKey, true)
  }
}
