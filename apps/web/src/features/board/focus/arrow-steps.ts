import type { ItemId } from '@greenroom/board'
import type { Rect } from '../sections/section-packing.ts'

export type PlacedCard = { readonly item: ItemId; readonly rect: Rect }

/**
 * The card that an arrow key goes to, by where the cards are drawn: the nearest one in that direction, where a card that
 * overlaps on the other axis comes before one that does not. Left and right fall back to reading order, so that no card of
 * a ragged grid is out of reach.
 */
export function cardInDirection(cards: readonly PlacedCard[], from: ItemId, key: string): ItemId | null {
  const at = cards.findIndex((card) => card.item === from)
  const start = cards[at]
  if (!start) return null
  if (key === 'Home') return cards[0]?.item ?? null
  if (key === 'End') return cards.at(-1)?.item ?? null
  const vertical = key === 'ArrowUp' || key === 'ArrowDown'
  const forward = key === 'ArrowDown' || key === 'ArrowRight'
  if (!vertical && key !== 'ArrowLeft' && key !== 'ArrowRight') return null

  let best: { readonly item: ItemId; readonly cost: number } | null = null
  for (const { item, rect } of cards) {
    if (item === from) continue
    const a = start.rect
    const gap = vertical
      ? forward
        ? rect.y - (a.y + a.height)
        : a.y - (rect.y + rect.height)
      : forward
        ? rect.x - (a.x + a.width)
        : a.x - (rect.x + rect.width)
    if (gap < -4) continue
    const aside = vertical
      ? Math.max(0, rect.x - (a.x + a.width), a.x - (rect.x + rect.width))
      : Math.max(0, rect.y - (a.y + a.height), a.y - (rect.y + rect.height))
    const skew = vertical ? Math.abs(rect.x - a.x) : Math.abs(rect.y - a.y)
    if (!vertical && aside > 0) continue
    const cost = Math.max(0, gap) + aside * 4 + skew * 0.1
    if (best === null || cost < best.cost) best = { item, cost }
  }
  if (best) return best.item
  return vertical ? null : (cards[at + (forward ? 1 : -1)]?.item ?? null)
}
