import type { BoardView, Framework, ItemId } from '@greenroom/board'
import { isBlank } from './board-model.ts'
import { isFixed } from './placement.ts'

/** The same view for the same board, so that nothing is drawn again. */
const known = new WeakMap<BoardView, BoardView>()

/**
 * A board after its round, without cards in which nothing was ever written: somebody had just added one when the round ended. As long as it
 * runs, such a card goes when it is left.
 */
export function withoutBlankCards(view: BoardView, framework: Framework): BoardView {
  const before = known.get(view)
  if (before !== undefined) return before
  const linked = new Set([...view.items.values()].flatMap(({ links }) => links.map(({ to }) => to)))
  const stays = (id: ItemId): boolean => {
    const item = view.items.get(id)
    if (item === undefined || !isBlank(item) || isFixed(framework, id) || linked.has(id)) return true
    return (view.children.get(id) ?? []).some(stays)
  }
  const items = new Map([...view.items].filter(([id]) => stays(id)))
  const kept = <Key>(lists: ReadonlyMap<Key, readonly ItemId[]>): ReadonlyMap<Key, readonly ItemId[]> =>
    new Map([...lists].map(([key, ids]) => [key, ids.filter((id) => items.has(id))]))
  const after =
    items.size === view.items.size ? view : { items, roots: kept(view.roots), children: kept(view.children) }
  known.set(view, after)
  return after
}
