import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { cardInDirection } from './arrow-steps.ts'

/** A ragged grid:  a b c / d e */
const grid = ['a', 'b', 'c', 'd', 'e'].map((name, at) => ({
  item: name as ItemId,
  rect: { x: (at % 3) * 110, y: Math.floor(at / 3) * 60, width: 100, height: 50 },
}))
const go = (from: string, key: string) => cardInDirection(grid, from as ItemId, key)

describe('cardInDirection', () => {
  it('goes where the arrow points', () => {
    expect(go('a', 'ArrowRight')).toBe('b')
    expect(go('a', 'ArrowDown')).toBe('d')
    expect(go('e', 'ArrowUp')).toBe('b')
    expect(go('c', 'ArrowDown')).toBe('e')
  })
  it('goes on in reading order at the end of a row', () => {
    expect(go('c', 'ArrowRight')).toBe('d')
    expect(go('d', 'ArrowLeft')).toBe('c')
  })
  it('stops at the edges', () => {
    expect(go('a', 'ArrowUp')).toBeNull()
    expect(go('a', 'ArrowLeft')).toBeNull()
    expect(go('e', 'ArrowRight')).toBeNull()
    expect(go('d', 'ArrowDown')).toBeNull()
  })
  it('knows both ends', () => {
    expect(go('c', 'Home')).toBe('a')
    expect(go('a', 'End')).toBe('e')
    expect(go('a', 'x')).toBeNull()
  })
})
