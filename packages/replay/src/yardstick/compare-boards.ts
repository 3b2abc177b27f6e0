import type { Item } from '@greenroom/board'
import type { PairCorrections } from '@greenroom/session'
import { type MatchedCard, type ProposedPair, proposePairs } from './propose-pairs.ts'

/** How much an item matters, as the case's author marked it. */
export type ReferenceMark = 'core' | 'good' | 'stretch'

/** An item of a case's reference board, as far as a comparison reads it. */
export type ComparedReference = MatchedCard & { readonly mark: ReferenceMark }

export type Match<R> = {
  readonly reference: R
  readonly card: Item
  /** Whether somebody said so; otherwise it is proposed. */
  readonly corrected: boolean
  /** Proposed as a question: the two have little in common. */
  readonly perhaps: boolean
}

/** An item that no card answers. `corrected`: somebody said so. */
export type Missed<R> = { readonly reference: R; readonly corrected: boolean }

/** A board beside its case's reference board. Every card with text, and every item, is in exactly one of the lists. */
export type BoardComparison<R> = {
  /** Cards that answer no item of the reference board, in the order in which they were given. */
  readonly alone: readonly Item[]
  /** Core before good before stretch, and then in the order of the reference board. */
  readonly matches: readonly Match<R>[]
  /** In the same order. */
  readonly missed: readonly Missed<R>[]
}

const ranks: Readonly<Record<ReferenceMark, number>> = { core: 0, good: 1, stretch: 2 }

/** The cards of a board that are compared: those on the board that have text. */
export function comparedCards(cards: Iterable<Item>): readonly Item[] {
  return [...cards].filter(({ removed, text }) => !removed && text.trim() !== '')
}

/** Corrections about items that exist and cards that are on the board; the first of two that name one card counts. */
function readCorrections(
  corrections: PairCorrections,
  reference: readonly MatchedCard[],
  cards: ReadonlyMap<string, Item>,
): ReadonlyMap<string, string | null> {
  const said = new Map<string, string | null>()
  const taken = new Set<string>()
  for (const { id } of reference) {
    const item = Object.hasOwn(corrections, id) ? corrections[id] : undefined
    if (item === null) said.set(id, null)
    if (item == null || !cards.has(item)) continue
    said.set(id, taken.has(item) ? null : item)
    taken.add(item)
  }
  return said
}

/**
 * Compares a board with the reference board of its case. Pairs are proposed as if nobody had corrected anything; corrections then replace
 * the proposals that they affect, and move no other pair. A correction that names a card which is not on the board has no effect.
 * `proposed`: the result of `proposePairs` for the same cards, to avoid computing it again after every correction.
 */
export function compareBoards<R extends ComparedReference>(
  given: readonly Item[],
  reference: readonly R[],
  corrections: PairCorrections,
  proposed?: readonly ProposedPair[],
): BoardComparison<R> {
  const cards = comparedCards(given)
  const byId = new Map<string, Item>(cards.map((card) => [card.id, card]))
  const said = readCorrections(corrections, reference, byId)
  const taken = new Set([...said.values()].filter((item) => item !== null))
  const found = new Map<string, string>()
  const perhaps = new Set<string>()
  for (const pair of proposed ?? proposePairs(cards, reference))
    if (!said.has(pair.reference) && !taken.has(pair.card)) {
      found.set(pair.reference, pair.card)
      if (!pair.isSure) perhaps.add(pair.reference)
    }
  for (const [id, item] of said) if (item !== null) found.set(id, item)

  const matches: Match<R>[] = []
  const missed: Missed<R>[] = []
  for (const one of reference.toSorted((a, b) => ranks[a.mark] - ranks[b.mark])) {
    const card = byId.get(found.get(one.id) ?? '')
    if (card === undefined) missed.push({ reference: one, corrected: said.has(one.id) })
    else matches.push({ reference: one, card, corrected: said.has(one.id), perhaps: perhaps.has(one.id) })
  }
  const matched = new Set(matches.map(({ card }) => card.id))
  return { alone: cards.filter(({ id }) => !matched.has(id)), matches, missed }
}
