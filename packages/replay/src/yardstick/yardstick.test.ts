import type { Item, ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stemsOf, stemsOfFields } from './card-words.ts'
import { type ComparedReference, compareBoards } from './compare-boards.ts'
import { type MatchedCard, proposePairs } from './propose-pairs.ts'

const item = (id: string, text: string, more: Partial<Item> = {}): Item => ({
  id: id as ItemId,
  kind: 'metric',
  text,
  fields: {},
  links: [],
  section: 'metricsTree',
  parent: null,
  removed: false,
  ...more,
})
const wanted = (id: string, text: string, more: Partial<ComparedReference> = {}): ComparedReference => ({
  id,
  section: 'metricsTree',
  kind: 'metric',
  text,
  fields: {},
  mark: 'good',
  ...more,
})
const pairsOf = (cards: readonly MatchedCard[], reference: readonly MatchedCard[]) =>
  proposePairs(cards, reference).map(({ card, reference }) => `${card}-${reference}`)

describe('the words of a card', () => {
  it('are stems without diacritics, apostrophes and fillers; numbers stay whole', () => {
    expect([...stemsOf('The cafés’ guests, returned at 6.2% to it')]).toEqual(['cafe', 'guest', 'return', '6.2'])
  })

  it('count as one where they mean the same', () => {
    expect([...stemsOf('Don’t launch for merchants')]).toEqual([...stemsOf('Do not ship to sellers')])
  })

  it('come from fields that say something, not from choices', () => {
    const fields = { direction: 'up-is-good', harm: 'high', window: '7 days', numerator: 'Paid orders' }
    expect([...stemsOfFields(fields)].sort()).toEqual(['7', 'dai', 'order', 'paid'])
  })
})

describe('proposed pairs', () => {
  it('follow shared words, the likeliest first, each card once', () => {
    const cards = [item('a', 'Orders per shopper'), item('b', 'Paid orders per shopper'), item('c', 'Churn')]
    const reference = [wanted('one', 'Orders of a shopper'), wanted('two', 'Paid orders of a shopper')]
    expect(pairsOf(cards, reference).sort()).toEqual(['a-one', 'b-two'])
  })

  it('are a question where one word among several is shared, and sure where two are, or nothing else', () => {
    const sureOf = (one: string, other: string) => proposePairs([item('a', one)], [wanted('r', other)])[0]?.isSure
    expect(sureOf('Casual viewers tonight', 'Viewers who must know more')).toBe(false)
    expect(sureOf('Disputed orders a month', 'Orders that were disputed')).toBe(true)
    expect(sureOf('Churn', 'Churn')).toBe(true)
  })

  it('never join two sections and kinds, and prefer the same role', () => {
    const step = { kind: 'step', section: 'userFlow' }
    expect(pairsOf([item('a', 'Payment success', step)], [wanted('one', 'Payment success')])).toEqual([])
    const guard = { fields: { metricKind: 'guardrail' } }
    const driver = { fields: { metricKind: 'driver' } }
    const reference = [wanted('d', 'Disputed orders', driver), wanted('g', 'Disputed orders', guard)]
    expect(pairsOf([item('a', 'Disputed orders', guard)], reference)).toEqual(['a-g'])
  })

  it('need words, more than a word that every card has', () => {
    const cards = [item('a', ' '), item('b', 'of the'), item('c', 'Orders per shopper in a week')]
    const reference = ['Orders', 'Orders cancelled', 'Returned orders', 'Orders of the giant shop last month'].map(
      (text, at) => wanted(`r${at}`, text),
    )
    expect(pairsOf(cards.slice(0, 2), reference)).toEqual([])
    expect(pairsOf([item('d', 'Orders that somebody else shipped by mistake')], reference.slice(1))).toEqual([])
  })
})

const words = ['orders', 'paid', 'shopper', 'merchant', 'dispute', 'button', 'share', 'week', '40%', 'of']
const text = fc.array(fc.constantFrom(...words), { maxLength: 5 }).map((some) => some.join(' '))
const face = {
  text,
  kind: fc.constantFrom('metric', 'metric', 'step'),
  section: fc.constantFrom('metricsTree', 'metricsTree', 'userFlow'),
  fields: fc.constantFrom<Record<string, string>>({}, { metricKind: 'driver' }, { numerator: 'paid orders' }),
}
const cards = fc
  .array(fc.record({ ...face, removed: fc.constantFrom(false, false, false, true) }), { maxLength: 12 })
  .map((some) => some.map((one, at) => item(`card-${at}`, one.text, one)))
