import type * as Y from 'yjs'
import type { ItemId } from './board-view.ts'
import { type Forest, resolveForest } from './forest.ts'
import { isRemoved, itemsOf, mapOf, placeOf } from './items.ts'
import { contentLimits, isItemId } from './keys.ts'
import type { Place } from './place.ts'

/** Which items are where, read from the document without any text: what a command needs to know to place something. */
export type Shape = {
  readonly forest: Forest
  /** Places of the items that are not removed. */
  readonly standing: ReadonlyMap<ItemId, Place>
  /** The move clock of the next move: above all existing ones. Stays at the largest once there. */
  readonly nextMoveClock: number
}

export function readShape(doc: Y.Doc): Shape {
  const standing = new Map<ItemId, Place>()
  let latest = 0
  for (const id of itemsOf(doc).keys()) {
    const map = isItemId(id) ? mapOf(doc, id) : null
    if (map === null || !isItemId(id)) continue
    const place = placeOf(map)
    latest = Math.max(latest, place.moveClock)
    if (!isRemoved(map)) standing.set(id, place)
  }
  return {
    forest: resolveForest(standing),
    standing,
    nextMoveClock: Math.min(latest + 1, contentLimits.moveClock),
  }
}

/** The items below one, without it; parents before their children. */
export function descendantsOf(forest: Forest, item: ItemId): readonly ItemId[] {
  const found: ItemId[] = [...(forest.children.get(item) ?? [])]
  for (let i = 0; i < found.length; i++) {
    const id = found[i]
    if (id !== undefined) found.push(...(forest.children.get(id) ?? []))
  }
  return found
}
