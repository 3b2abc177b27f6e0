import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { applyAccepted } from './apply-accepted.ts'

/** Two people who type in two texts. Each sees what the other wrote only when they look. */
function openWriters() {
  const makeDoc = (client: number): Y.Doc => {
    const doc = new Y.Doc()
    doc.clientID = client
    return doc
  }
  const seed = makeDoc(1)
  seed.getMap('items').set('a', new Y.Text('one'))
  seed.getMap('items').set('b', new Y.Text())
  const committed: Uint8Array[] = [Y.encodeStateAsUpdate(seed)]
  const writers = [7, 8].map((client) => {
    const doc = makeDoc(client)
    const writer = { doc, seen: 0, at: 0, name: 'a' }
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'other') committed.push(update)
    })
    return writer
  })
  const look = (writer: (typeof writers)[number]): void => {
    for (; writer.seen < committed.length; writer.seen++)
      Y.applyUpdate(writer.doc, committed[writer.seen] ?? new Uint8Array(), 'other')
  }
  for (const writer of writers) look(writer)
  return { committed, writers, look }
}

/** What Yjs holds, struct by struct, and what it says of the texts. */
const insideOf = (doc: Y.Doc) => ({
  bytes: Y.encodeStateAsUpdate(doc),
  structs: [...doc.store.clients].map(([client, structs]) => [client, structs.map(({ id, length }) => [id, length])]),
  texts: ['a', 'b'].map((name) => {
    const text = doc.getMap('items').get(name)
    return text instanceof Y.Text ? [text.length, text.toString(), text.toDelta()] : null
  }),
})

const step = fc.record({
  who: fc.nat(1),
  what: fc.nat(19),
  to: fc.nat(30),
  letter: fc.constantFrom('a', 'é', '字', '🙂'),
})

function play(steps: readonly { who: number; what: number; to: number; letter: string }[]): readonly Uint8Array[] {
  const { committed, writers, look } = openWriters()
  for (const { who, what, to, letter } of steps) {
    const writer = writers[who]
    const text = writer?.doc.getMap('items').get(writer.name)
    if (writer === undefined || !(text instanceof Y.Text)) continue
    writer.at = Math.min(writer.at, text.length)
    if (what === 0) look(writer)
    else if (what === 1) writer.at = to % (text.length + 1)
    else if (what === 2) writer.name = writer.name === 'a' ? 'b' : 'a'
    else if (what === 3 && writer.at > 0) text.delete(--writer.at, 1)
    else if (what === 4) text.delete(writer.at, Math.min(2, text.length - writer.at))
    else {
      text.insert(writer.at, letter)
      writer.at += letter.length
    }
  }
  return committed
}

describe('applying accepted updates', () => {
  it('leaves exactly what Yjs itself would leave, whatever two people write', () => {
    let updates = 0
    let transactions = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 80 }), (steps) => {
        const byYjs = new Y.Doc()
        const byUs = new Y.Doc()
        byUs.on('afterTransaction', () => transactions++)
        for (const update of play(steps)) {
          Y.applyUpdate(byYjs, update)
          applyAccepted(byUs, update)
          updates++
          expect(insideOf(byUs)).toEqual(insideOf(byYjs))
        }
      }),
      { numRuns: 150 },
    )
    process.stdout.write(`applied ${updates} updates, ${updates - transactions} of them without a transaction\n`)
    expect(transactions).toBeLessThan(updates * 0.8)
  })

  it('opens no transaction for the next letter, at the end of a text and inside it', () => {
    const next = { who: 0, what: 9, to: 0, letter: 'a' }
    for (const at of [3, 1]) {
      const updates = play([{ ...next, what: 1, to: at }, next, next, next])
      const doc = new Y.Doc()
      let transactions = 0
      doc.on('afterTransaction', () => transactions++)
      for (const update of updates) applyAccepted(doc, update)
      expect([updates.length, transactions]).toEqual([4, 2])
      expect(insideOf(doc).texts[0]?.[1]).toBe(at === 3 ? 'oneaaa' : 'oaaane')
    }
  })
})
