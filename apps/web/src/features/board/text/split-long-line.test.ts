import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitLongLine } from './split-long-line.ts'

const split = (text: string, limit: number) => splitLongLine({ text, depth: 1 }, limit).map((line) => line.text)

describe('a line that is too long for a card', () => {
  it('stays whole when it fits', () => expect(split('One. Two.', 9)).toEqual(['One. Two.']))
  it('is cut after a sentence', () =>
    expect(split('People pay in cash. They queue. Riders wait outside.', 32)).toEqual([
      'People pay in cash. They queue.',
      'Riders wait outside.',
    ]))
  it('is cut between words where a sentence is too long', () =>
    expect(split('one two three four', 9)).toEqual(['one two', 'three', 'four']))
  it('never cuts a character in two', () => expect(split('👩‍👩‍👧👩‍👩‍👧', 9)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']))
  it('keeps every letter, in order, within the limit', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const pieces = split(text, limit)
        expect(pieces.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
        if (text.length > limit) for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit)
      }),
    )
  })
})
