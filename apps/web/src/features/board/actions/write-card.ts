import { t } from '@lingui/core/macro'
import { Check, Pencil, SquareDashedMousePointer } from 'lucide-react'
import type { BoardAction } from './board-action.ts'
import { isUntouched, remove } from './remove-card.ts'

export const writeCard: BoardAction = {
  id: 'write',
  label: t`Edit`,
  icon: Pencil,
  group: 'Cards',
  restKeys: ['Enter', 'F2'],
  inMenu: true,
  available: ({ mode }) => mode === 'rest',
  run: ({ ui, item }) => ui.edit(item.id),
}

/** In the pinned line Enter adds nothing: it ends editing. */
export const finishLine: BoardAction = {
  id: 'finish-line',
  label: t`Finish the pinned line`,
  icon: Check,
  group: 'Cards',
  textKeys: ['Enter'],
  available: ({ section, mode }) => mode === 'edit' && section.layout === 'line',
  run: ({ ui, item }) => ui.rest(item.id),
}

export const stopWriting: BoardAction = {
  id: 'stop-writing',
  label: t`Stop editing, so that Tab moves on`,
  icon: SquareDashedMousePointer,
  group: 'Cards',
  textKeys: ['Escape'],
  available: ({ mode }) => mode === 'edit',
  run: (context) => {
    const { ui, view, item } = context
    if (isUntouched(ui, view, item.id)) remove({ ...context, mode: 'rest' })
    else ui.rest(item.id)
  },
}
