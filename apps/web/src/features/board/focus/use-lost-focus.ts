import type { BoardView, Item, ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { OtherPerson } from '../board-props.ts'
import type { BoardUi } from '../board-ui.ts'
import { sectionOrder, siblingsOf } from '../model/placement.ts'

type Place = {
  readonly item: Item
  readonly at: number
  /** The card that came after it. */
  readonly before: ItemId | null
}

/**
 * When the focused card disappears because of somebody else, no other card receives what is typed: the focus goes to its section, which
 * takes no letters, and the card and its text are offered back. After one's own undo its neighbour takes the focus.
 */
export function useLostFocus(
  ui: BoardUi,
  view: BoardView,
  root: RefObject<HTMLElement | null>,
  others: readonly OtherPerson[],
  authorOf?: (item: ItemId) => string | null,
): void {
  const place = useRef<Place | null>(null)
  useLayoutEffect(() => {
    const remember = (): void => {
      const focus = ui.store.getState().focus
      const item = focus && view.items.get(focus.item)
      if (!item) return
      const order = sectionOrder(view, item.section)
      const siblings = siblingsOf(view, item)
      place.current = {
        item,
        at: order.indexOf(item.id),
        before: siblings[siblings.indexOf(item.id) + 1] ?? null,
      }
    }
    const settle = (): void => {
      const focus = ui.store.getState().focus
      const last = place.current
      if (!last || view.items.has(last.item.id)) return
      if (focus !== null && focus.item !== last.item.id) return
      place.current = null
      const own = ui.takenBack.delete(last.item.id)
      // Focus that the person moved elsewhere stays there.
      const gone = document.activeElement === document.body || document.activeElement === null
      if (own) {
        if (!gone) return
        const order = sectionOrder(view, last.item.section)
        const next = order[Math.max(0, Math.min(last.at, order.length) - 1)]
        if (next) ui.rest(next)
        else {
          ui.leave()
          root.current?.querySelector<HTMLElement>(`[data-section="${last.item.section}"] .board-add-button`)?.focus()
        }
        return
      }
      if (focus === null) return
      const writing = focus.mode === 'edit'
      const text = ui.lastWords.item === last.item.id ? ui.lastWords.text : last.item.text
      const names = new Set(others.map((person) => person.name))
      const [only = ''] = names
      const who = authorOf?.(last.item.id) ?? (names.size === 1 ? only : t`Someone else`)
      const said = t`${who} removed ${writing ? t`the card you were editing` : t`this card`}.`
      ui.lose({ item: last.item, text, before: last.before, said })
      if (!gone) return
      const section =
        root.current?.querySelector<HTMLElement>(`section[data-section="${last.item.section}"]`) ?? root.current
      if (!section) return
      section.tabIndex = -1
      section.focus({ preventScroll: true })
    }
    settle()
    remember()
    return ui.store.subscribe(remember)
  }, [ui, view, root, others, authorOf])
}
