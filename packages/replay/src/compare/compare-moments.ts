import type { Item } from '@greenroom/board'
import { comparedCards } from '../yardstick/compare-boards.ts'
import { proposePairs } from '../yardstick/propose-pairs.ts'

/** A card of one board and the card of the other that says the same, or nearly. */
export type CardPair = { readonly left: Item; readonly right: Item }

/** Two boards side by side. Every card with text is in exactly one of the lists, once. */
export type MomentComparison = {
  readonly both: readonly CardPair[]
  readonly leftOnly: readonly Item[]
  readonly rightOnly: readonly Item[]
}

const sameWords = ({ section, text }: Item): string => `${section} ${text.trim().toLocaleLowerCase('en')}`

/**
 * What two boards have in common, and what each has that the other lacks. A card with the same id is in both where one board was forked
 * from the other; otherwise cards with the same text in one section are a pair, and then those that `proposePairs` considers alike.
 * Swapping the two boards swaps the result.
 */
export function compareMoments(left: Iterable<Item>, right: Iterable<Item>): MomentComparison {
  const [lefts, rights] = [comparedCards(left), comparedCards(right)]
  const both: CardPair[] = []
  const taken = new Set<Item>()
  const pair = (one: Item, other: Item): void => {
    if (taken.has(one) || taken.has(other)) return
    taken.add(one).add(other)
    both.push({ left: one, right: other })
  }
  const byId = new Map<string, Item>(rights.map((card) => [card.id, card]))
  for (const card of lefts) {
    const same = byId.get(card.id)
    if (same !== undefined) pair(card, same)
  }
  const byWords = Map.groupBy(
    rights.filter((card) => !taken.has(card)),
    sameWords,
  )
  for (const card of lefts) {
    if (taken.has(card)) continue
    const same = byWords.get(sameWords(card))?.shift()
    if (same !== undefined) pair(card, same)
  }
  const open = (cards: readonly Item[]): readonly Item[] => cards.filter((card) => !taken.has(card))
  const [openLeft, openRight] = [open(lefts), open(rights)]
  const [leftById, rightById] = [openLeft, openRight].map(
    (cards) => new Map<string, Item>(cards.map((one) => [one.id, one])),
  )
  for (const { card, reference } of proposePairs(openLeft, openRight)) {
    const [one, other] = [leftById?.get(card), rightById?.get(reference)]
    if (one && other) pair(one, other)
  }
  return { both, leftOnly: open(lefts), rightOnly: open(rights) }
}
