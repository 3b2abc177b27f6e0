import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type BoardCommand, type JudgeLimits, judgeUpdate, seedClient } from './index.ts'
import { boardLimits, testFramework as framework, itemId, must, seededDoc, updatesOf } from './testing.ts'

const anyone = () => true
const nobody = () => false
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
const judge = (doc: Y.Doc, bytes: Uint8Array, mayUse: (client: number) => boolean = anyone) =>
  judgeUpdate(doc, bytes, { ...boardLimits, documentBytes: 0 }, mayUse)
const refused = (code: string) => expect.objectContaining({ kind: 'refused', code })
const a = itemId('a')
const add: BoardCommand = {
  kind: 'addItem',
  item: a,
  itemKind: 'metric',
  text: 'Paid orders',
  at: { section: 'tree', parent: null, before: null },
}

/** A committed board with one item, and a replica of it that writes as client 8. */
function pair() {
  const server = seededDoc(framework, 2)
  const author = seededDoc(framework, 7)
  must(author, framework, add)
  Y.applyUpdate(server, Y.encodeStateAsUpdate(author))
  const client = seededDoc(framework, 8)
  Y.applyUpdate(client, Y.encodeStateAsUpdate(author))
  return { server, client, author }
}

/** The update that an edit of a replica makes. */
function edit(doc: Y.Doc, change: () => void): Uint8Array {
  const [update, ...more] = updatesOf(doc, () => doc.transact(change))
  if (update === undefined || more.length > 0) throw new Error('not one update')
  return update
}
const items = (doc: Y.Doc) => doc.getMap('items')
function mapIn(doc: Y.Doc, id: string): Y.Map<unknown> {
  const map = items(doc).get(id)
  if (!(map instanceof Y.Map)) throw new Error(`no ${id}`)
  return map
}
function textIn(doc: Y.Doc, id = 'a'): Y.Text {
  const text = mapIn(doc, id).get('text')
  if (!(text instanceof Y.Text)) throw new Error(`no text in ${id}`)
  return text
}

