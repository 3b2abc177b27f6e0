import { t } from '@lingui/core/macro'
import { Ellipsis, Link2, Shapes, SlidersHorizontal } from 'lucide-react'
import { isFixed } from '../model/placement.ts'
import { type ActionContext, type BoardAction, keepFocus } from './board-action.ts'

const kindOf = ({ framework, item }: ActionContext) => framework.kinds.find((kind) => kind.id === item.kind)

export const openDetails: BoardAction = {
  id: 'details',
  label: t`Details…`,
  icon: SlidersHorizontal,
  group: 'Cards',
  restKeys: ['Mod+.'],
  textKeys: ['Mod+.'],
  inMenu: true,
  available: (context) => (kindOf(context)?.fields.length ?? 0) > 0,
  run: ({ ui, item }) => ui.open({ kind: 'details', item: item.id, field: null }),
}

export const openLinks: BoardAction = {
  id: 'link',
  label: t`Link to…`,
  icon: Link2,
  group: 'Cards',
  inMenu: true,
  available: (context) => (kindOf(context)?.links.length ?? 0) > 0,
  run: ({ ui, item }) => ui.open({ kind: 'link', item: item.id }),
}

/** Cycles through the kinds of the section. Fields and links that the next kind does not have are kept, hidden, by the board. */
export const switchKind: BoardAction = {
  id: 'kind',
  label: t`Change type`,
  icon: Shapes,
  group: 'Cards',
  inMenu: true,
  available: ({ section, framework, item }) => section.kinds.length > 1 && !isFixed(framework, item.id),
  run: (context) => {
    const { section, framework, item, board, apply, ui } = context
    const next = section.kinds[(section.kinds.indexOf(item.kind) + 1) % section.kinds.length]
    if (!next) return
    board.breakUndo()
    if (!apply({ kind: 'setKind', item: item.id, itemKind: next })) return
    board.breakUndo()
    keepFocus(context)
    ui.say(t`Now a ${framework.kinds.find((kind) => kind.id === next)?.label.toLowerCase() ?? t`card`}.`)
  },
}

export const openMenu: BoardAction = {
  id: 'menu',
  label: t`Card actions`,
  icon: Ellipsis,
  group: 'Cards',
  restKeys: ['Mod+/', 'Shift+F10', 'ContextMenu'],
  textKeys: ['Mod+/'],
  available: () => true,
  run: ({ ui, item }) => ui.open({ kind: 'menu', item: item.id }),
}