const references = fc
  .array(fc.record({ ...face, mark: fc.constantFrom('core' as const, 'good' as const, 'stretch' as const) }), {
    maxLength: 12,
  })
  .map((some) => some.map((one, at) => wanted(`ref-${at}`, one.text, one)))
/** Corrections that name items and cards, some of which there are not. */
const corrections = fc.dictionary(
  fc.integer({ min: 0, max: 14 }).map((at) => `ref-${at}`),
  fc.option(fc.integer({ min: 0, max: 14 }).map((at) => `card-${at}`)),
)
const runs = { numRuns: 200 }

describe('any two boards', () => {
  it('give the same pairs in whatever order their cards come, and whichever comes first', () => {
    let found = 0
    fc.assert(
      fc.property(cards, references, fc.integer(), (own, reference, seed) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one, at) => [Math.imul(at + 1, seed | 1) % 101, one] as const)
            .sort(([a], [b]) => a - b)
            .map(([, one]) => one)
        const pairs = pairsOf(own, reference).sort()
        found += pairs.length
        expect(pairsOf(shuffled(own), shuffled(reference)).sort()).toEqual(pairs)
        const turned = proposePairs(reference, own).map((pair) => `${pair.reference}-${pair.card}`)
        expect(turned.sort()).toEqual(pairs)
      }),
      runs,
    )
    expect(found).toBeGreaterThan(200)
  })

  it('have each card with words and each item in exactly one list; what is removed in none; what people said wins', () => {
    const seen = { corrected: 0, proposed: 0, ignored: 0 }
    fc.assert(
      fc.property(cards, references, corrections, (own, reference, said) => {
        const { alone, matches, missed } = compareBoards(own, reference, said)
        const standing = own.filter(({ removed, text }) => !removed && text !== '').map(({ id }) => id)
        expect([...alone, ...matches.map(({ card }) => card)].map(({ id }) => id).sort()).toEqual(standing.sort())
        expect([...matches, ...missed].map(({ reference }) => reference.id).sort()).toEqual(
          reference.map(({ id }) => id).sort(),
        )
        const paired = new Map(matches.map((match) => [match.reference.id, match]))
        const proposed = new Map(
          proposePairs(
            own.filter(({ removed }) => !removed),
            reference,
          ).map((pair) => [pair.reference, pair.card]),
        )
        const named = reference.flatMap(({ id }) => said[id] ?? [])
        for (const { id } of reference) {
          const asked = Object.hasOwn(said, id) ? said[id] : undefined
          const match = paired.get(id)
          if (asked === null) expect(match).toBeUndefined()
          else if (asked !== undefined && standing.includes(asked as ItemId)) {
            // Of two items that name one card the first has it.
            if (named.filter((one) => one === asked).length === 1) expect(match?.card.id).toBe(asked)
            seen.corrected += 1
          } else {
            // Untouched pairs stay as they are proposed.
            const card = proposed.get(id)
            const free = card !== undefined && !named.includes(card)
            expect(match?.card.id).toBe(free ? card : undefined)
            expect(match?.corrected ?? false).toBe(false)
            if (free) seen.proposed += 1
            if (match?.corrected) expect(match.perhaps).toBe(false)
            if (asked !== undefined) seen.ignored += 1
          }
        }
      }),
      runs,
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20)
  })

  it('list core before good before stretch', () => {
    const marks = ['stretch', 'core', 'good', 'core'] as const
    const reference = marks.map((mark, at) => wanted(`r${at}`, `word${at}`, { mark }))
    const { missed, matches } = compareBoards([], reference, {})
    expect(missed.map(({ reference }) => reference.id)).toEqual(['r1', 'r3', 'r2', 'r0'])
    expect(matches).toEqual([])
    expect(compareBoards([], [], { r0: 'card' })).toEqual({ alone: [], matches: [], missed: [] })
  })
})
