import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import type { OtherPerson } from '../board-props.ts'
import { createPresence, piecesOf } from './presence.ts'

const person = (key: string, focus: string | null, anchor = 0, head = anchor): OtherPerson => ({
  key,
  name: key,
  colour: 1,
  focus: focus as ItemId | null,
  caret: { field: null, anchor, head },
})

describe('createPresence', () => {
  it('keeps the list of a card on which nothing changed', () => {
    const read = createPresence()
    const before = read([person('ana', 'a', 1), person('ben', 'b', 1)])
    const after = read([person('ana', 'a', 1), person('ben', 'b', 2)])
    expect(after.get('a' as ItemId)).toBe(before.get('a' as ItemId))
    expect(after.get('b' as ItemId)).not.toBe(before.get('b' as ItemId))
  })
})

describe('piecesOf', () => {
  const spell = (text: string, people: readonly OtherPerson[]) =>
    piecesOf(text, people, null)
      .map((piece) => (piece.kind === 'caret' ? `|${piece.by.key}|` : piece.by ? `[${piece.text}]` : piece.text))
      .join('')
  it('puts carets and selections into the text', () => {
    expect(spell('paid orders', [person('ana', 'a', 4)])).toBe('paid|ana| orders')
    expect(spell('paid orders', [person('ana', 'a', 0, 4)])).toBe('[paid]|ana| orders')
    expect(spell('paid orders', [person('ana', 'a', 4, 0)])).toBe('|ana|[paid] orders')
    expect(spell('', [person('ana', 'a', 0)])).toBe('|ana|')
  })
  it('keeps a caret that is ahead of the text at its end', () => {
    expect(spell('paid', [person('ana', 'a', 99)])).toBe('paid|ana|')
  })
  it('shows two people in one text', () => {
    expect(spell('paid', [person('ana', 'a', 1), person('ben', 'a', 3)])).toBe('p|ana|ai|ben|d')
  })
  it('leaves out who is in a field', () => {
    expect(
      piecesOf('paid', [{ ...person('ana', 'a', 1), caret: { field: 'wants', anchor: 1, head: 1 } }], null),
    ).toEqual([{ kind: 'text', text: 'paid', by: null }])
  })
})
