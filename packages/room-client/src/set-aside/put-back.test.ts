import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { smallestEdit } from './put-back.ts'

const applied = (from: string, edit: ReturnType<typeof smallestEdit>): string =>
  from.slice(0, edit.index) + edit.insert + from.slice(edit.index + edit.remove)

describe('the smallest edit', () => {
  it('leads from any text to any other, and cuts no pair in two', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁', '\ud83d'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, (from, to) => {
        const edit = smallestEdit(from, to)
        expect(applied(from, edit)).toBe(to)
        expect(edit.index).toBeGreaterThanOrEqual(0)
        expect(edit.remove).toBeLessThanOrEqual(from.length)
        if (/^[ab ]*$/.test(from + to) && to.length >= from.length && edit.remove === 0) {
          expect(edit.insert.length).toBe(to.length - from.length)
        }
      }),
    )
  })

  it('touches nothing but what differs', () => {
    expect(smallestEdit('riders', 'rides')).toEqual({ index: 4, remove: 1, insert: '' })
    expect(smallestEdit('weekly', 'weekly riders')).toEqual({ index: 6, remove: 0, insert: ' riders' })
    expect(smallestEdit('😀', '😁')).toEqual({ index: 0, remove: 2, insert: '😁' })
  })

  it('puts a word in whole', () => {
    expect(smallestEdit('w3 ', 'w14 w3 ')).toEqual({ index: 0, remove: 0, insert: 'w14 ' })
    expect(smallestEdit('a w3 ', 'a w14 w3 ')).toEqual({ index: 2, remove: 0, insert: 'w14 ' })
  })
})
