import type { BoardView, Item, ItemId } from '@greenroom/board'

/**
 * What turns one board into another, as plain data that a worker can send. Items and lists that did not change are not included, so
 * applying it keeps the identity of unchanged items, and only what changed is drawn.
 */
export type ViewDifference = {
  readonly items: readonly (readonly [ItemId, Item | null])[]
  readonly roots: readonly (readonly [string, readonly ItemId[] | null])[]
  readonly children: readonly (readonly [ItemId, readonly ItemId[] | null])[]
}

/** One shared object: a long recording has a difference for each of its edits. */
const unchanged: readonly never[] = Object.freeze([])

function differenceOfMaps<K, V>(from: ReadonlyMap<K, V>, to: ReadonlyMap<K, V>): readonly (readonly [K, V | null])[] {
  if (from === to) return unchanged
  const changed: (readonly [K, V | null])[] = []
  for (const [key, value] of to) if (from.get(key) !== value) changed.push([key, value])
  for (const key of from.keys()) if (!to.has(key)) changed.push([key, null])
  return changed
}

/** By identity: both views come from one reader, or from differences applied to one view. */
export function differenceOf(from: BoardView, to: BoardView): ViewDifference {
  return {
    items: differenceOfMaps(from.items, to.items),
    roots: differenceOfMaps(from.roots, to.roots),
    children: differenceOfMaps(from.children, to.children),
  }
}

type Draft = {
  readonly items: Map<ItemId, Item>
  readonly roots: Map<string, readonly ItemId[]>
  readonly children: Map<ItemId, readonly ItemId[]>
}

function change<K, V>(map: Map<K, V>, changed: readonly (readonly [K, V | null])[]): void {
  for (const [key, value] of changed) {
    if (value === null) map.delete(key)
    else map.set(key, value)
  }
}

function isNothing({ items, roots, children }: ViewDifference): boolean {
  return items.length === 0 && roots.length === 0 && children.length === 0
}

/** Applies differences one after another; returns the same view when they change nothing. */
export function applyDifferences(view: BoardView, differences: Iterable<ViewDifference>): BoardView {
  let draft: Draft | null = null
  for (const difference of differences) {
    if (isNothing(difference)) continue
    draft ??= { items: new Map(view.items), roots: new Map(view.roots), children: new Map(view.children) }
    change(draft.items, difference.items)
    change(draft.roots, difference.roots)
    change(draft.children, difference.children)
  }
  return draft ? Object.freeze(draft) : view
}
