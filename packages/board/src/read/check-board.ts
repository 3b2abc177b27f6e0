import type { BoardView, ItemId } from '../document/board-view.ts'

/** What is wrong with a view, one sentence per fault; empty when it is sound. True of every document whatever its content. */
export function checkBoard(view: BoardView): readonly string[] {
  const faults: string[] = []
  const seen = new Map<ItemId, number>()
  const list = (ids: readonly ItemId[], parent: ItemId | null, section: string | null) => {
    if (ids.length === 0) faults.push(`an empty list under ${parent ?? section}`)
    for (const id of ids) {
      seen.set(id, (seen.get(id) ?? 0) + 1)
      const item = view.items.get(id)
      if (item === undefined) faults.push(`${id} is listed but is no item`)
      else if (item.parent !== parent) faults.push(`${id} is listed under ${parent} but says ${item.parent}`)
      else if (section !== null && item.section !== section) faults.push(`${id} is listed in the section ${section}`)
    }
  }
  for (const [section, ids] of view.roots) list(ids, null, section)
  for (const [parent, ids] of view.children) list(ids, parent, view.items.get(parent)?.section ?? null)

  for (const [id, item] of view.items) {
    if (item.id !== id) faults.push(`${id} calls itself ${item.id}`)
    if (item.removed) faults.push(`${id} is removed and shown`)
    if (seen.get(id) !== 1) faults.push(`${id} is listed ${seen.get(id) ?? 0} times`)
    if (item.parent !== null && !view.items.has(item.parent)) faults.push(`the parent of ${id} is no item`)
    for (const link of item.links)
      if (!view.items.has(link.to)) faults.push(`${id} links to ${link.to}, which is no item`)
  }
  if (reached(view) !== view.items.size) faults.push('there is a ring that no top-level item reaches')
  return faults
}

function reached(view: BoardView): number {
  const found = new Set<ItemId>()
  const stack = [...view.roots.values()].flat()
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (found.has(id)) continue
    found.add(id)
    stack.push(...(view.children.get(id) ?? []))
  }
  return found.size
}
