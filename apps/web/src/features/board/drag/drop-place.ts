import type { BoardView, Framework, Item, ItemId, Placement } from '@greenroom/board'
import type { DropPlace } from '../board-ui.ts'
import { isWithin, mayTakeBranch, nests, siblingsOf } from '../model/placement.ts'

/** Where in a card's box a pointer is: the middle means "under it" where cards may nest. */
export function whereIn(
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  point: { readonly x: number; readonly y: number },
  options: { readonly nests: boolean; readonly horizontal: boolean },
): DropPlace['where'] {
  const along = options.horizontal ? (point.x - box.left) / box.width : (point.y - box.top) / box.height
  if (options.nests && along > 0.28 && along < 0.72) return 'inside'
  return along < 0.5 ? 'before' : 'after'
}

/** The placement that a drop means. `null` where the card may not go. */
export function placementOfDrop(view: BoardView, framework: Framework, item: Item, drop: DropPlace): Placement | null {
  const section = framework.sections.find((one) => one.id === drop.section)
  if (!section || !mayTakeBranch(view, section, item)) return null
  if (drop.over === null) return { section: section.id, parent: null, before: null }
  const over = view.items.get(drop.over)
  if (!over || isWithin(view, over.id, item.id)) return null
  if (drop.where === 'inside') return nests(section) ? { section: section.id, parent: over.id, before: null } : null
  const siblings: readonly ItemId[] = siblingsOf(view, over).filter((id) => id !== item.id)
  const at = siblings.indexOf(over.id) + (drop.where === 'after' ? 1 : 0)
  return { section: section.id, parent: over.parent, before: siblings[at] ?? null }
}
