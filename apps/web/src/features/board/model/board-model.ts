import type { BoardView, Framework, Item, ItemId, ItemKind, LinkKind, Section } from '@greenroom/board'
import { typedWords } from '@greenroom/session'
import { type CardNumber, readCardNumbers, sameNumber } from './card-number.ts'
import { nests } from './placement.ts'

/**
 * The view as the screen needs it: sections with their cards in reading order, links with their target's text. `createBoardModel` keeps
 * every part that did not change from view to view, so that memo components can compare by identity and one edit redraws one card.
 */

export type LinkChip = {
  readonly kind: string
  readonly label: string
  readonly to: ItemId
  readonly text: string
}

/** What one card shows. The same object until that changes; the cards below it are not part of it. */
export type Card = {
  readonly item: Item
  readonly kind: ItemKind
  readonly links: readonly LinkChip[]
  /** What the board works out about it. `null`: nothing. */
  readonly number: CardNumber | null
  /** How many cards are directly below it. */
  readonly below: number
  /** 1 at the top level. */
  readonly level: number
  /** 1-based position among its siblings, and how many they are. */
  readonly position: number
  readonly siblings: number
}

/** A card with those below it. */
export type Branch = { readonly card: Card; readonly children: readonly Branch[] }

export type SectionModel = {
  readonly section: Section
  readonly nests: boolean
  /** The kinds that may be here, in the framework's order. */
  readonly kinds: readonly ItemKind[]
  readonly cards: readonly Branch[]
  /** Cards at any depth that have content. */
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

/** Whether an item is still empty: a card just added, or the goal before anybody wrote it. */
export function isBlank(item: Item): boolean {
  return (
    typedWords(item.text) === '' && item.links.length === 0 && Object.values(item.fields).every((value) => value === '')
  )
}

/** The model of each view in turn; pass it the views in the order in which they came. */
export function createBoardModel(framework: Framework): (view: BoardView) => BoardModel {
  const kinds = new Map(framework.kinds.map((kind) => [kind.id, kind]))
  const sections = framework.sections.map((section) => ({
    section,
    nests: nests(section),
    kinds: section.kinds.flatMap((id) => kinds.get(id) ?? []),
  }))
  let branches: ReadonlyMap<ItemId, Branch> = new Map()
  let last: BoardModel | null = null
  let lastView: BoardView | null = null

  return (view) => {
    if (last && view === lastView) return last
    const next = new Map<ItemId, Branch>()
    const numbers = readCardNumbers(view, framework)
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

    const read = (id: ItemId, level: number, position: number, siblings: number): Branch[] => {
      const item = view.items.get(id)
      const kind = item && kinds.get(item.kind)
      if (!item || !kind || seen.has(id)) return []
      seen.add(id)
      const before = branches.get(id)
      const children = readList(view.children.get(id) ?? [], level + 1, before?.children)
      const links = linksOf(item, kind, before?.card)
      const below = children.length
      const worked = numbers.get(id) ?? null
      const number = before && sameNumber(before.card.number, worked) ? before.card.number : worked
      const same =
        before &&
        before.card.item === item &&
        before.card.links === links &&
        before.card.number === number &&
        before.card.below === below &&
        before.card.level === level &&
        before.card.position === position &&
        before.card.siblings === siblings
      const card = same ? before.card : { item, kind, links, number, below, level, position, siblings }
      const branch = same && before.children === children ? before : { card, children }
      next.set(id, branch)
      return [branch]
    }

    const readList = (
      ids: readonly ItemId[],
      level: number,
      before: readonly Branch[] | undefined,
    ): readonly Branch[] => {
      const list = ids.flatMap((id, at) => read(id, level, at + 1, ids.length))
      return before && sameList(before, list) ? before : list
    }

    const count = (list: readonly Branch[]): number =>
      list.reduce((sum, { card, children }) => sum + (isBlank(card.item) ? 0 : 1) + count(children), 0)

    const models = sections.map((base): SectionModel => {
      const before = last?.byId.get(base.section.id)
      const list = readList(view.roots.get(base.section.id) ?? [], 1, before?.cards)
      return before && before.cards === list ? before : { ...base, cards: list, count: count(list) }
    })
    branches = next
    lastView = view
    if (!last || !sameList(last.sections, models))
      last = { sections: models, byId: new Map(models.map((model) => [model.section.id, model])) }
    return last
  }
}

/** Cards at any depth in reading order, parents first. */
export function flatten(branches: readonly Branch[]): readonly Card[] {
  return branches.flatMap(({ card, children }) => [card, ...flatten(children)])
}

/** How many of the listed sections are in use. The pinned line is above the list, and does not count. */
export function coverageOf(model: BoardModel): { readonly filled: number; readonly sections: number } {
  const listed = model.sections.filter((one) => one.section.layout !== 'line')
  return { filled: listed.filter((one) => one.count > 0).length, sections: listed.length }
}
