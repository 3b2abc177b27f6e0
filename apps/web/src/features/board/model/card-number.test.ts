import type { Framework, ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { planBoard } from '../picture/board-picture.ts'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { createBoardModel } from './board-model.ts'
import { readCardNumbers } from './card-number.ts'

const field = (id: string) => ({ type: 'text' as const, id, label: id, placeholder: '' })
const operator = {
  type: 'choice' as const,
  id: 'operator',
  label: 'Operator',
  choices: ['plus', 'minus', 'times', 'over'].map((value) => ({ value, label: value })),
}
const framework: Framework = {
  ...testFramework,
  sections: [
    ...testFramework.sections.filter(({ id }) => id !== 'tree'),
    { id: 'equation', title: 'Equation', purpose: '', layout: 'tree', kinds: ['term'], nests: true },
    { id: 'second', title: 'Second way', purpose: '', layout: 'tree', kinds: ['term'], nests: true },
    { id: 'power', title: 'Power', purpose: '', layout: 'cards', kinds: ['power'], nests: false },
  ],
  kinds: [
    ...testFramework.kinds.filter(({ id }) => id !== 'metric'),
    {
      id: 'term',
      label: 'Term',
      placeholder: '',
      fields: [operator, field('low'), field('mid'), field('high'), field('unit')],
      links: [],
    },
    {
      id: 'power',
      label: 'Power',
      placeholder: '',
      fields: ['baseline', 'effect', 'perDay', 'n'].map(field),
      links: [],
    },
  ],
}

function started() {
  const board = createTestBoard(framework)
  const set = (item: ItemId, fields: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(fields))
      board.actions.apply({ kind: 'setField', item, field: name, value })
  }
  const add = (section: string, text: string, fields: Record<string, string> = {}, parent?: ItemId): ItemId => {
    const item = board.add(section, section === 'power' ? 'power' : 'term', text, parent)
    set(item, fields)
    return item
  }
  const saidOf = (item: ItemId) => readCardNumbers(board.view(), framework).get(item)
  return { board, add, set, saidOf }
}

describe('the number of a card', () => {
  it('is worked out as one types, with what is missing said at every parent', () => {
    const { add, set, saidOf } = started()
    const total = add('equation', 'Fuel a day')
    const cars = add('equation', 'Cars', { mid: '2k', low: '1k', high: '4k' }, total)
    const litres = add('equation', 'Trips a day', { operator: 'times', unit: 'litres' }, total)
    expect(saidOf(total)).toEqual({ text: 'No number in “Trips a day”', notes: [], isFault: true })
    expect(saidOf(litres)).toEqual({ text: 'No number yet', notes: [], isFault: true })
    set(litres, { mid: '10–20' })
    expect(saidOf(total)?.text).toBe('= 28.3k (10k–80k) litres')
    expect(saidOf(total)?.notes).toEqual(['“Cars” moves it most: 14.1k to 56.6k'])
    expect(saidOf(cars)?.text).toBe('2,000 (1,000–4,000)')
    set(litres, { operator: 'over', mid: '0' })
    expect(saidOf(total)?.text).toBe('“Trips a day” can be zero, and nothing can be divided by zero')
  })

  it('compares a second way with the first', () => {
    const { add, set, saidOf } = started()
    const first = add('equation', 'Tuners', { mid: '80' })
    const second = add('second', 'Tuners', { mid: '120' })
    expect(saidOf(first)?.notes).toEqual([])
    expect(saidOf(second)?.notes).toEqual(['Within a factor of 1.5 of the first way'])
    set(second, { mid: '400' })
    expect(saidOf(second)?.notes).toEqual(['Off by a factor of 5 from the first way: find out which one is wrong'])
  })

  it('of a power card is the size of the test', () => {
    const { add, saidOf } = started()
    const card = add('power', 'Orders', { baseline: '4%', effect: '0.4 points', perDay: '2k', n: '5k' })
    expect(saidOf(card)).toEqual({
      text: '≈ 38,400 per group, 76,800 in all',
      notes: ['Days needed: 39; in whole weeks: 6', 'The card says 5,000 per group'],
      isFault: false,
    })
  })

  it('draws a parent again when a leaf changes, and no card that stays the same', () => {
    const { board, add, set } = started()
    const total = add('equation', 'Total')
    const leaf = add('equation', 'One', { operator: 'times', mid: '2' }, total)
    const other = add('equation', 'Other', { mid: '9' })
    const model = createBoardModel(framework)
    const cardOf = (id: ItemId) => {
      const all = model(board.view()).byId.get('equation')?.cards ?? []
      return all.find(({ card }) => card.item.id === id)?.card
    }
    const [before, beside] = [cardOf(total), cardOf(other)]
    set(leaf, { mid: '3' })
    expect(cardOf(total)).not.toBe(before)
    expect(cardOf(total)?.number?.text).toBe('= 3')
    expect(cardOf(other)).toBe(beside)
  })

  it('is in the picture of a board', () => {
    const { board, add } = started()
    const total = add('equation', 'Total')
    add('equation', 'One', { operator: 'plus', mid: '1200' }, total)
    const picture = planBoard(
      { view: board.view(), framework },
      { title: 'Board', lines: [] },
      (words) => words.length * 6,
    )
    const words = picture.marks.flatMap((mark) => (mark.kind === 'words' ? [mark.text] : []))
    expect(words).toContain('= 1,200')
  })
})
