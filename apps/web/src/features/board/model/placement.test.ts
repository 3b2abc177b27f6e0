import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../testing-board.ts'
import {
  branchOf,
  destinationsOf,
  neighbourOf,
  placeBeside,
  placeInNextSection,
  placeNested,
  placeOutdented,
} from './placement.ts'

const setUp = () => {
  const board = createTestBoard()
  const item = (id: ItemId) => {
    const found = board.view().items.get(id)
    if (!found) throw new Error(`no item ${id}`)
    return found
  }
  return { board, item }
}

describe('placement', () => {
  it('goes up and down among siblings, and no further', () => {
    const { board, item } = setUp()
    const [a, b, c] = ['a', 'b', 'c'].map((text) => board.add('people', 'person', text)) as [ItemId, ItemId, ItemId]
    expect(placeBeside(board.view(), testFramework, item(b), -1)).toEqual({
      section: 'people',
      parent: null,
      before: a,
    })
    expect(placeBeside(board.view(), testFramework, item(b), 1)).toEqual({
      section: 'people',
      parent: null,
      before: null,
    })
    expect(placeBeside(board.view(), testFramework, item(a), -1)).toBeNull()
    expect(placeBeside(board.view(), testFramework, item(c), 1)).toBeNull()
  })
  it('goes past the rows of its own kind in a table', () => {
    const { board, item } = setUp()
    const a = board.add('notes', 'note', 'a')
    board.add('notes', 'step', 'between')
    const c = board.add('notes', 'note', 'c')
    expect(placeBeside(board.view(), testFramework, item(c), -1)?.before).toBe(a)
    expect(placeBeside(board.view(), testFramework, item(a), 1)?.before).toBeNull()
  })
  it('nests under the card before it and comes out beside its parent', () => {
    const { board, item } = setUp()
    const a = board.add('tree', 'metric', 'a')
    const b = board.add('tree', 'metric', 'b')
    const c = board.add('tree', 'metric', 'c')
    expect(placeNested(board.view(), testFramework, item(a))).toBeNull()
    const under = placeNested(board.view(), testFramework, item(b))
    expect(under).toEqual({ section: 'tree', parent: a, before: null })
    if (under) board.actions.apply({ kind: 'moveItem', item: b, at: under })
    expect(placeOutdented(board.view(), item(b))).toEqual({ section: 'tree', parent: null, before: c })
    expect(placeOutdented(board.view(), item(a))).toBeNull()
    const step = board.add('steps', 'step', 's')
    expect(placeNested(board.view(), testFramework, item(step))).toBeNull()
  })
  it('finds the next section that takes the kind', () => {
    const { board, item } = setUp()
    const step = board.add('steps', 'step', 's')
    expect(placeInNextSection(board.view(), testFramework, item(step), 1)?.section).toBe('notes')
    expect(placeInNextSection(board.view(), testFramework, item(step), -1)).toBeNull()
  })
  it('offers every place but where it is and what is below it', () => {
    const { board, item } = setUp()
    const a = board.add('tree', 'metric', 'a')
    const b = board.add('tree', 'metric', 'b', a)
    board.add('tree', 'metric', 'c', b)
    const d = board.add('tree', 'metric', 'd')
    expect(destinationsOf(board.view(), testFramework, item(b)).map((one) => one.key)).toEqual([
      'section:tree',
      `item:${d}`,
    ])
    expect(destinationsOf(board.view(), testFramework, item(a)).map((one) => one.key)).toEqual([`item:${d}`])
    // Every offered place is one that the board accepts.
    for (const place of destinationsOf(board.view(), testFramework, item(b)))
      expect(board.actions.apply({ kind: 'moveItem', item: b, at: place.at })).toEqual({ ok: true })
  })
  it('hands the focus to the card before, else the parent, else the one after', () => {
    const { board, item } = setUp()
    const a = board.add('people', 'person', 'a')
    const b = board.add('people', 'person', 'b')
    const child = board.add('people', 'person', 'child', b)
    expect(neighbourOf(board.view(), item(b))).toBe(a)
    expect(neighbourOf(board.view(), item(a))).toBe(b)
    expect(neighbourOf(board.view(), item(child))).toBe(b)
    expect(branchOf(board.view(), b)).toEqual([b, child])
    const only = board.add('steps', 'step', 's')
    expect(neighbourOf(board.view(), item(only))).toBeNull()
  })
})
