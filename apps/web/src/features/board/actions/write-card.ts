import { Pencil, SquareDashedMousePointer } from 'lucide-react'
import type { BoardAction } from './board-action.ts'

export const writeCard: BoardAction = {
  id: 'write',
  label: 'Write',
  icon: Pencil,
  group: 'Cards',
  restKeys: ['Enter', 'F2'],
  inMenu: true,
  available: ({ mode }) => mode === 'rest',
  run: ({ ui, item }) => ui.edit(item.id),
}

export const stopWriting: BoardAction = {
  id: 'stop-writing',
  label: 'Stop writing; Tab then goes on to the next place',
  icon: SquareDashedMousePointer,
  group: 'Cards',
  textKeys: ['Escape'],
  available: ({ mode }) => mode === 'edit',
  run: ({ ui, item }) => ui.rest(item.id),
}
