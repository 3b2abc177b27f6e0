import { boardLimits } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { mostPastedCards, whyNotPasted } from './paste-lines.ts'

const check = (count: number, part: Partial<Parameters<typeof whyNotPasted>[0]> = {}) =>
  whyNotPasted({
    lines: Array.from({ length: count }, () => ({ text: 'x', depth: 0 })),
    head: '',
    tail: '',
    items: 10,
    ...part,
  })

describe('a paste is checked whole before anything is made', () => {
  it('accepts 130 lines', () => expect(check(130)).toBeNull())
  it('refuses more than a connection may send at once, and says how many', () => {
    expect(check(15_000)).toMatch(/15,000 lines, but you can paste at most 300 cards/)
    expect(check(mostPastedCards)).toBeNull()
    expect(check(mostPastedCards + 1)).not.toBeNull()
  })
  it('refuses what the board has no room for', () => {
    expect(check(3, { items: boardLimits.items - 2 })).toBeNull()
    expect(check(4, { items: boardLimits.items - 2 })).toMatch(/room for 2 more/)
  })
  it('counts what is before and after the caret', () => {
    const near = 'y'.repeat(boardLimits.textLength - 1)
    expect(check(2, { head: near })).toBeNull()
    expect(check(2, { head: `${near}y` })).toMatch(/line 1 is too long/)
    expect(check(2, { tail: `${near}y` })).toMatch(/line 2 is too long/)
  })
})
