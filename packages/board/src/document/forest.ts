import type { ItemId } from './board-view.ts'
import type { Place } from './place.ts'

export type Forest = {
  /** The parent as shown. `null`: top level. */
  readonly parentOf: ReadonlyMap<ItemId, ItemId | null>
  /** The section as shown: that of the top-level ancestor. */
  readonly sectionOf: ReadonlyMap<ItemId, string>
  readonly roots: ReadonlyMap<string, readonly ItemId[]>
  readonly children: ReadonlyMap<ItemId, readonly ItemId[]>
}

/**
 * Resolves the parents of all items that are not removed, the same on every replica whatever the places say: no item is lost, and there is
 * no cycle.
 *
 * A parent that is removed or unknown counts as none, so that what was moved below an item while somebody removed it stays visible. In a
 * cycle, the edge with the largest (move clock, id) gives way. That equals attaching all items in the order of their move clocks and
 * skipping whatever would close a cycle, because an edge closes a cycle only if it is the last of it to be attached; but it takes linear
 * time, even on a chain of thousands. A child is in its parent's section.
 */
export function resolveForest(standing: ReadonlyMap<ItemId, Place>): Forest {
  const parentOf = new Map<ItemId, ItemId | null>()
  for (const [id, place] of standing) {
    parentOf.set(id, place.parent !== null && standing.has(place.parent) ? place.parent : null)
  }
  breakRings(standing, parentOf)

  const sectionOf = new Map<ItemId, string>()
  const climbed: ItemId[] = []
  for (const id of standing.keys()) {
    let at: ItemId | null = id
    let section: string | undefined
    while (at !== null && section === undefined) {
      section = sectionOf.get(at)
      if (section !== undefined) break
      climbed.push(at)
      const parent: ItemId | null = parentOf.get(at) ?? null
      if (parent === null) section = standing.get(at)?.section ?? ''
      at = parent
    }
    for (const below of climbed) sectionOf.set(below, section ?? '')
    climbed.length = 0
  }

  const roots = new Map<string, ItemId[]>()
  const children = new Map<ItemId, ItemId[]>()
  for (const id of standing.keys()) {
    const parent = parentOf.get(id) ?? null
    if (parent === null) pushTo(roots, sectionOf.get(id) ?? '', id)
    else pushTo(children, parent, id)
  }
  const inOrder = (a: ItemId, b: ItemId): number => {
    const left = standing.get(a)?.order ?? ''
    const right = standing.get(b)?.order ?? ''
    if (left !== right) return left < right ? -1 : 1
    return a < b ? -1 : 1
  }
  for (const list of roots.values()) list.sort(inOrder)
  for (const list of children.values()) list.sort(inOrder)
  return { parentOf, sectionOf, roots, children }
}

function pushTo<K>(lists: Map<K, ItemId[]>, key: K, id: ItemId): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [id])
  else list.push(id)
}

/** Every item has at most one parent, so each walk up ends at the top, in an earlier walk, or in a cycle of its own. */
function breakRings(standing: ReadonlyMap<ItemId, Place>, parentOf: Map<ItemId, ItemId | null>): void {
  const walkOf = new Map<ItemId, number>()
  let walk = 0
  for (const start of standing.keys()) {
    walk++
    let at: ItemId | null = start
    while (at !== null && !walkOf.has(at)) {
      walkOf.set(at, walk)
      at = parentOf.get(at) ?? null
    }
    if (at === null || walkOf.get(at) !== walk) continue
    const entry: ItemId = at
    let last: ItemId = entry
    for (let next = parentOf.get(entry) ?? null; next !== null && next !== entry; next = parentOf.get(next) ?? null) {
      if (movedLater(next, last, standing)) last = next
    }
    parentOf.set(last, null)
  }
}

function movedLater(a: ItemId, b: ItemId, standing: ReadonlyMap<ItemId, Place>): boolean {
  const left = standing.get(a)?.moveClock ?? 0
  const right = standing.get(b)?.moveClock ?? 0
  return left === right ? a > b : left > right
}
