import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { itemsOf, seedClient } from '../index.ts'
import { edit, mapIn, pair, textIn, validate } from '../testing/validated-updates.ts'

const nobody = () => false
const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
const refused = (code: string) => expect.objectContaining({ kind: 'refused', code })

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
      const validation = validate(server, bytes)
      expect(validation).toEqual({
        kind: 'accepted',
        update: bytes,
        clients: expect.any(Array),
        cost: expect.any(Number),
      })
      Y.applyUpdate(server, bytes)
      expect(validate(server, bytes)).toEqual({ kind: 'empty' })
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
    const validation = validate(server, whole, (id) => id === 8)
    if (validation.kind !== 'accepted') throw new Error(JSON.stringify(validation))
    expect(validation.update.length).toBeLessThan(32)
    expect(validation.clients).toEqual([8])
    Y.applyUpdate(server, validation.update)
    expect(Y.encodeStateAsUpdate(server)).toEqual(whole)
    expect(validate(server, whole, nobody)).toEqual({ kind: 'empty' })
  })

  it('may be only a deletion of what others wrote, by somebody who owns no client id yet', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => textIn(client).delete(0, 3))
    expect(validate(server, bytes, nobody)).toEqual({
      kind: 'accepted',
      update: bytes,
      clients: [],
      cost: expect.any(Number),
    })
  })

  it('may hold what was written and removed again before it was sent', () => {
    const { server, client } = pair()
    client.transact(() => {
      itemsOf(client).set(
        'gone',
        new Y.Map([
          ['kind', 'note'],
          ['text', new Y.Text('all this')],
        ]),
      )
      mapIn(client, 'a').set('place', ['tree', null, 'a5', 9])
    })
    itemsOf(client).delete('gone')
    mapIn(client, 'a').set('place', ['tree', null, 'a6', 10])
    const update = Y.encodeStateAsUpdate(client, Y.encodeStateVector(server))
    expect(validate(server, update).kind).toBe('accepted')
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
    const validation = validate(server, Y.encodeStateAsUpdate(one))
    if (validation.kind !== 'accepted') throw new Error(JSON.stringify(validation))
    Y.applyUpdate(server, validation.update)
    expect(textIn(server).toString()).toBe('Paidone-+two orders')
  })

  it('may write into what somebody else removed permanently in the meantime', () => {
    const { server, client } = pair()
    const bytes = edit(client, () => {
      textIn(client).insert(5, 'late')
      mapIn(client, 'a').set('f.window', 'late')
    })
    itemsOf(server).delete('a')
    const validation = validate(server, bytes)
    if (validation.kind !== 'accepted') throw new Error(JSON.stringify(validation))
    Y.applyUpdate(server, validation.update)
    expect([server.store.pendingStructs, server.store.pendingDs]).toEqual([null, null])
  })
})

