import type { Item, ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareMoments } from './compare-moments.ts'

const card = (id: string, text: string, section = 'pain'): Item =>
  ({
    id: id as ItemId,
    kind: 'pain',
    section,
    parent: null,
    text,
    fields: {},
    links: [],
    removed: false,
  }) as unknown as Item

const texts = (cards: readonly Item[]): readonly string[] => cards.map(({ text }) => text)

const anyBoard = (prefix: string) =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        fc.constantFrom(
          '',
          '  ',
          'Slow checkout',
          'slow checkout ',
          'Checkout is slow for guests',
          'Refunds',
          '退款',
          '42',
        ),
        fc.constantFrom('pain', 'metrics'),
      ),
      { maxLength: 8 },
    )
    .map((cards) =>
      cards.map(([shared, text, section], at) => card(at < 3 ? shared + at : `${prefix}${at}`, text, section)),
    )

describe('two boards beside one another', () => {
  it('puts every card with words in exactly one list, and swaps with its arguments', () => {
    fc.assert(
      fc.property(anyBoard('x'), anyBoard('y'), (left, right) => {
        const { both, leftOnly, rightOnly } = compareMoments(left, right)
        const written = (cards: readonly Item[]) => cards.filter(({ text }) => text.trim() !== '').map(({ id }) => id)
        expect([...both.map((one) => one.left.id), ...leftOnly.map(({ id }) => id)].sort()).toEqual(
          written(left).sort(),
        )
        expect([...both.map((one) => one.right.id), ...rightOnly.map(({ id }) => id)].sort()).toEqual(
          written(right).sort(),
        )
        const swapped = compareMoments(right, left)
        expect(swapped.both).toHaveLength(both.length)
        expect(swapped.leftOnly).toHaveLength(rightOnly.length)
      }),
    )
  })
  it('knows a card that both boards began with, whatever became of its words', () => {
    const { both, leftOnly, rightOnly } = compareMoments(
      [card('one', 'Which merchants?'), card('two', 'Which countries?')],
      [card('one', 'Whose money?'), card('three', 'How long?')],
    )
    expect(both.map(({ left, right }) => [left.text, right.text])).toEqual([['Which merchants?', 'Whose money?']])
    expect([texts(leftOnly), texts(rightOnly)]).toEqual([['Which countries?'], ['How long?']])
  })
  it('pairs what two people said in other words, and words that no rule can take apart', () => {
    const { both, leftOnly, rightOnly } = compareMoments(
      [card('a', 'Checkout takes too long'), card('b', '退款'), card('c', 'Refunds are hard')],
      [card('d', 'A long checkout'), card('e', '退款'), card('f', 'No trust in a new brand')],
    )
    expect(both.map(({ left, right }) => [left.text, right.text]).sort()).toEqual([
      ['Checkout takes too long', 'A long checkout'],
      ['退款', '退款'],
    ])
    expect([texts(leftOnly), texts(rightOnly)]).toEqual([['Refunds are hard'], ['No trust in a new brand']])
  })
})
