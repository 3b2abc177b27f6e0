import type { ItemId } from '@greenroom/board'
import { type PointerEvent as ReactPointerEvent, type RefCallback, useCallback } from 'react'
import { flushSync } from 'react-dom'
import { moveTo } from '../actions/index.ts'
import { type BoardContext, useBoardContext } from '../board-context.ts'
import type { DropPlace } from '../board-ui.ts'
import type { Card } from '../model/board-model.ts'
import { nests } from '../model/placement.ts'
import { placementOfDrop, whereIn } from './drop-place.ts'
import { cardElement, glideFrom, placesOfCards } from './glide.ts'
import { swallowClick } from './swallow-click.ts'

/** A press becomes a drag only after this many pixels, so that a click with an unsteady hand stays a click. */
const threshold = 6

/** A finger that stays on a card this long, in ms, drags it; one that moves earlier scrolls the section or moves the tree. */
const hold = 300

/**
 * Dragging by pointer: with the mouse anywhere on the card; with a finger or pen at once by the grip, and on the card once held. A finger
 * that was held and is lifted in the same place opens the card's menu. Every move can be made by key and by menu as well. Escape or a
 * second finger cancels it.
 */
export function useCardDrag(card: Card): (event: ReactPointerEvent, from: 'card' | 'grip') => void {
  const context = useBoardContext()
  const { id } = card.item
  return useCallback(
    (event, from) => {
      if (!event.isPrimary || event.button !== 0) return
      if (from === 'card' && event.target instanceof HTMLTextAreaElement) return
      if (from === 'grip') {
        event.preventDefault()
        event.stopPropagation()
      }
      // A nested card's press reaches its parent's handler, too; the innermost card is meant.
      const host = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null
      if (host?.dataset.item !== id) return
      const isHeld = from === 'card' && event.pointerType !== 'mouse'
      follow(context, id, event.pointerId, { x: event.clientX, y: event.clientY }, isHeld ? 'held' : 'moved')
    },
    [context, id],
  )
}

/**
 * For the frame of a card: nothing scrolls under a finger that drags. The browser only consults listeners registered before the finger came
 * down, so this cannot wait for the drag; it is on the cards alone, because the browser waits for the answer before it scrolls.
 */
export function useStillWhileDragged(): RefCallback<HTMLElement> {
  const { ui } = useBoardContext()
  return useCallback(
    (element) => {
      const keep = (event: TouchEvent): void => {
        if (ui.store.getState().drag !== null && event.cancelable) event.preventDefault()
      }
      element?.addEventListener('touchmove', keep, { passive: false })
      return () => element?.removeEventListener('touchmove', keep)
    },
    [ui],
  )
}

/** Follows a press until it ends. It becomes a drag once it has `moved`, or once it was `held` in place. */
function follow(
  context: BoardContext,
  item: ItemId,
  pointer: number,
  start: { x: number; y: number },
  begins: 'moved' | 'held',
): void {
  const { ui } = context
  const box = cardElement(item)?.getBoundingClientRect()
  const grip = { x: start.x - (box?.x ?? start.x), y: start.y - (box?.y ?? start.y) }
  const stop = new AbortController()
  let dragging = false
  let moved = false
  const lift =
    begins === 'held'
      ? setTimeout(() => {
          dragging = true
          ui.setDrag({ item, ...start, grip, drop: null })
        }, hold)
      : undefined

  const end = (drop: DropPlace | null): void => {
    stop.abort()
    clearTimeout(lift)
    if (!dragging) return
    const last = ui.store.getState().drag
    ui.setDrag(null)
    swallowClick()
    if (!drop) return
    const action = context.contextOf(item, 'rest')
    if (!action) return
    const places = placesOfCards()
    // At once, so that the cards' new positions can be measured.
    flushSync(() => moveTo(action, placementOfDrop(action.view, action.framework, action.item, drop)))
    glideFrom(places, { item, x: (last?.x ?? 0) - grip.x, y: (last?.y ?? 0) - grip.y })
  }
  const listen = <K extends keyof WindowEventMap>(type: K, heard: (event: WindowEventMap[K]) => void): void =>
    window.addEventListener(type, heard, { signal: stop.signal, capture: true })

  listen('selectstart', (event) => event.preventDefault())
  listen('pointermove', (event) => {
    if (event.pointerId !== pointer) return
    const { clientX: x, clientY: y } = event
    if (!moved && Math.hypot(x - start.x, y - start.y) < threshold) return
    if (begins === 'held' && !dragging) return end(null)
    moved = true
    dragging = true
    event.preventDefault()
    const drop = dropAt(context, item, x, y)
    ui.setDrag({ item, x, y, grip, drop })
    scrollNearEdge(x, y)
  })
  listen('pointerup', (event) => {
    if (event.pointerId !== pointer) return
    const asksForMenu = dragging && !moved
    end(ui.store.getState().drag?.drop ?? null)
    if (asksForMenu) ui.open({ kind: 'menu', item })
  })
  listen('pointercancel', () => end(null))
  listen('pointerdown', (event) => {
    if (event.pointerId !== pointer) end(null)
  })
  // What the browser does when a finger is held longer; our menu comes when it is lifted.
  if (begins === 'held')
    listen('contextmenu', (event) => {
      event.preventDefault()
      event.stopPropagation()
    })
  listen('keydown', (event) => {
    if (!dragging || event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    end(null)
  })
}

/** What is under the pointer, if the card may go there. */
function dropAt(context: BoardContext, item: ItemId, x: number, y: number): DropPlace | null {
  const action = context.contextOf(item, 'rest')
  const under = document.elementFromPoint(x, y)
  const sectionElement = under?.closest<HTMLElement>('[data-section]')
  const section = context.framework.sections.find((one) => one.id === sectionElement?.dataset.section)
  if (!action || !section || !sectionElement) return null
  const cardElement = under?.closest<HTMLElement>('[data-item]')
  const over = (cardElement?.dataset.item ?? null) as ItemId | null
  if (over === item) return null
  const box = cardElement?.querySelector('.board-card')?.getBoundingClientRect() ?? cardElement?.getBoundingClientRect()
  const horizontal = sectionElement.dataset.flow === 'row'
  const drop: DropPlace = {
    over,
    section: section.id,
    where: box ? whereIn(box, { x, y }, { nests: nests(section), horizontal }) : 'inside',
  }
  return placementOfDrop(action.view, action.framework, action.item, drop) ? drop : null
}

function scrollNearEdge(x: number, y: number): void {
  const scroller = document.elementFromPoint(x, y)?.closest('[data-scrolls]')
  if (!scroller) return
  const box = scroller.getBoundingClientRect()
  if (y < box.top + 28) scroller.scrollBy({ top: -12 })
  else if (y > box.bottom - 28) scroller.scrollBy({ top: 12 })
}
