import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { itemsOf, seedClient, type ValidationLimits } from '../index.ts'
import { testFramework as framework, seededDoc } from '../testing/index.ts'
import { edit, mapIn, pair, textIn, validate } from '../testing/validated-updates.ts'

const refused = (code: string) => expect.objectContaining({ kind: 'refused', code })

/** As no editor does it: Yjs' own commands put nothing but letters, formats and embeds into a text. */
function intoText(doc: Y.Doc, content: Y.ContentAny | Y.ContentType): void {
  doc.transact((transaction) => {
    const text = textIn(doc)
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID))
    const first = text._start
    new Y.Item(id, null, null, first, first?.id ?? null, text, null, content).integrate(transaction, 0)
  })
}

describe('T20: content that no board has', () => {
  const forbidden: [string, (doc: Y.Doc) => void][] = [
    ['another root', (doc) => doc.getMap('other').set('x', 1)],
    ['a root called __proto__', (doc) => doc.getMap('__proto__').set('x', new Y.Map())],
    ['an item called __proto__', (doc) => itemsOf(doc).set('__proto__', new Y.Map())],
    ['an item called toString', (doc) => itemsOf(doc).set('toString', new Y.Map())],
    ['an item that is a value', (doc) => itemsOf(doc).set('b', true)],
    ['an item that is a list', (doc) => itemsOf(doc).set('b', new Y.Array())],
    ['an item that is a text', (doc) => itemsOf(doc).set('b', new Y.Text('x'))],
    ['an unknown key', (doc) => mapIn(doc, 'a').set('isAdmin', true)],
    ['a key called __proto__', (doc) => mapIn(doc, 'a').set('__proto__', true)],
    ['a field called constructor', (doc) => mapIn(doc, 'a').set('f.constructor', 'x')],
    ['a field that is an object', (doc) => mapIn(doc, 'a').set('f.window', { __proto__: { isAdmin: true } })],
    ['a field that is too long', (doc) => mapIn(doc, 'a').set('f.window', 'x'.repeat(2001))],
    ['a kind that is a number', (doc) => mapIn(doc, 'a').set('kind', 7)],
    ['a kind that is a text', (doc) => mapIn(doc, 'a').set('kind', new Y.Text('x'))],
    ['a text that is a string', (doc) => mapIn(doc, 'a').set('text', 'x')],
    ['a text that is a map', (doc) => mapIn(doc, 'a').set('text', new Y.Map())],
    ['a tombstone that is false', (doc) => mapIn(doc, 'a').set('removed', false)],
    ['a link that is a string', (doc) => mapIn(doc, 'a').set('l.at.b', 'x')],
    ['a link to nothing', (doc) => mapIn(doc, 'a').set('l.at.', true)],
    ['a place with a text', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', '1'])],
    ['a place with infinity', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', Number.POSITIVE_INFINITY])],
    ['a place with NaN', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', Number.NaN])],
    ['a place before all time', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', -1])],
    ['a place after all time', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', 2 ** 31 - 1])],
    ['a place with five parts', (doc) => mapIn(doc, 'a').set('place', ['tree', null, 'a0', 1, 1])],
    ['a place below __proto__', (doc) => mapIn(doc, 'a').set('place', ['tree', '__proto__', 'a0', 1])],
    ['a place in a section without a name', (doc) => mapIn(doc, 'a').set('place', ['', null, 'a0', 1])],
    ['a value five thousand deep', (doc) => mapIn(doc, 'a').set('place', deep(900))],
    ['bytes', (doc) => mapIn(doc, 'a').set('f.window', new Uint8Array(3))],
    ['a subdocument', (doc) => mapIn(doc, 'a').set('f.window', new Y.Doc())],
    ['formatted text', (doc) => textIn(doc).insert(0, 'x', { bold: true })],
    ['an embed', (doc) => textIn(doc).insertEmbed(0, { image: 'x' })],
    ['a value among the letters of a text', (doc) => intoText(doc, new Y.ContentAny([7]))],
    ['a map among the letters of a text', (doc) => intoText(doc, new Y.ContentType(new Y.Map()))],
    ['an attribute of a text', (doc) => textIn(doc).setAttribute('x', 'y')],
    ["the goal's place", (doc) => mapIn(doc, 'goal').set('place', ['tree', null, 'a0', 1])],
    ["the goal's end", (doc) => mapIn(doc, 'goal').set('removed', true)],
    ["the goal's kind", (doc) => mapIn(doc, 'goal').set('kind', 'note')],
    ["the goal's text replaced", (doc) => mapIn(doc, 'goal').set('text', new Y.Text('x'))],
    ["the goal's text away", (doc) => mapIn(doc, 'goal').delete('text')],
    ['another goal', (doc) => itemsOf(doc).set('goal', new Y.Map())],
    ['the goal away', (doc) => itemsOf(doc).delete('goal')],
  ]
  it.each(forbidden)('is refused: %s', (_, change) => {
    const { server, client } = pair()
    expect(
      validate(
        server,
        edit(client, () => change(client)),
      ),
    ).toEqual(refused('forbidden-content'))
  })

  it('is refused also when the deletions that go with it are left out', () => {
    for (const change of [
      (doc: Y.Doc) => itemsOf(doc).set('goal', new Y.Map()),
      (doc: Y.Doc) => mapIn(doc, 'goal').set('place', ['tree', null, 'a0', 1]),
    ]) {
      const { server, client } = pair()
      const bytes = edit(client, () => change(client))
      const deletes = Y.decodeUpdate(bytes).ds.clients
      expect([...deletes.keys()]).toEqual([seedClient])
      const at = bytes.length - (deletes.get(seedClient)?.length ?? 0) * 2 - 3
      expect(validate(server, Uint8Array.of(...bytes.slice(0, at), 0))).toEqual(refused('forbidden-content'))
    }
  })

  it('is refused however deep', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => mapIn(client, 'a').set('f.window', 'deep'))
    const at = Buffer.from(bytes).indexOf(Buffer.from('deep'))
    const nested = Uint8Array.from([...bytes.slice(0, at - 2), ...Array(5000).fill([117, 1]).flat(), 126, 0])
    expect(validate(server, nested)).toEqual(refused('forbidden-content'))
  })
})

function deep(levels: number): unknown[] {
  let value: unknown[] = []
  for (let i = 0; i < levels; i++) value = [value]
  return value
}

describe('limits', () => {
  const limited = (doc: Y.Doc, bytes: Uint8Array, limits: Partial<ValidationLimits>) =>
    validate(doc, bytes, undefined, limits)

  it('hold for bytes, the board, items and clients', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => itemsOf(client).set('b', new Y.Map([['kind', 'note']])))
    expect(limited(server, bytes, { updateBytes: bytes.length - 1 })).toEqual(refused('update-too-large'))
    expect(limited(server, bytes, { boardBytes: 1000, documentBytes: 1001 - bytes.length })).toEqual(
      refused('board-full'),
    )
    expect(limited(server, bytes, { boardBytes: 1000, documentBytes: 1000 - bytes.length }).kind).toBe('accepted')
    expect(limited(server, bytes, { items: 2 })).toEqual(refused('board-full'))
    expect(limited(server, bytes, { items: 3 }).kind).toBe('accepted')
    expect(limited(server, bytes, { clientIds: 2 })).toEqual(refused('board-full'))
    expect(limited(server, bytes, { clientIds: 3 }).kind).toBe('accepted')
  })

  it('let a full board be emptied', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => textIn(client).delete(0, 3))
    expect(limited(server, bytes, { boardBytes: 10, documentBytes: 10 }).kind).toBe('accepted')
  })

  it('hold for a text, but not for what two fill together, nor for what was typed and removed', () => {
    const { server, client, author } = pair()
    expect(
      validate(
        server,
        edit(client, () => textIn(client).insert(0, 'x'.repeat(2001))),
      ),
    ).toEqual(refused('update-too-large'))
    const other = seededDoc(framework, 9)
    Y.applyUpdate(other, Y.encodeStateAsUpdate(server))
    const half = edit(author, () => textIn(author).insert(0, 'y'.repeat(1900)))
    Y.applyUpdate(server, half)
    const second = edit(other, () => textIn(other).insert(0, 'z'.repeat(1900)))
    expect(validate(server, second).kind).toBe('accepted')
    Y.applyUpdate(server, second)
    expect(
      validate(
        server,
        edit(other, () => textIn(other).insert(0, 'z'.repeat(300))),
      ),
    ).toEqual(refused('update-too-large'))
  })

  it('count what is replaced once, in the document', () => {
    const { server, client } = pair()
    for (let i = 0; i < 2; i++)
      Y.applyUpdate(
        server,
        edit(client, () => textIn(client).insert(0, 'x'.repeat(1900))),
      )
    const replace = (length: number) =>
      edit(client, () => {
        textIn(client).delete(0, length)
        textIn(client).insert(0, 'w'.repeat(1500))
      })
    expect(validate(server, replace(1500)).kind).toBe('accepted')
  })

  it('count what is replaced once, in the update', () => {
    const { server, client } = pair()
    const undo = new Y.UndoManager(itemsOf(client))
    for (let i = 0; i < 5; i++) {
      textIn(client).delete(0, textIn(client).length)
      textIn(client).insert(0, `${i}`.repeat(1500))
    }
    const bytes = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
    expect(validate(server, bytes).kind).toBe('accepted')
    undo.destroy()
  })
})
