import type { Item, ItemId } from '@greenroom/board'
import type { BoardClient } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useRef } from 'react'
import { announce } from '../../live/announcements.ts'

const section = 'tray'

/** Puts a card back at the end of the tray, under its own id and with its present text. */
function bringBack(tray: BoardClient, item: Item): void {
  const { view } = tray.getSnapshot()
  if (view.items.has(item.id)) return
  const thought: Item = { ...item, kind: 'thought', section, parent: null, fields: {}, links: [] }
  const there = view.roots.get(section) ?? []
  const answer = tray.restore({
    ...view,
    items: new Map([...view.items, [item.id, thought]]),
    roots: new Map([...view.roots, [section, [...there, item.id]]]),
  })
  if (answer.ok) announce(t`Back in the think tray`)
}

/**
 * A move from the tray to the board is one step for the person who made it, but an edit of two documents. Undo on the board removes its
 * card; then the thought is in the tray again, and redo takes it from there. A card that is removed in another way stays removed. Returns a
 * function that records a move.
 */
export function useMovedThoughts(tray: BoardClient | null, board: BoardClient): (item: ItemId) => void {
  const moved = useRef(new Set<ItemId>())
  useEffect(() => {
    if (tray === null) return
    let before = board.getSnapshot().view
    return board.subscribe(() => {
      const { view, canRedo } = board.getSnapshot()
      if (view === before) return
      const was = before
      before = view
      for (const id of moved.current) {
        const item = was.items.get(id)
        const isThere = view.items.has(id)
        // What one removes oneself can be undone, and never redone; what others remove was last changed by somebody else.
        if (item && !isThere && canRedo && board.placedBy(id) === 'me') bringBack(tray, item)
        if (!item && isThere) tray.apply({ kind: 'removeItem', item: id })
      }
    })
  }, [tray, board])
  return useCallback((item) => void moved.current.add(item), [])
}
