import type { BoardView, Framework, Item, ItemId, ItemKind, LinkKind, Section } from '@greenroom/board'
import { nests } from './placement.ts'

/**
 * The view as the screen needs it: sections with their cards in reading order, links with the text that they point at.
 * `createBoardModel` keeps every part that did not change from view to view, so that memo components can compare by identity
 * and one edit redraws one card.
 */

export type LinkChip = {
  readonly kind: string
  readonly label: string
  readonly to: ItemId
  readonly text: string
}

export type Card = {
  readonly item: Item
  readonly kind: ItemKind
  readonly links: readonly LinkChip[]
  readonly children: readonly Card[]
  /** 1 at the top level. */
  readonly level: number
  /** 1-based place among its siblings, and how many they are. */
  readonly position: number
  readonly siblings: number
}

export type SectionModel = {
  readonly section: Section
  readonly nests: boolean
  /** The kinds that may stand here, in the framework's order. */
  readonly kinds: readonly ItemKind[]
  readonly cards: readonly Card[]
  /** Cards at any depth that hold something. */
  readonly count: number
}

export type BoardModel = {
  readonly sections: readonly SectionModel[]
  readonly byId: ReadonlyMap<string, SectionModel>
}

const sameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at])

const sameLink = (a: LinkChip, b: LinkChip): boolean =>
  a.kind === b.kind && a.to === b.to && a.text === b.text && a.label === b.label

/** Whether an item says nothing yet: a card just added, or the goal before anybody wrote it. */
export function isBlank(item: Item): boolean {
  return item.text.trim() === '' && item.links.length === 0 && Object.values(item.fields).every((value) => value === '')
}

/** The model of each view in turn; hand it the views in the order in which they came. */
export function createBoardModel(framework: Framework): (view: BoardView) => BoardModel {
  const kinds = new Map(framework.kinds.map((kind) => [kind.id, kind]))
  const sections = framework.sections.map((section) => ({
    section,
    nests: nests(section),
    kinds: section.kinds.flatMap((id) => kinds.get(id) ?? []),
  }))
  let cards: ReadonlyMap<ItemId, Card> = new Map()
  let last: BoardModel | null = null
  let lastView: BoardView | null = null

  return (view) => {
    if (last && view === lastView) return last
    const next = new Map<ItemId, Card>()
    const seen = new Set<ItemId>()

    const linksOf = (item: Item, kind: ItemKind, before: Card | undefined): readonly LinkChip[] => {
      const chips = item.links.flatMap((link, at): LinkChip[] => {
        const target = view.items.get(link.to)
        const linkKind: LinkKind | undefined = kind.links.find((one) => one.id === link.kind)
        if (!target || !linkKind) return []
        const chip = { kind: link.kind, label: linkKind.label, to: link.to, text: target.text }
        const known = before?.links[at]
        return [known && sameLink(known, chip) ? known : chip]
      })
      return before && sameList(before.links, chips) ? before.links : chips
    }

    const read = (id: ItemId, level: number, position: number, siblings: number): Card[] => {
      const item = view.items.get(id)
      const kind = item && kinds.get(item.kind)
      if (!item || !kind || seen.has(id)) return []
      seen.add(id)
      const before = cards.get(id)
      const children = readList(view.children.get(id) ?? [], level + 1, before?.children)
      const links = linksOf(item, kind, before)
      const same =
        before &&
        before.item === item &&
        before.links === links &&
        before.children === children &&
        before.level === level &&
        before.position === position &&
        before.siblings === siblings
      const card = same ? before : { item, kind, links, children, level, position, siblings }
      next.set(id, card)
      return [card]
    }

    const readList = (ids: readonly ItemId[], level: number, before: readonly Card[] | undefined): readonly Card[] => {
      const list = ids.flatMap((id, at) => read(id, level, at + 1, ids.length))
      return before && sameList(before, list) ? before : list
    }

    const count = (list: readonly Card[]): number =>
      list.reduce((sum, card) => sum + (isBlank(card.item) ? 0 : 1) + count(card.children), 0)

    const models = sections.map((base): SectionModel => {
      const before = last?.byId.get(base.section.id)
      const list = readList(view.roots.get(base.section.id) ?? [], 1, before?.cards)
      return before && before.cards === list ? before : { ...base, cards: list, count: count(list) }
    })
    cards = next
    lastView = view
    if (!last || !sameList(last.sections, models))
      last = { sections: models, byId: new Map(models.map((model) => [model.section.id, model])) }
    return last
  }
}

/** Cards of any depth in reading order, parents first. */
export function flatten(cards: readonly Card[]): readonly Card[] {
  return cards.flatMap((card) => [card, ...flatten(card.children)])
}

/** How many of the listed sections hold something. The pinned line stands above the list, and does not count. */
export function coverageOf(model: BoardModel): { readonly filled: number; readonly sections: number } {
  const listed = model.sections.filter((one) => one.section.layout !== 'line')
  return { filled: listed.filter((one) => one.count > 0).length, sections: listed.length }
}
