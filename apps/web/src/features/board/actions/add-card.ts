import type { ItemId, Placement } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { CornerDownRight, Plus } from 'lucide-react'
import type { BoardActions } from '../board-props.ts'
import type { BoardUi } from '../board-ui.ts'
import { nests, placeAfter } from '../model/placement.ts'
import type { ActionContext, BoardAction } from './board-action.ts'

type AddContext = Pick<ActionContext, 'apply' | 'ui'> & {
  readonly board: Pick<BoardActions, 'breakUndo' | 'newItemId'>
  readonly ui: BoardUi
}

/** Adds an empty card and opens it for writing. The card and the text typed into it are one undo step. */
export function addCard({ board, ui, apply }: AddContext, itemKind: string, at: Placement): ItemId | null {
  const item = board.newItemId()
  board.breakUndo()
  if (!apply({ kind: 'addItem', item, itemKind, text: '', at })) return null
  ui.setFresh(item, true)
  ui.edit(item)
  return item
}

/** A line section contains only the framework's own items. */
const takesMore = ({ section, framework }: ActionContext): boolean =>
  section.layout !== 'line' || !framework.seeds.some((seed) => seed.section === section.id)

export const addBelow: BoardAction = {
  id: 'add-below',
  label: t`Add a card below`,
  icon: Plus,
  group: 'Cards',
  restKeys: ['Shift+Enter'],
  textKeys: ['Enter'],
  inMenu: true,
  available: takesMore,
  run: (context) => {
    addCard(context, context.item.kind, placeAfter(context.view, context.item))
  },
}

export const addUnder: BoardAction = {
  id: 'add-under',
  label: t`Add a nested card`,
  icon: CornerDownRight,
  group: 'Cards',
  restKeys: ['Mod+Enter'],
  textKeys: ['Mod+Enter'],
  inMenu: true,
  available: (context) => nests(context.section) && takesMore(context),
  run: (context) => {
    context.ui.collapse(context.item.id, false)
    addCard(context, context.item.kind, { section: context.item.section, parent: context.item.id, before: null })
  },
}
