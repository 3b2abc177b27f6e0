import type { BoardView, ItemId } from '@greenroom/board'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { BoardUi } from '../board-ui.ts'
import { sectionOrder } from '../model/placement.ts'

/**
 * When the card in focus disappears (somebody removed it, or undo took it back), its neighbour takes the focus, so that the
 * next key does not go to the page. A section that is left empty offers what adds to it.
 */
export function useLostFocus(ui: BoardUi, view: BoardView, root: RefObject<HTMLElement | null>): void {
  const place = useRef<{ readonly item: ItemId; readonly section: string; readonly at: number } | null>(null)
  useLayoutEffect(() => {
    const remember = (): void => {
      const focus = ui.store.getState().focus
      const item = focus && view.items.get(focus.item)
      if (item)
        place.current = { item: item.id, section: item.section, at: sectionOrder(view, item.section).indexOf(item.id) }
    }
    const settle = (): void => {
      const focus = ui.store.getState().focus
      const last = place.current
      if (!last || view.items.has(last.item)) return
      if (focus !== null && focus.item !== last.item) return
      place.current = null
      // Focus that went elsewhere by the person's own will is theirs.
      if (document.activeElement !== document.body && document.activeElement !== null) return
      const order = sectionOrder(view, last.section)
      const next = order[Math.max(0, Math.min(last.at, order.length) - 1)]
      if (next && focus?.mode === 'edit') ui.edit(next, 'end')
      else if (next) ui.rest(next)
      else {
        ui.leave()
        root.current?.querySelector<HTMLElement>(`[data-section="${last.section}"] .board-add-button`)?.focus()
      }
    }
    settle()
    remember()
    return ui.store.subscribe(remember)
  }, [ui, view, root])
}
