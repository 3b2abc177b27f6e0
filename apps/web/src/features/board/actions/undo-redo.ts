import { t } from '@lingui/core/macro'
import { Redo2, Undo2 } from 'lucide-react'
import type { BoardAction } from './board-action.ts'

/** Only one's own work, back to when the page was opened. */
export const undo: BoardAction = {
  id: 'undo',
  label: t`Undo`,
  icon: Undo2,
  group: 'Board',
  restKeys: ['Mod+z'],
  textKeys: ['Mod+z'],
  available: () => true,
  run: ({ board }) => board.undo(),
}

export const redo: BoardAction = {
  id: 'redo',
  label: t`Redo`,
  icon: Redo2,
  group: 'Board',
  restKeys: ['Mod+Shift+z', 'Mod+y'],
  textKeys: ['Mod+Shift+z', 'Mod+y'],
  available: () => true,
  run: ({ board }) => board.redo(),
}