describe('what an honest replica sends', () => {
  it('is accepted as it is, and named with its client', () => {
    const { server, client } = pair()
    for (const change of [
      () => textIn(client).insert(3, 'x'),
      () => textIn(client).insert(4, '😀é'),
      () => textIn(client).delete(0, 2),
      () => mapIn(client, 'a').set('f.window', '7 days'),
      () => mapIn(client, 'a').set('l.measures.goal', true),
      () => mapIn(client, 'a').delete('l.measures.goal'),
      () => mapIn(client, 'a').set('removed', true),
      () => textIn(client, 'goal').insert(0, 'Grow'),
    ]) {
      const bytes = edit(client, change)
      const judgement = judge(server, bytes)
      expect(judgement).toEqual({ kind: 'accepted', update: bytes, clients: expect.any(Array) })
      Y.applyUpdate(server, bytes)
      expect(judge(server, bytes)).toEqual({ kind: 'empty' })
    }
    expect(Y.encodeStateAsUpdate(server)).toEqual(Y.encodeStateAsUpdate(client))
  })

  it('is cut to what is new: a whole state, and a struct of which a part is held', () => {
    const { server, client } = pair()
    const first = edit(client, () => textIn(client).insert(0, 'ab'))
    Y.applyUpdate(server, first)
    edit(client, () => textIn(client).insert(2, 'c😀d'))
    edit(client, () => textIn(client).delete(0, 1))
    const whole = Y.encodeStateAsUpdate(client)
    const judgement = judge(server, whole, (id) => id === 8)
    if (judgement.kind !== 'accepted') throw new Error(JSON.stringify(judgement))
    expect(judgement.update.length).toBeLessThan(32)
    expect(judgement.clients).toEqual([8])
    Y.applyUpdate(server, judgement.update)
    expect(Y.encodeStateAsUpdate(server)).toEqual(whole)
    expect(judge(server, whole, nobody)).toEqual({ kind: 'empty' })
  })

  it('may be only a deletion of what others wrote, by somebody who owns no client id yet', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => textIn(client).delete(0, 3))
    expect(judge(server, bytes, nobody)).toEqual({ kind: 'accepted', update: bytes, clients: [] })
  })

  it('may hold what was written and removed again before it was sent', () => {
    const { server, client } = pair()
    client.transact(() => {
      items(client).set(
        'gone',
        new Y.Map([
          ['kind', 'note'],
          ['text', new Y.Text('all this')],
        ]),
      )
      mapIn(client, 'a').set('place', ['tree', null, 'a5', 9])
    })
    items(client).delete('gone')
    mapIn(client, 'a').set('place', ['tree', null, 'a6', 10])
    const update = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
    expect(judge(server, update).kind).toBe('accepted')
  })

  it("may be two tabs' work that met on a device before it was sent", () => {
    const { server } = pair()
    const base = Y.encodeStateAsUpdate(server)
    const [one, two] = [8, 9].map((client) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, base)
      doc.clientID = client
      return doc
    })
    if (one === undefined || two === undefined) throw new Error('two tabs')
    textIn(one).insert(4, 'one')
    textIn(two).insert(4, 'two')
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    // Between the two, so that neither neighbour was written beside the other.
    textIn(one).insert(7, '-')
    textIn(one).insert(8, '+')
    expect(textIn(one).toString()).toBe('Paidone-+two orders')
    const judgement = judge(server, Y.encodeStateAsUpdate(one))
    if (judgement.kind !== 'accepted') throw new Error(JSON.stringify(judgement))
    Y.applyUpdate(server, judgement.update)
    expect(textIn(server).toString()).toBe('Paidone-+two orders')
  })

  it('may write into what somebody else removed for good in the meantime', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => {
      textIn(client).insert(5, 'late')
      mapIn(client, 'a').set('f.window', 'late')
    })
    items(server).delete('a')
    const judgement = judge(server, bytes)
    if (judgement.kind !== 'accepted') throw new Error(JSON.stringify(judgement))
    Y.applyUpdate(server, judgement.update)
    expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null])
  })
})

