import { describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { placementOfDrop, whereIn } from './drop-place.ts'

describe('whereIn', () => {
  const box = { left: 0, top: 0, width: 100, height: 40 }
  it('means under it in the middle, where cards nest', () => {
    expect(whereIn(box, { x: 50, y: 20 }, { nests: true, horizontal: false })).toBe('inside')
    expect(whereIn(box, { x: 50, y: 20 }, { nests: false, horizontal: false })).toBe('after')
    expect(whereIn(box, { x: 50, y: 4 }, { nests: true, horizontal: false })).toBe('before')
    expect(whereIn(box, { x: 10, y: 38 }, { nests: false, horizontal: true })).toBe('before')
  })
})

describe('placementOfDrop', () => {
  it('answers null where the card may not go, and else a place that the board takes', () => {
    const board = createTestBoard()
    const a = board.add('tree', 'metric', 'a')
    const b = board.add('tree', 'metric', 'b', a)
    const c = board.add('tree', 'metric', 'c')
    const item = board.view().items.get(a)
    if (!item) throw new Error('no item')
    const drop = (over: typeof a | null, section: string, where: 'before' | 'after' | 'inside') =>
      placementOfDrop(board.view(), testFramework, item, { over, section, where })
    expect(drop(null, 'people', 'inside')).toBeNull()
    expect(drop(b, 'tree', 'inside')).toBeNull()
    expect(drop(a, 'tree', 'after')).toBeNull()
    expect(drop(c, 'tree', 'inside')).toEqual({ section: 'tree', parent: c, before: null })
    expect(drop(c, 'tree', 'after')).toEqual({ section: 'tree', parent: null, before: null })
    expect(drop(c, 'tree', 'before')).toEqual({ section: 'tree', parent: null, before: c })
  })
})
