import type { BoardView, Item } from '../document/board-view.ts'
import type { Framework, Section } from '../document/framework.ts'

export type OutlineRow = { readonly item: Item; readonly depth: number }
export type OutlineSection = {
  readonly id: string
  /** `null` when the framework has no such section, but there are items in it. */
  readonly section: Section | null
  readonly rows: readonly OutlineRow[]
}

/** The items of one section in reading order, each right after its parent. */
export function readRows(view: BoardView, section: string): readonly OutlineRow[] {
  const rows: OutlineRow[] = []
  const stack = (view.roots.get(section) ?? []).toReversed().map((id) => ({ id, depth: 0 }))
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { id, depth } = next
    const item = view.items.get(id)
    if (item !== undefined) rows.push({ item, depth })
    for (const child of (view.children.get(id) ?? []).toReversed()) stack.push({ id: child, depth: depth + 1 })
  }
  return rows
}

/** The whole board in reading order: the framework's sections, then any unknown ones. Every item appears once. */
export function readOutline(view: BoardView, framework: Framework): readonly OutlineSection[] {
  const known = new Set(framework.sections.map((section) => section.id))
  const foreign = [...view.roots.keys()].filter((id) => !known.has(id)).sort()
  return [
    ...framework.sections.map((section) => ({ id: section.id, section, rows: readRows(view, section.id) })),
    ...foreign.map((id) => ({ id, section: null, rows: readRows(view, id) })),
  ]
}
