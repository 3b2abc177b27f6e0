import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyTextEdit, mapOffset, mergeWords, rebaseEdit, type TextEdit, textEdit, wordEdit } from './text-edit.ts'

const runs = { numRuns: 300 }
const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', 'é', '中'), maxLength: 12 })

describe('textEdit', () => {
  it('finds the typed letter among equal ones by the caret', () => {
    expect(textEdit('aa', 'aaa', 1)).toEqual({ index: 0, remove: 0, insert: 'a' })
    expect(textEdit('aa', 'aaa', 2)).toEqual({ index: 1, remove: 0, insert: 'a' })
    expect(textEdit('aa', 'aaa', 3)).toEqual({ index: 2, remove: 0, insert: 'a' })
  })
  it('sees a deletion in front of the caret', () => {
    expect(textEdit('paid orders', 'paid', 4)).toEqual({ index: 4, remove: 7, insert: '' })
    expect(textEdit('xab', 'ab', 0)).toEqual({ index: 0, remove: 1, insert: '' })
  })
  it('answers null for equal texts', () => {
    expect(textEdit('a', 'a')).toBeNull()
  })
  it('replaces whole pairs when two emoji share a half', () => {
    expect(textEdit('😀', '😁')).toEqual({ index: 0, remove: 2, insert: '😁' })
  })
  it('makes the one text of the other, for any caret, and never cuts a pair', () => {
    fc.assert(
      fc.property(text, text, fc.nat(30), (before, after, caret) => {
        const edit = textEdit(before, after, Math.min(caret, after.length))
        if (!edit) {
          expect(before).toBe(after)
          return
        }
        expect(applyTextEdit(before, edit)).toBe(after)
        expect(edit.insert.isWellFormed()).toBe(true)
        expect(before.slice(edit.index, edit.index + edit.remove).isWellFormed()).toBe(true)
      }),
      runs,
    )
  })
})

describe('mapOffset', () => {
  it('goes through edits on both sides of the caret', () => {
    expect(mapOffset('Small ones', 'Very Small ones too', 2)).toBe(7)
    expect(mapOffset('Small ones', 'Very Small ones too', 10)).toBe(15)
    expect(mapOffset('paid orders', 'orders', 5)).toBe(0)
  })
  it('stays within the text and never inside a pair', () => {
    fc.assert(
      fc.property(text, text, fc.nat(24), (before, after, at) => {
        const offset = Math.min(at, before.length)
        const mapped = mapOffset(before, after, offset)
        expect(mapped).toBeGreaterThanOrEqual(0)
        expect(mapped).toBeLessThanOrEqual(after.length)
        if (before.slice(0, offset).isWellFormed()) expect(after.slice(0, mapped).isWellFormed()).toBe(true)
      }),
      runs,
    )
  })
  it('agrees with a single edit that inserts elsewhere', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(8), (at, offset) => {
        const before = 'abcdefgh'
        const edit = { index: at, remove: 0, insert: 'XY' }
        // Right at the offset it goes behind it.
        expect(mapOffset(before, applyTextEdit(before, edit), offset)).toBe(offset <= at ? offset : offset + 2)
      }),
    )
  })
})

const base = 'abcdefgh'
const edits: fc.Arbitrary<TextEdit> = fc
  .tuple(fc.nat(base.length), fc.nat(base.length), fc.constantFrom('', 'X', 'YZ'))
  .map(([a, b, insert]) => ({ index: Math.min(a, b), remove: Math.abs(a - b), insert }))

