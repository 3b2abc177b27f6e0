import type { ItemId } from '@greenroom/board'

type Places = ReadonlyMap<string, DOMRect>

const duration = 170

/** The card of an item as it is drawn on the live board. `null` when it is not drawn. */
export function cardElement(item: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-board] [data-item="${CSS.escape(item)}"] .board-card`)
}

/** Where each card is drawn now. */
export function placesOfCards(): Places {
  const places = new Map<string, DOMRect>()
  for (const element of document.querySelectorAll<HTMLElement>('[data-board] [data-item]')) {
    const card = element.querySelector('.board-card')
    if (element.dataset.item !== undefined && card) places.set(element.dataset.item, card.getBoundingClientRect())
  }
  return places
}

/**
 * Lets every card that is drawn elsewhere than before glide to its place, the dropped one from where it was released. Nothing moves for
 * people who asked for reduced motion.
 */
export function glideFrom(
  before: Places,
  dropped: { readonly item: ItemId; readonly x: number; readonly y: number },
): void {
  if (typeof matchMedia === 'undefined' || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  for (const [item, rect] of placesOfCards()) {
    const from = item === dropped.item ? dropped : before.get(item)
    const card = cardElement(item)
    if (!from || !card?.animate) continue
    // Inside a zoomed tree, a pixel is not a pixel of the window.
    const zoom = rect.width / Math.max(1, card.offsetWidth)
    const [x, y] = [(from.x - rect.x) / zoom, (from.y - rect.y) / zoom]
    if (Math.hypot(x, y) < 2) continue
    card.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
      duration,
      easing: 'cubic-bezier(0.2, 0, 0, 1)',
    })
  }
}
