import type * as Y from 'yjs'
import type { BoardCommand, ItemId } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { mapOf } from '../document/items.ts'
import { removedKey } from '../document/keys.ts'
import { descendantsOf, readShape } from '../document/shape.ts'
import { type BoardRefusal, type CommandContext, type Decision, isFixed, standingMap } from './command-context.ts'
import { addItem, moveItem } from './commands-place.ts'
import { editText } from './commands-text.ts'
import { addLink, removeLink, setField, setKind } from './commands-values.ts'

export type ApplyBoardCommand = (
  doc: Y.Doc,
  framework: Framework,
  command: BoardCommand,
  origin: unknown,
) => { readonly ok: true } | { readonly ok: false; readonly code: BoardRefusal }

/**
 * Decides by the document as it is, then edits it in one transaction with the given origin: one undo step, one update. A command whose
 * result already exists is `ok` and makes no update. Unpaired halves of surrogate pairs are replaced as Yjs would do on the wire, so that
 * both sides hold the same text.
 */
export const applyBoardCommand: ApplyBoardCommand = (doc, framework, command, origin) => {
  const decision = decide({ doc, framework }, command)
  if (typeof decision === 'string') return { ok: false, code: decision }
  if (decision !== null) doc.transact(decision, origin)
  return { ok: true }
}

function decide(context: CommandContext, command: BoardCommand): Decision {
  switch (command.kind) {
    case 'addItem':
      return addItem(context, command)
    case 'moveItem':
      return moveItem(context, command)
    case 'editText':
      return editText(context, command)
    case 'setField':
      return setField(context, command)
    case 'setKind':
      return setKind(context, command)
    case 'addLink':
      return addLink(context, command)
    case 'removeLink':
      return removeLink(context, command)
    case 'removeItem':
      return removeItem(context, command.item)
  }
}

/** The whole subtree is marked, so that anything moved in at the same time has no parent and stays on the board. */
function removeItem({ doc, framework }: CommandContext, item: ItemId): Decision {
  if (standingMap(doc, item) === null) return 'unknown-item'
  if (isFixed(framework, item)) return 'fixed-item'
  const doomed = [item, ...descendantsOf(readShape(doc).forest, item)].filter((id) => !isFixed(framework, id))
  return () => {
    for (const id of doomed) mapOf(doc, id)?.set(removedKey, true)
  }
}