describe('rebaseEdit', () => {
  it('keeps both insertions', () => {
    const mine = { index: 6, remove: 0, insert: ' a week' }
    expect(applyTextEdit('paid orders', rebaseEdit(mine, 'orders', 'paid orders'))).toBe('paid orders a week')
  })
  it('finds its place between edits on both sides', () => {
    expect(rebaseEdit({ index: 1, remove: 0, insert: '日本' }, 'ab', 'R ab E')).toEqual({
      index: 3,
      remove: 0,
      insert: '日本',
    })
    expect(rebaseEdit({ index: 1, remove: 1, insert: '' }, 'abc', 'aXYbc')).toEqual({ index: 3, remove: 1, insert: '' })
  })
  it('lies within the text, and leaves every letter that nobody removed', () => {
    fc.assert(
      fc.property(edits, edits, edits, (mine, theirs, more) => {
        const once = applyTextEdit(base, theirs)
        const after = applyTextEdit(once, { ...more, index: Math.min(more.index, once.length), remove: 0 })
        const rebased = rebaseEdit(mine, base, after)
        expect(rebased.index).toBeGreaterThanOrEqual(0)
        expect(rebased.index + rebased.remove).toBeLessThanOrEqual(after.length)
        const merged = applyTextEdit(after, rebased)
        expect(merged).toContain(mine.insert)
        const cut = (edit: TextEdit, at: number) => at >= edit.index && at < edit.index + edit.remove
        const kept = [...base].filter((_, at) => !cut(mine, at) && !cut(theirs, at))
        expect(merged.replaceAll(/[XYZ]/g, '')).toBe(kept.join(''))
      }),
      runs,
    )
  })
})

describe('mergeWords', () => {
  it('holds both changes', () => {
    expect(mergeWords('paid orders', 'paid orders a week', 'all paid orders')).toBe('all paid orders a week')
    expect(mergeWords('', 'fast', 'cheap')).toMatch(/fast/)
    expect(mergeWords('', 'fast', 'cheap')).toMatch(/cheap/)
    expect(mergeWords('same', 'same', 'other')).toBe('other')
  })
  it('holds each change once when the other one had seen mine already, however often they write on', () => {
    const base = 'answer by shop owners'
    const mine = `${base} in June`
    for (const theirs of [mine, `First ${mine}`, `First one ${mine}`, `First ${mine}, or July`])
      expect(mergeWords(base, mine, theirs)).toBe(theirs)
    expect(mergeWords('fast', 'slow', 'slow and cheap')).toBe('slow and cheap')
    expect(mergeWords('b a', 'b a a', 'X b a a')).toBe('X b a a')
    // What was taken away stays away.
    expect(mergeWords('paid orders a week', 'paid orders', 'all paid orders')).toBe('all paid orders')
    // A letter that was already there is not mine.
    expect(mergeWords('ab', 'abb', 'xab')).toBe('xabb')
  })
})

describe('wordEdit', () => {
  it('leads from any text to any other, and cuts no pair in two', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '😀', '😁', '\ud83d'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, (from, to) => {
        const edit = wordEdit(from, to)
        expect(applyTextEdit(from, edit)).toBe(to)
        expect(edit.index).toBeGreaterThanOrEqual(0)
        expect(edit.remove).toBeLessThanOrEqual(from.length)
        if (/^[ab ]*$/.test(from + to) && to.length >= from.length && edit.remove === 0) {
          expect(edit.insert.length).toBe(to.length - from.length)
        }
      }),
    )
  })

  it('reads half a pair beside a whole one', () => {
    expect(wordEdit('a\ud83d', 'a😀\ud83d')).toEqual({ index: 1, remove: 0, insert: '😀' })
    expect(mergeWords('a\ud83d', 'a😀\ud83d', 'b a\ud83d')).toBe('b a😀\ud83d')
  })

  it('touches nothing but what differs', () => {
    expect(wordEdit('riders', 'rides')).toEqual({ index: 4, remove: 1, insert: '' })
    expect(wordEdit('weekly', 'weekly riders')).toEqual({ index: 6, remove: 0, insert: ' riders' })
    expect(wordEdit('😀', '😁')).toEqual({ index: 0, remove: 2, insert: '😁' })
  })

  it('puts a word in whole', () => {
    expect(wordEdit('w3 ', 'w14 w3 ')).toEqual({ index: 0, remove: 0, insert: 'w14 ' })
    expect(wordEdit('a w3 ', 'a w14 w3 ')).toEqual({ index: 2, remove: 0, insert: 'w14 ' })
  })
})
