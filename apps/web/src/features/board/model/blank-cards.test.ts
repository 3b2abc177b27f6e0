import type { ItemId } from '@greenroom/board'
import { expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { withoutBlankCards } from './blank-cards.ts'

it('a board after its round has no cards in which nothing was written', () => {
  const board = createTestBoard()
  const written = board.add('people', 'person', 'Merchants')
  const blank = board.add('people', 'person', '')
  const invisible = board.add('people', 'person', '\u200b')
  const filled = board.add('people', 'person', '')
  board.actions.apply({ kind: 'setField', item: filled, field: 'wants', value: 'Their money' })
  const parent = board.add('tree', 'metric', '')
  const child = board.add('tree', 'metric', 'Payments', parent)
  const nothing = board.add('tree', 'metric', '', parent)
  const whole = board.view()
  const [goal] = whole.roots.get('goal') ?? []
  const shown = withoutBlankCards(whole, testFramework)
  expect(new Set<ItemId | undefined>(shown.items.keys())).toEqual(new Set([goal, written, filled, parent, child]))
  expect(shown.roots.get('people')).toEqual([written, filled])
  expect(shown.children.get(parent)).toEqual([child])
  for (const gone of [blank, invisible, nothing]) expect(whole.items.has(gone)).toBe(true)
  expect(withoutBlankCards(whole, testFramework)).toBe(shown)
  expect(withoutBlankCards(shown, testFramework)).toBe(shown)
})
