import { t } from '@lingui/core/macro'
import { Maximize2, Minimize2 } from 'lucide-react'
import type { BoardAction } from './board-action.ts'

export const openFullSize: BoardAction = {
  id: 'full-size',
  label: t`Open the section full size, or close it`,
  icon: Maximize2,
  group: 'Board',
  restKeys: ['Alt+Enter'],
  // The pinned line stays on top at every size, and has no other.
  available: ({ section }) => section.layout !== 'line',
  run: ({ ui, section, item }) => {
    const full = ui.store.getState().full === section.id
    ui.setFull(full ? null : section.id)
    ui.rest(item.id)
    ui.say(full ? t`Showing the whole board.` : t`${section.title} is full size. Press Escape to go back.`)
  },
}

export const closeFullSize: BoardAction = {
  id: 'close-full-size',
  label: t`Back to the whole board`,
  icon: Minimize2,
  group: 'Board',
  restKeys: ['Escape'],
  available: ({ ui }) => ui.store.getState().full !== null,
  run: ({ ui, item }) => {
    ui.setFull(null)
    ui.rest(item.id)
    ui.say(t`Showing the whole board.`)
  },
}
