import type { BoardView, Framework, Item, ItemId, Placement, Section } from '@greenroom/board'

/** Where a card goes with each of the moves that a person can ask for. Every function returns `null` when there is no such place. */

const none: readonly ItemId[] = []

export function siblingsOf(view: BoardView, item: Item): readonly ItemId[] {
  return (item.parent ? view.children.get(item.parent) : view.roots.get(item.section)) ?? none
}

function sectionOf(framework: Framework, item: Item): Section | undefined {
  return framework.sections.find((section) => section.id === item.section)
}

export function nests(section: Section): boolean {
  return section.nests || section.layout === 'tree'
}

function mayStand(section: Section, itemKind: string): boolean {
  return section.kinds.includes(itemKind)
}

/** Whether the framework pins this item in its place (the goal): it cannot be moved or removed. */
export function isFixed(framework: Framework, item: ItemId): boolean {
  return framework.seeds.some((seed) => seed.item === item)
}

/** `count` places up (negative) or down among its siblings. */
export function placeBeside(view: BoardView, framework: Framework, item: Item, step: -1 | 1): Placement | null {
  const all = siblingsOf(view, item)
  // A table groups its rows by kind, so "up" there means above the row of the same kind that is visible.
  const grouped = sectionOf(framework, item)?.layout === 'table'
  const siblings = grouped ? all.filter((id) => view.items.get(id)?.kind === item.kind) : all
  const at = siblings.indexOf(item.id)
  const to = at + step
  if (at < 0 || to < 0 || to >= siblings.length) return null
  const before = step === -1 ? siblings[to] : all[all.indexOf(siblings[to] ?? item.id) + 1]
  return { section: item.section, parent: item.parent, before: before ?? null }
}

/** Under the card before it, as its last child. */
export function placeNested(view: BoardView, framework: Framework, item: Item): Placement | null {
  const section = sectionOf(framework, item)
  if (!section || !nests(section)) return null
  const siblings = siblingsOf(view, item)
  const parent = siblings[siblings.indexOf(item.id) - 1]
  return parent ? { section: item.section, parent, before: null } : null
}

/** Beside its parent, right after it. */
export function placeOutdented(view: BoardView, item: Item): Placement | null {
  if (!item.parent) return null
  const parent = view.items.get(item.parent)
  if (!parent) return null
  const aunts = siblingsOf(view, parent)
  const next = aunts[aunts.indexOf(parent.id) + 1]
  return { section: parent.section, parent: parent.parent, before: next ?? null }
}

/** The end of the next (or previous) section in the framework's order that takes this kind. */
export function placeInNextSection(view: BoardView, framework: Framework, item: Item, step: -1 | 1): Placement | null {
  const at = framework.sections.findIndex((section) => section.id === item.section)
  for (let to = at + step; to >= 0 && to < framework.sections.length; to += step) {
    const section = framework.sections[to]
    if (section && mayTakeBranch(view, section, item)) return { section: section.id, parent: null, before: null }
  }
  return null
}

/** Right below an item, among its siblings. */
export function placeAfter(view: BoardView, item: Item): Placement {
  const siblings = siblingsOf(view, item)
  return { section: item.section, parent: item.parent, before: siblings[siblings.indexOf(item.id) + 1] ?? null }
}

/** Whether `item` is `ancestor` or somewhere below it. */
export function isWithin(view: BoardView, item: ItemId, ancestor: ItemId): boolean {
  let at: ItemId | null = item
  for (let steps = 0; at && steps <= view.items.size; steps++) {
    if (at === ancestor) return true
    at = view.items.get(at)?.parent ?? null
  }
  return false
}

/** The item and everything below it, parents first. */
export function branchOf(view: BoardView, item: ItemId): readonly ItemId[] {
  const branch: ItemId[] = []
  const visit = (id: ItemId): void => {
    branch.push(id)
    for (const child of view.children.get(id) ?? none) visit(child)
  }
  visit(item)
  return branch
}

/** All items of a section in reading order, parents before their children. */
export function sectionOrder(view: BoardView, section: string): readonly ItemId[] {
  return (view.roots.get(section) ?? none).flatMap((root) => branchOf(view, root))
}

/** A branch stays together: a section takes all of it or nothing. */
export function mayTakeBranch(view: BoardView, section: Section, item: Item): boolean {
  const branch = branchOf(view, item.id)
  if (branch.length > 1 && !nests(section)) return false
  return branch.every((id) => mayStand(section, view.items.get(id)?.kind ?? ''))
}

export type Destination = {
  readonly key: string
  readonly section: Section
  /** `null`: the top level of the section. */
  readonly parent: Item | null
  readonly at: Placement
}

/** Every section and parent that can take this item, except where it already is. */
export function destinationsOf(view: BoardView, framework: Framework, item: Item): readonly Destination[] {
  const found: Destination[] = []
  for (const section of framework.sections) {
    if (!mayTakeBranch(view, section, item)) continue
    if (item.section !== section.id || item.parent !== null)
      found.push({
        key: `section:${section.id}`,
        section,
        parent: null,
        at: { section: section.id, parent: null, before: null },
      })
    if (!nests(section)) continue
    for (const id of sectionOrder(view, section.id)) {
      const parent = view.items.get(id)
      if (!parent || id === item.parent || isWithin(view, id, item.id)) continue
      found.push({ key: `item:${id}`, section, parent, at: { section: section.id, parent: id, before: null } })
    }
  }
  return found
}

/** Where the focus goes when an item disappears: the one before it, otherwise the one after, its parent, or nothing. */
export function neighbourOf(view: BoardView, item: Item): ItemId | null {
  const siblings = siblingsOf(view, item)
  const at = siblings.indexOf(item.id)
  return siblings[at - 1] ?? (at === 0 ? (item.parent ?? siblings[1]) : siblings[at + 1]) ?? item.parent ?? null
}