describe('a forged or broken update', () => {
  it('that declares more than it holds allocates nothing', () => {
    const { server } = pair()
    const started = performance.now()
    for (let i = 0; i < 1000; i++) expect(judge(server, hex('01ffffff0f0500'))).toEqual(refused('malformed'))
    expect(performance.now() - started).toBeLessThan(500)
    for (const bytes of ['', '00', '01', '0000ff', '0001ffff03', '00010102', '000101010000', '0101050000', '01010500'])
      expect([bytes, judge(server, hex(bytes))]).toEqual([bytes, refused('malformed')])
    expect(judge(server, hex('0000'))).toEqual({ kind: 'empty' })
  })

  it('in the second encoding is no update', () => {
    const { server, client } = pair()
    const bytes: Uint8Array[] = []
    client.on('updateV2', (update: Uint8Array) => bytes.push(update))
    textIn(client).insert(0, 'x')
    expect(judge(server, bytes[0] ?? new Uint8Array())).toEqual(refused('malformed'))
    expect(judge(server, Y.encodeStateAsUpdateV2(client))).toEqual(refused('malformed'))
  })

  it("under another's client id is refused, also as a run of removed clocks", () => {
    const { server, author } = pair()
    const forger = new Y.Doc()
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(server))
    forger.clientID = 7
    const forged = edit(forger, () => textIn(forger).insert(0, 'EVIL'))
    expect(judge(server, forged, (id) => id !== 7)).toEqual(refused('foreign-client'))
    expect(
      judge(
        server,
        edit(author, () => textIn(author).insert(0, 'WORLD')),
      ).kind,
    ).toBe('accepted')

    const victim = new Y.Doc()
    victim.clientID = 77
    victim.getMap('items').set('b', new Y.Map([['kind', 'note']]))
    Y.applyUpdate(server, Y.encodeStateAsUpdate(victim))
    const run = hex('01014d020080808080802000')
    expect(judge(server, run, (id) => id !== 77)).toEqual(refused('foreign-client'))
    expect(judge(server, run)).toEqual(refused('forbidden-content'))
    expect(judge(server, hex('01014d0200ffffff7f00'))).toEqual(refused('forbidden-content'))
    expect(judge(server, hex('01014d02000a00'))).toEqual(expect.objectContaining({ kind: 'accepted' }))
  })

  it("under the server's own client id is refused, whoever sends it", () => {
    const { server, client } = pair()
    client.clientID = seedClient
    expect(
      judge(
        server,
        edit(client, () => textIn(client).insert(0, 'x')),
      ),
    ).toEqual(refused('foreign-client'))
  })

  it('that leaves a hole is refused, so that nothing is ever pending', () => {
    const { server, client } = pair()
    const first = edit(client, () => textIn(client).insert(0, 'x'))
    const second = edit(client, () => textIn(client).insert(1, 'y'))
    const third = edit(client, () => textIn(client).insert(2, 'z'))
    expect(judge(server, second)).toEqual(refused('gap'))
    expect(judge(server, Y.mergeUpdates([first, third]))).toEqual(refused('gap'))
    const other = new Y.Doc()
    other.clientID = 9
    Y.applyUpdate(other, Y.encodeStateAsUpdate(client))
    expect(
      judge(
        server,
        edit(other, () => textIn(other).insert(1, '!')),
      ),
    ).toEqual(refused('gap'))
    expect(
      judge(
        server,
        edit(other, () => textIn(other).delete(0, 2)),
      ),
    ).toEqual(refused('gap'))
    expect(judge(server, hex('00010807'.concat('00'.repeat(0), '0a01')))).toEqual(refused('malformed'))
    expect(judge(server, hex('000108010a01'))).toEqual(refused('gap'))
  })

  it('that refers to itself, to its own future or in a circle is refused', () => {
    const { server } = pair()
    // client, count, clock, then: string content with an origin at (client, clock).
    const [own, circle] = ['01010800 8408000178 00', '02 010800 8409000178 010900 8408000178 00']
    expect(judge(server, hex((own ?? '').replaceAll(' ', '')))).toEqual(refused('gap'))
    expect(judge(server, hex((circle ?? '').replaceAll(' ', '')))).toEqual(refused('gap'))
  })

  it('inside an item that it brings only later is refused', () => {
    const { server } = pair()
    const key = (text: string) => [text.length, ...Buffer.from(text)]
    const removed = [0x28, 0, 8, 1, ...key('removed'), 1, 120]
    const item = [0x27, 1, ...key('items'), ...key('new'), 1]
    expect(judge(server, Uint8Array.of(1, 2, 8, 0, ...removed, ...item, 0))).toEqual(refused('gap'))
    removed[3] = 0
    expect(judge(server, Uint8Array.of(1, 2, 8, 0, ...item, ...removed, 0)).kind).toBe('accepted')
  })

  it('between two texts is refused', () => {
    const { server, author } = pair()
    textIn(author, 'goal').insert(0, 'Grow')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(author))
    const [left, right] = [textIn(server)._start?.id, textIn(server, 'goal')._start?.id]
    if (!left || !right) throw new Error('two texts')
    const bytes = Uint8Array.of(1, 1, 8, 0, 0xc4, left.client, left.clock, right.client, right.clock, 1, 120, 0)
    expect(judge(server, bytes)).toEqual(refused('forbidden-content'))
  })

  it('without length is refused', () => {
    const { server } = pair()
    expect(judge(server, hex('01010800000000'))).toEqual(refused('malformed'))
  })

  it('that would stand at different places on different replicas is refused', () => {
    const { server } = pair()
    const ids: { client: number; clock: number }[] = []
    for (let run = textIn(server)._start; run !== null; run = run.right)
      for (let i = 0; i < run.length; i++) ids.push({ client: run.id.client, clock: run.id.clock + i })
    const [first, second] = ids
    if (first === undefined || second === undefined) throw new Error('two letters')
    const between = (left: typeof first, right: typeof first) =>
      judge(server, Uint8Array.of(1, 1, 8, 0, 0xc4, left.client, left.clock, right.client, right.clock, 1, 120, 0))
    expect(between(first, second).kind).toBe('accepted')
    expect(between(second, first)).toEqual(refused('forbidden-content'))
    expect(between(first, first)).toEqual(refused('forbidden-content'))
    // The same behind three of the forger's own, of which the last cannot be told without putting the text together.
    const [f, s] = [
      [first.client, first.clock],
      [second.client, second.clock],
    ]
    const own = [0xc4, ...f, ...s, 1, 120, 0xc4, ...f, 8, 0, 1, 120, 0xc4, 8, 1, ...s, 1, 120]
    const fourth = (left: number, right: number) =>
      judge(server, Uint8Array.of(1, 4, 8, 0, ...own, 0xc4, second.client, left, second.client, right, 1, 120, 0))
    expect(fourth(second.clock, second.clock + 1).kind).toBe('accepted')
    expect(fourth(second.clock, second.clock)).toEqual(refused('forbidden-content'))
    expect(fourth(second.clock + 1, second.clock)).toEqual(refused('forbidden-content'))
  })

  it('with a client twice or deletes in disorder cannot hide anything', () => {
    const { server } = pair()
    expect(judge(server, hex(['02', '010800', '0001', '010800', '0001', '00'].join('')))).toEqual(refused('malformed'))
    // Overlapping, unsorted deletes of client 7, which holds more than ten clocks: sorted and joined.
    const judgement = judge(server, hex('00010703040200010204'))
    if (judgement.kind !== 'accepted') throw new Error(JSON.stringify(judgement))
    expect(judgement.update).toEqual(hex('0001070200010204'))
    Y.applyUpdate(server, judgement.update)
    expect(judge(server, hex('00010703040200010204'))).toEqual({ kind: 'empty' })
    // Ranges of which the first is known by now, and the second in part.
    expect(judge(server, hex('0001070200010504'))).toEqual({
      kind: 'accepted',
      update: hex('000107010603'),
      clients: [],
    })
  })
})

