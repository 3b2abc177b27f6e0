import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { coverageOf, createBoardModel, flatten } from './board-model.ts'

describe('createBoardModel', () => {
  it('keeps every card but the edited one, and every other section', () => {
    const board = createTestBoard()
    const ids = Array.from({ length: 40 }, (_, at) =>
      board.add(at % 2 ? 'people' : 'steps', at % 2 ? 'person' : 'step', `card ${at}`),
    )
    const read = createBoardModel(testFramework)
    const before = read(board.view())
    board.remotely({ kind: 'editText', item: ids[1] as ItemId, index: 0, remove: 0, insert: 'a ' })
    const after = read(board.view())
    const cards = (model: typeof before) =>
      new Map(model.sections.flatMap((one) => flatten(one.cards)).map((card) => [card.item.id, card]))
    const changed = [...cards(after)].filter(([id, card]) => cards(before).get(id) !== card).map(([id]) => id)
    expect(changed).toEqual([ids[1]])
    expect(after.byId.get('steps')).toBe(before.byId.get('steps'))
    expect(after.byId.get('people')).not.toBe(before.byId.get('people'))
    expect(read(board.view())).toBe(after)
  })
  it('redraws a card whose link points at an edited text', () => {
    const board = createTestBoard()
    const person = board.add('people', 'person', 'Shoppers')
    const metric = board.add('tree', 'metric', 'Orders')
    board.actions.apply({ kind: 'addLink', item: metric, link: { kind: 'serves', to: person } })
    const read = createBoardModel(testFramework)
    expect(read(board.view()).byId.get('tree')?.cards[0]?.card.links).toEqual([
      { kind: 'serves', label: 'serves', to: person, text: 'Shoppers' },
    ])
    board.remotely({ kind: 'editText', item: person, index: 0, remove: 8, insert: 'Buyers' })
    expect(read(board.view()).byId.get('tree')?.cards[0]?.card.links[0]?.text).toBe('Buyers')
  })
  it('says level, place and number of siblings', () => {
    const board = createTestBoard()
    const a = board.add('tree', 'metric', 'a')
    board.add('tree', 'metric', 'b', a)
    board.add('tree', 'metric', 'c', a)
    const cards = flatten(createBoardModel(testFramework)(board.view()).byId.get('tree')?.cards ?? [])
    expect(cards.map(({ item, level, position, siblings }) => [item.text, level, position, siblings])).toEqual([
      ['a', 1, 1, 1],
      ['b', 2, 1, 2],
      ['c', 2, 2, 2],
    ])
  })
  it('counts sections that hold something; an empty card is nothing', () => {
    const board = createTestBoard()
    const read = createBoardModel(testFramework)
    board.add('people', 'person', '')
    expect(coverageOf(read(board.view()))).toEqual({ filled: 0, sections: 4 })
    board.actions.apply({ kind: 'editText', item: 'goal' as ItemId, index: 0, remove: 0, insert: 'More orders' })
    expect(coverageOf(read(board.view()))).toEqual({ filled: 0, sections: 4 })
    board.add('steps', 'step', 'Pays')
    expect(coverageOf(read(board.view()))).toEqual({ filled: 1, sections: 4 })
  })
})
