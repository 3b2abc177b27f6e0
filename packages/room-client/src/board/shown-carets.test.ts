import { describe, expect, it } from 'vitest'
import { add, id, openTwo, type } from '../testing/two-editors.ts'
import type { OtherFocus } from './others-focus.ts'
import { createShownCarets } from './shown-carets.ts'

describe("another person's caret", () => {
  it('stays before its letter while one writes in front of it, without being told again [P18]', async () => {
    const { test, boards, close } = await openTwo()
    boards[0].apply(add('a', 'Riders'))
    await test.settle()
    boards[1].setFocus(id('a'), { field: null, anchor: 6, head: 2 })
    await test.settle()
    const seen = () => boards[0].getSnapshot().others.map(({ focus, caret }) => [focus, caret])
    expect(seen()).toEqual([['a', { field: null, anchor: 6, head: 2 }]])
    const list = boards[0].getSnapshot().others
    boards[0].apply(type('a', 6, '!'))
    expect(seen()).toEqual([['a', { field: null, anchor: 7, head: 2 }]])
    boards[0].apply(type('a', 0, 'New '))
    expect(seen()).toEqual([['a', { field: null, anchor: 11, head: 6 }]])
    expect(boards[0].getSnapshot().others).not.toBe(list)
    await close()
  })

  it('waits at its last place for a letter that has not come, and is shown by offset where it is told so', () => {
    const offsets = new Map([['known', 3]])
    const shown = createShownCarets((_item, place) => offsets.get(place) ?? null)
    const other = (anchor: string | number, field: string | null = null): OtherFocus => ({
      client: 5,
      participant: 'ben',
      focus: 'a',
      caret: { field, anchor, head: anchor },
    })
    expect(shown([other('early')])[0]?.caret).toBeNull()
    const before = shown([other('known')])
    expect(before[0]?.caret).toEqual({ field: null, anchor: 3, head: 3 })
    expect(shown([other('early')])).toBe(before)
    offsets.set('early', 4)
    expect(shown([other('early')])[0]?.caret?.head).toBe(4)
    expect(shown([other(9, 'wants')])[0]?.caret).toEqual({ field: 'wants', anchor: 9, head: 9 })
    expect(shown([])).toEqual([])
  })
})