describe('content that no board has', () => {
  const forbidden: [string, (doc: Y.Doc) => void][] = [
    ['another root', (doc) => doc.getMap('other').set('x', 1)],
    ['a root called __proto__', (doc) => doc.getMap('__proto__').set('x', new Y.Map())],
    ['an item called __proto__', (doc) => items(doc).set('__proto__', new Y.Map())],
    ['an item called toString', (doc) => items(doc).set('toString', new Y.Map())],
    ['an item that is a value', (doc) => items(doc).set('b', true)],
    ['an item that is a list', (doc) => items(doc).set('b', new Y.Array())],
    ['an item that is a text', (doc) => items(doc).set('b', new Y.Text('x'))],
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
    ['an attribute of a text', (doc) => textIn(doc).setAttribute('x', 'y')],
    ["the goal's place", (doc) => mapIn(doc, 'goal').set('place', ['tree', null, 'a0', 1])],
    ["the goal's end", (doc) => mapIn(doc, 'goal').set('removed', true)],
    ["the goal's kind", (doc) => mapIn(doc, 'goal').set('kind', 'note')],
    ["the goal's text anew", (doc) => mapIn(doc, 'goal').set('text', new Y.Text('x'))],
    ["the goal's text away", (doc) => mapIn(doc, 'goal').delete('text')],
    ['another goal', (doc) => items(doc).set('goal', new Y.Map())],
    ['the goal away', (doc) => items(doc).delete('goal')],
  ]
  it.each(forbidden)('is refused: %s', (_, change) => {
    const { server, client } = pair()
    expect(
      judge(
        server,
        edit(client, () => change(client)),
      ),
    ).toEqual(refused('forbidden-content'))
  })

  it('is refused also when the deletions that go with it are left away', () => {
    for (const change of [
      (doc: Y.Doc) => items(doc).set('goal', new Y.Map()),
      (doc: Y.Doc) => mapIn(doc, 'goal').set('place', ['tree', null, 'a0', 1]),
    ]) {
      const { server, client } = pair()
      const bytes = edit(client, () => change(client))
      const deletes = Y.decodeUpdate(bytes).ds.clients
      expect([...deletes.keys()]).toEqual([seedClient])
      const at = bytes.length - (deletes.get(seedClient)?.length ?? 0) * 2 - 3
      expect(judge(server, Uint8Array.of(...bytes.slice(0, at), 0))).toEqual(refused('forbidden-content'))
    }
  })

  it('is refused however deep', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => mapIn(client, 'a').set('f.window', 'deep'))
    const at = Buffer.from(bytes).indexOf(Buffer.from('deep'))
    const nested = Uint8Array.from([...bytes.slice(0, at - 2), ...Array(5000).fill([117, 1]).flat(), 126, 0])
    expect(judge(server, nested)).toEqual(refused('forbidden-content'))
  })
})

