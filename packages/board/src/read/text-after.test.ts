import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { textAfter } from './text-after.ts'

/** Three replicas of one text that hear of one another late, each followed letter by letter. */
const step = fc.record({
  who: fc.nat(2),
  what: fc.constantFrom(
    'type',
    'type',
    'type',
    'remove',
    'replace',
    'replaceAll',
    'twice',
    'hear',
    'undo',
    'format',
    'embed',
  ),
  at: fc.nat(40),
  length: fc.nat(6),
  letters: fc.constantFrom('a', 'bc', 'the', ' ', 'é', '😀', 'x😀y', ''),
})

describe('the words of a text after a change', () => {
  it('are those that reading all of it gives, with several people writing and taking back', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const replicas = [1, 2, 3].map((client) => {
          const doc = new Y.Doc()
          doc.clientID = client
          const text = doc.getText('t')
          const known = { words: '' }
          text.observe((_, transaction) => {
            known.words = textAfter(known.words, text, transaction)
            expect(known.words).toBe(text.toString())
          })
          return { doc, text, known, undo: new Y.UndoManager(text, { captureTimeout: 0 }) }
        })
        for (const { who, what, at, length, letters } of steps) {
          const replica = replicas[who]
          const other = replicas[(who + 1 + (at % 2)) % 3]
          if (replica === undefined || other === undefined) continue
          const { doc, text, undo } = replica
          const index = Math.min(at, text.length)
          const removed = Math.min(length, text.length - index)
          switch (what) {
            case 'type':
              text.insert(index, letters)
              break
            case 'remove':
              text.delete(index, removed)
              break
            case 'replace':
              doc.transact(() => {
                text.delete(index, removed)
                text.insert(index, letters)
              })
              break
            case 'replaceAll':
              doc.transact(() => {
                text.delete(0, text.length)
                text.insert(0, letters)
              })
              break
            case 'twice':
              doc.transact(() => {
                text.insert(index, letters)
                text.insert(0, 'z')
              })
              break
            case 'undo':
              if (at % 2 === 0) undo.undo()
              else undo.redo()
              break
            case 'format':
              if (removed > 0) text.format(index, removed, { bold: true })
              break
            case 'embed':
              if (at > 35) text.insertEmbed(index, { image: 'x' })
              break
            case 'hear':
              Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(doc)))
              break
          }
          expect(replica.known.words).toBe(text.toString())
        }
      }),
      { numRuns: 150 },
    )
  })

  it('are found without walking over all that was ever written', () => {
    const doc = new Y.Doc()
    const other = new Y.Doc()
    const [text, elsewhere] = [doc.getText('t'), doc.getText('elsewhere')]
    // Letters of two texts in turn, so that no two of them are kept as one.
    for (let round = 0; round < 600; round++) {
      if (text.length > 20) text.delete(0, text.length)
      text.insert(text.length, 'x')
      elsewhere.insert(0, 'y')
    }
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    let whole = 0
    const read = text.toString.bind(text)
    text.toString = () => {
      whole++
      return read()
    }
    let words = read()
    text.observe((_, transaction) => {
      words = textAfter(words, text, transaction)
    })
    text.insert(text.length, 'end')
    text.insert(2, 'middle')
    text.delete(1, 3)
    text.insert(0, 'start')
    expect(whole).toBe(0)
    expect(words).toBe(read())
  })
})
