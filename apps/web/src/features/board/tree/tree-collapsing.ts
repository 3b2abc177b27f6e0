import type { ItemId } from '@greenroom/board'
import { type Branch, flatten } from '../model/board-model.ts'
import { headOf } from './tree-formula.ts'
import type { TreeDrawing } from './tree-layout.ts'
import { type Extent, fitDrawing, zoomRange } from './tree-view.ts'

/** The children of the head are always shown: a tree that is collapsed to its head says nothing. */
const headLevel = 1

const mostTries = 24

/** In a lower window a part of the tree is shown and panned: collapsed, it would say nothing. */
const leastHeight = 260

type Collapsing = {
  readonly branches: readonly Branch[]
  readonly byHand: ReadonlySet<ItemId>
  /** Opened by hand, or containing the focus: never collapsed. */
  readonly kept: ReadonlySet<ItemId>
  readonly window: Extent
  /** The tree as it would be drawn with these cards collapsed. */
  readonly draw: (collapsed: ReadonlySet<ItemId>) => TreeDrawing
}

/**
 * What is collapsed so that the rest can be read: letters are never drawn smaller than 12 px, and where a tree does not fit at that size, its
 * far branches collapse to their count, the deepest first and of those the one that hides most. What was collapsed by hand stays collapsed. Uses
 * estimated sizes, so that the same tree in the same window always collapses the same way.
 */
export function collapseToFit({ branches, byHand, kept, window, draw }: Collapsing): ReadonlySet<ItemId> {
  if (window.width === 0 || window.height < leastHeight) return byHand
  const collapsed = new Set(byHand)
  const head = (headOf(branches) ?? branches[0])?.card.item.id
  const fits = (): boolean => fitDrawing(draw(collapsed), window, 0).k >= zoomRange.min
  const branchesToHide = flatten(branches)
    .filter(
      ({ item, below, level }) =>
        below > 0 && (level > headLevel || item.id !== head) && !kept.has(item.id) && !collapsed.has(item.id),
    )
    .toSorted((a, b) => b.level - a.level || b.below - a.below)
  // Few layout passes, however large the board is.
  const atOnce = Math.ceil(branchesToHide.length / mostTries)
  for (let first = 0; first < branchesToHide.length && !fits(); first += atOnce)
    for (const { item } of branchesToHide.slice(first, first + atOnce)) collapsed.add(item.id)
  return collapsed.size === byHand.size ? byHand : collapsed
}

/** A card and every card above it, so that none of them hides it. */
export function withParents(branches: readonly Branch[], item: ItemId | null): readonly ItemId[] {
  if (item === null) return []
  for (const { card, children } of branches) {
    if (card.item.id === item) return [item]
    const below = withParents(children, item)
    if (below.length > 0) return [card.item.id, ...below]
  }
  return []
}