function deep(levels: number): unknown[] {
  let value: unknown[] = []
  for (let i = 0; i < levels; i++) value = [value]
  return value
}

describe('limits', () => {
  const limited = (doc: Y.Doc, bytes: Uint8Array, less: Partial<JudgeLimits>, documentBytes = 0) =>
    judgeUpdate(doc, bytes, { ...boardLimits, documentBytes, ...less }, anyone)

  it('hold for bytes, the board, items and clients', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => items(client).set('b', new Y.Map([['kind', 'note']])))
    expect(limited(server, bytes, { updateBytes: bytes.length - 1 })).toEqual(refused('update-too-large'))
    expect(limited(server, bytes, { boardBytes: 1000 }, 1001 - bytes.length)).toEqual(refused('board-full'))
    expect(limited(server, bytes, { boardBytes: 1000 }, 1000 - bytes.length).kind).toBe('accepted')
    expect(limited(server, bytes, { items: 2 })).toEqual(refused('board-full'))
    expect(limited(server, bytes, { items: 3 }).kind).toBe('accepted')
    expect(limited(server, bytes, { clientIds: 2 })).toEqual(refused('board-full'))
    expect(limited(server, bytes, { clientIds: 3 }).kind).toBe('accepted')
  })

  it('let a full board be emptied', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => textIn(client).delete(0, 3))
    expect(limited(server, bytes, { boardBytes: 10 }, 10).kind).toBe('accepted')
  })

  it('hold for a text, but not for what two fill together, nor for what was typed and removed', () => {
    const { server, client, author } = pair()
    expect(
      judge(
        server,
        edit(client, () => textIn(client).insert(0, 'x'.repeat(2001))),
      ),
    ).toEqual(refused('update-too-large'))
    const other = seededDoc(framework, 9)
    Y.applyUpdate(other, Y.encodeStateAsUpdate(server))
    const half = edit(author, () => textIn(author).insert(0, 'y'.repeat(1900)))
    Y.applyUpdate(server, half)
    const second = edit(other, () => textIn(other).insert(0, 'z'.repeat(1900)))
    expect(judge(server, second).kind).toBe('accepted')
    Y.applyUpdate(server, second)
    expect(
      judge(
        server,
        edit(other, () => textIn(other).insert(0, 'z'.repeat(300))),
      ),
    ).toEqual(refused('update-too-large'))
  })

  it('count a replaced text once', () => {
    const { server, client } = pair()
    const undo = new Y.UndoManager(items(client))
    for (let i = 0; i < 5; i++) {
      textIn(client).delete(0, textIn(client).length)
      textIn(client).insert(0, `${i}`.repeat(1500))
    }
    const bytes = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
    expect(judge(server, bytes).kind).toBe('accepted')
    undo.destroy()
  })
})