describe('a forged or broken update', () => {
  it('that declares more than it holds is read to its end and no further', () => {
    const { server } = pair()
    // 33 million structs, and clients, and deletions: reserving room for any of them would end the process.
    for (const bytes of ['01ffffff0f0500', 'ffffff0f', '0001ffffff0f', '0001ff01ffffff0f'])
      expect([bytes, validate(server, hex(bytes))]).toEqual([bytes, refused('malformed')])
    for (const bytes of ['', '00', '01', '0000ff', '0001ffff03', '00010102', '000101010000', '0101050000', '01010500'])
      expect([bytes, validate(server, hex(bytes))]).toEqual([bytes, refused('malformed')])
    expect(validate(server, hex('0000'))).toEqual({ kind: 'empty' })
  })

  it('in the second encoding is not an update', () => {
    const { server, client } = pair()
    const bytes: Uint8Array[] = []
    client.on('updateV2', (update: Uint8Array) => bytes.push(update))
    textIn(client).insert(0, 'x')
    expect(validate(server, bytes[0] ?? new Uint8Array())).toEqual(refused('malformed'))
    expect(validate(server, Y.encodeStateAsUpdateV2(client))).toEqual(refused('malformed'))
  })

  it("under another's client id is refused, also as a run of removed clocks", () => {
    const { server, author } = pair()
    const forger = new Y.Doc()
    Y.applyUpdate(forger, Y.encodeStateAsUpdate(server))
    forger.clientID = 7
    const forged = edit(forger, () => textIn(forger).insert(0, 'EVIL'))
    expect(validate(server, forged, (id) => id !== 7)).toEqual(refused('foreign-client'))
    expect(
      validate(
        server,
        edit(author, () => textIn(author).insert(0, 'WORLD')),
      ).kind,
    ).toBe('accepted')

    const victim = new Y.Doc()
    victim.clientID = 77
    victim.getMap('items').set('b', new Y.Map([['kind', 'note']]))
    Y.applyUpdate(server, Y.encodeStateAsUpdate(victim))
    const run = hex('01014d020080808080802000')
    expect(validate(server, run, (id) => id !== 77)).toEqual(refused('foreign-client'))
    expect(validate(server, run)).toEqual(refused('forbidden-content'))
    expect(validate(server, hex('01014d0200ffffff7f00'))).toEqual(refused('forbidden-content'))
    expect(validate(server, hex('01014d02000a00'))).toEqual(expect.objectContaining({ kind: 'accepted' }))
  })

  it("under the server's own client id is refused from everybody", () => {
    const { server, client } = pair()
    client.clientID = seedClient
    expect(
      validate(
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
    expect(validate(server, second)).toEqual(refused('gap'))
    expect(validate(server, Y.mergeUpdates([first, third]))).toEqual(refused('gap'))
    const other = new Y.Doc()
    other.clientID = 9
    Y.applyUpdate(other, Y.encodeStateAsUpdate(client))
    expect(
      validate(
        server,
        edit(other, () => textIn(other).insert(1, '!')),
      ),
    ).toEqual(refused('gap'))
    expect(
      validate(
        server,
        edit(other, () => textIn(other).delete(0, 2)),
      ),
    ).toEqual(refused('gap'))
    expect(validate(server, hex('00010807'.concat('00'.repeat(0), '0a01')))).toEqual(refused('malformed'))
    expect(validate(server, hex('000108010a01'))).toEqual(refused('gap'))
  })

  it('that refers to itself, to its own future or in a circle is refused', () => {
    const { server } = pair()
    // client, count, clock, then: string content with an origin at (client, clock).
    const [own, circle] = ['01010800 8408000178 00', '02 010800 8409000178 010900 8408000178 00']
    expect(validate(server, hex((own ?? '').replaceAll(' ', '')))).toEqual(refused('gap'))
    expect(validate(server, hex((circle ?? '').replaceAll(' ', '')))).toEqual(refused('gap'))
  })

  it('inside an item that it brings only later is refused', () => {
    const { server } = pair()
    const key = (text: string) => [text.length, ...Buffer.from(text)]
    const removed = [0x28, 0, 8, 1, ...key('removed'), 1, 120]
    const item = [0x27, 1, ...key('items'), ...key('new'), 1]
    expect(validate(server, Uint8Array.of(1, 2, 8, 0, ...removed, ...item, 0))).toEqual(refused('gap'))
    removed[3] = 0
    expect(validate(server, Uint8Array.of(1, 2, 8, 0, ...item, ...removed, 0)).kind).toBe('accepted')
  })

  it('between two texts is refused', () => {
    const { server, author } = pair()
    textIn(author, 'goal').insert(0, 'Grow')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(author))
    const [left, right] = [textIn(server)._start?.id, textIn(server, 'goal')._start?.id]
    if (!left || !right) throw new Error('two texts')
    const bytes = Uint8Array.of(1, 1, 8, 0, 0xc4, left.client, left.clock, right.client, right.clock, 1, 120, 0)
    expect(validate(server, bytes)).toEqual(refused('forbidden-content'))
  })

  it('without length is refused', () => {
    const { server } = pair()
    expect(validate(server, hex('01010800000000'))).toEqual(refused('malformed'))
  })

  it('that would be at different places on different replicas is refused', () => {
    const { server } = pair()
    const ids: { client: number; clock: number }[] = []
    for (let run = textIn(server)._start; run !== null; run = run.right)
      for (let i = 0; i < run.length; i++) ids.push({ client: run.id.client, clock: run.id.clock + i })
    const [first, second] = ids
    if (first === undefined || second === undefined) throw new Error('two letters')
    const between = (left: typeof first, right: typeof first) =>
      validate(server, Uint8Array.of(1, 1, 8, 0, 0xc4, left.client, left.clock, right.client, right.clock, 1, 120, 0))
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
      validate(server, Uint8Array.of(1, 4, 8, 0, ...own, 0xc4, second.client, left, second.client, right, 1, 120, 0))
    expect(fourth(second.clock, second.clock + 1).kind).toBe('accepted')
    expect(fourth(second.clock, second.clock)).toEqual(refused('forbidden-content'))
    expect(fourth(second.clock + 1, second.clock)).toEqual(refused('forbidden-content'))
  })

  it('with a client twice or deletes in disorder cannot hide anything', () => {
    const { server } = pair()
    expect(validate(server, hex(['02', '010800', '0001', '010800', '0001', '00'].join('')))).toEqual(
      refused('malformed'),
    )
    // Letters of client 7, which begin at clock 3; overlapping and unsorted: sorted and joined.
    const validation = validate(server, hex('00010703070203010504'))
    if (validation.kind !== 'accepted') throw new Error(JSON.stringify(validation))
    expect(validation.update).toEqual(hex('0001070203010504'))
    Y.applyUpdate(server, validation.update)
    expect(validate(server, hex('00010703070203010504'))).toEqual({ kind: 'empty' })
    // Ranges of which the first is known by now, and the second in part.
    expect(validate(server, hex('0001070203010804'))).toEqual({
      kind: 'accepted',
      update: hex('000107010903'),
      cost: expect.any(Number),
      clients: [],
    })
  })
})
