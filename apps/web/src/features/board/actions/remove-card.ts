import type { BoardView, ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { Trash2 } from 'lucide-react'
import type { BoardUi } from '../board-ui.ts'
import { isBlank } from '../model/board-model.ts'
import { nameOf } from '../model/board-words.ts'
import { branchOf, isFixed, neighbourOf } from '../model/placement.ts'
import type { ActionContext, BoardAction } from './board-action.ts'

/**
 * Whether this card was added here and nothing has come of it: no text, no field, no link, nothing below it, and nobody else in it. Such a
 * card goes as it is left.
 */
export function isUntouched(ui: BoardUi, view: BoardView, id: ItemId): boolean {
  const { fresh, presence } = ui.store.getState()
  const item = view.items.get(id)
  return fresh.has(id) && item !== undefined && isBlank(item) && !view.children.has(id) && !presence.has(id)
}

/** Removes the card and what is below it; the focus goes to its neighbour, in the same mode. */
export function remove({ view, framework, item, mode, board, ui, apply }: ActionContext): void {
  const neighbour = neighbourOf(view, item)
  const branch = branchOf(view, item.id).length - 1
  const quiet = branch === 0 && item.text.trim() === '' && ui.store.getState().fresh.has(item.id)
  if (!quiet) board.breakUndo()
  if (!apply({ kind: 'removeItem', item: item.id })) return
  board.breakUndo()
  if (neighbour) {
    if (mode === 'edit') ui.edit(neighbour, 'end')
    else ui.rest(neighbour)
  } else ui.leave()
  if (!quiet) ui.offerUndo(t`Removed ${nameOf(framework, item)}${branch > 0 ? t` and ${branch} below it` : ''}`)
}

export const removeCard: BoardAction = {
  id: 'remove',
  label: t`Remove`,
  icon: Trash2,
  group: 'Cards',
  restKeys: ['Delete', 'Backspace'],
  inMenu: true,
  danger: true,
  available: ({ framework, item }) => !isFixed(framework, item.id),
  run: remove,
}

export const removeEmpty: BoardAction = {
  ...removeCard,
  id: 'remove-empty',
  label: t`Remove an empty card`,
  textKeys: ['Backspace', 'Delete'],
  restKeys: [],
  inMenu: false,
  available: (context) => context.item.text === '' && removeCard.available(context),
}
