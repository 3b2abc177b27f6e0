import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { textOf } from '../document/items.ts'
import { itemId, must, seededDoc, testFramework } from '../testing/index.ts'
import { caretAt, offsetOfCaret } from './caret.ts'

const card = itemId('card')
const other = itemId('other')

function opened(): Y.Doc {
  const doc = seededDoc(testFramework, 7)
  const [section] = testFramework.sections.filter(({ layout }) => layout !== 'line')
  const itemKind = section?.kinds[0]
  if (section === undefined || itemKind === undefined) throw new Error('no section')
  for (const item of [card, other])
    must(doc, testFramework, {
      kind: 'addItem',
      item,
      itemKind,
      text: 'Riders',
      at: { section: section.id, parent: null, before: null },
    })
  return doc
}
const type = (doc: Y.Doc, index: number, remove: number, insert: string): void =>
  must(doc, testFramework, { kind: 'editText', item: card, index, remove, insert })

describe('a caret', () => {
  it('stays before its letter while others write and delete around it', () => {
    const doc = opened()
    const caret = caretAt(doc, card, 3) ?? ''
    expect(offsetOfCaret(doc, card, caret)).toBe(3)
    type(doc, 0, 0, 'New ')
    expect(offsetOfCaret(doc, card, caret)).toBe(7)
    type(doc, 8, 2, '')
    expect(offsetOfCaret(doc, card, caret)).toBe(7)
    type(doc, 0, 5, '')
    expect(offsetOfCaret(doc, card, caret)).toBe(2)
    const end = caretAt(doc, card, textOf(doc, card)?.length ?? 0) ?? ''
    type(doc, textOf(doc, card)?.length ?? 0, 0, '!!')
    expect(offsetOfCaret(doc, card, end)).toBe(textOf(doc, card)?.length)
  })

  it('fits the wire', () => {
    const doc = opened()
    doc.clientID = 2 ** 53 - 1
    type(doc, 0, 0, 'x'.repeat(500))
    expect(caretAt(doc, card, 40)).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
  })

  it('is nowhere in another text, before a letter that has not come, beyond the end, or when it is damaged', () => {
    const doc = opened()
    const caret = caretAt(doc, card, 3) ?? ''
    expect(offsetOfCaret(doc, other, caret)).toBeNull()
    expect(offsetOfCaret(doc, itemId('gone'), caret)).toBeNull()
    const behind = new Y.Doc()
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(doc))
    type(doc, 6, 0, ' only')
    expect(offsetOfCaret(behind, card, caretAt(doc, card, 8) ?? '')).toBeNull()
    for (const junk of ['', 'A', '____', 'AAAAAAAA', '!', 'x'.repeat(64)])
      expect(offsetOfCaret(doc, card, junk)).toBeNull()
    expect([caretAt(doc, card, -1), caretAt(doc, card, 99), caretAt(doc, itemId('gone'), 0)]).toEqual([
      null,
      null,
      null,
    ])
  })
})
