import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boardLimits, itemId, must, testFramework } from '../testing/index.ts'
import { edit, mapIn, pair, textIn, validate } from '../testing/validated-updates.ts'

const refused = (code: string) => expect.objectContaining({ kind: 'refused', code })
const varint = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...varint(Math.floor(n / 128))])

/** What applying an update costs that must be accepted. */
function costOf(doc: Y.Doc, bytes: Uint8Array): number {
  const validation = validate(doc, bytes)
  if (validation.kind !== 'accepted') throw new Error(JSON.stringify(validation))
  return validation.cost
}

/** So many removed letters in the text of `a` that Yjs cannot merge: between each two, client 8 wrote somewhere else. */
function poisoned(letters: number) {
  const { server, client } = pair()
  must(client, testFramework, {
    kind: 'addItem',
    item: itemId('b'),
    itemKind: 'metric',
    text: '',
    at: { section: 'tree', parent: null, before: null },
  })
  const text = textIn(client)
  const other = textIn(client, 'b')
  const end = text.length
  client.transact(() => {
    for (let i = 0; i < letters; i++) {
      text.insert(end + i, 'x')
      other.insert(i, 'y')
    }
  })
  client.transact(() => text.delete(end, letters))
  Y.applyUpdate(server, Y.encodeStateAsUpdate(client))
  return { server, client, end }
}

function replicaOf(doc: Y.Doc, client: number): Y.Doc {
  const replica = new Y.Doc()
  replica.clientID = client
  Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
  return replica
}

/** Structs of client 9, each an `x` right of the first letter and left of the last one of client 8's in `a`. */
function between(server: Y.Doc, count: number): Uint8Array {
  const items: Y.Item[] = []
  for (let item = textIn(server)._start; item !== null; item = item.right) if (item.id.client === 8) items.push(item)
  const first = items[0]?.id
  const last = items.at(-1)?.id
  if (first === undefined || last === undefined) throw new Error('no letters')
  const struct = [0xc4, ...varint(8), ...varint(first.clock), ...varint(8), ...varint(last.clock), 1, 120]
  return Uint8Array.from([1, ...varint(count), 9, 0, ...Array.from({ length: count }, () => struct).flat(), 0])
}

describe('T25: what applying an update costs', () => {
  it('is little for a letter, however much the board has seen', () => {
    for (const letters of [10, 1000]) {
      const { server, client } = poisoned(letters)
      expect(
        costOf(
          server,
          edit(client, () => textIn(client).insert(0, 'z')),
        ),
      ).toBeLessThan(5)
      const author = replicaOf(server, 10)
      expect(
        costOf(
          server,
          edit(author, () => mapIn(author, 'a').set('f.window', '7 days')),
        ),
      ).toBeLessThan(5)
    }
  })

  it('grows with every struct that Yjs compares to find a place', () => {
    const { server } = poisoned(1000)
    const one = costOf(server, between(server, 1))
    expect(one).toBeGreaterThan(6 * 990)
    expect(one).toBeLessThan(7 * 1000)
    // The second is compared with the first as well, and so on.
    expect(costOf(server, between(server, 3))).toBeGreaterThan(3 * one)
  })

  it('is refused when it would hold up everybody else', () => {
    const { server } = poisoned(1000)
    expect(validate(server, between(server, 20))).toEqual(refused('too-costly'))
    expect(validate(server, between(server, 4_000))).toEqual(refused('too-costly'))
  })

  it('counts the history of an entry that a forged one is placed in', () => {
    const { server, client } = pair()
    client.transact(() => {
      for (let i = 0; i < 500; i++) {
        mapIn(client, 'a').set('f.window', `${i}`)
        mapIn(client, 'a').set('f.operator', `${i}`)
      }
    })
    Y.applyUpdate(server, Y.encodeStateAsUpdate(client))
    const id = mapIn(server, 'a')._item?.id
    if (id === undefined) throw new Error('no item')
    const name = [...new TextEncoder().encode('f.window')]
    // A value under that name with nothing on its left: Yjs walks from the newest to the oldest, and compares each.
    const entry = [0x28, 0, ...varint(id.client), ...varint(id.clock), name.length, ...name, 1, 119, 1, 120]
    const bytes = Uint8Array.from([1, 1, 9, 0, ...entry, 0])
    expect(costOf(server, bytes)).toBeGreaterThan(6 * 490)
  })

  it('counts what deleting cuts in two', () => {
    const { server, client } = pair()
    const start = Y.getState(client.store, 8)
    client.transact(() => {
      for (let i = 0; i < 20; i++) {
        must(client, testFramework, {
          kind: 'addItem',
          item: itemId(`long${i}`),
          itemKind: 'metric',
          text: 'x'.repeat(2000),
          at: { section: 'tree', parent: null, before: null },
        })
      }
    })
    Y.applyUpdate(server, Y.encodeStateAsUpdate(client))
    const letters: number[] = []
    for (const struct of server.store.clients.get(8) ?? []) {
      if (struct.id.clock < start || struct.length < 2000) continue
      for (let clock = struct.id.clock + 1; clock < struct.id.clock + 1999; clock += 2) letters.push(clock)
    }
    const deleting = (clocks: readonly number[]) =>
      Uint8Array.from([0, 1, 8, ...varint(clocks.length), ...clocks.flatMap((clock) => [...varint(clock), 1])])
    expect(costOf(server, deleting(letters.slice(0, 100)))).toBeGreaterThan(500)
    expect(validate(server, deleting(letters))).toEqual(refused('too-costly'))
  })
})

describe('T30, F44: how much history a board may hold', () => {
  it('is bounded in one text, while other texts go on and removing stays possible', () => {
    const { server } = poisoned(boardLimits.structsPerList)
    const typist = replicaOf(server, 9)
    expect(
      validate(
        server,
        edit(typist, () => textIn(typist).insert(0, 'z')),
      ),
    ).toEqual(refused('board-full'))
    const other = replicaOf(server, 10)
    expect(
      validate(
        server,
        edit(other, () => textIn(other, 'goal').insert(0, 'z')),
      ).kind,
    ).toBe('accepted')
    const remover = replicaOf(server, 11)
    expect(
      validate(
        server,
        edit(remover, () => textIn(remover).delete(0, 1)),
      ).kind,
    ).toBe('accepted')
  })

  it('is bounded altogether, and removing is still possible when it is full', () => {
    const { server, client } = poisoned(500)
    const full = { structs: 900 }
    const typed = edit(client, () => textIn(client).insert(0, 'z'))
    expect(validate(server, typed, undefined, full)).toEqual(refused('board-full'))
    const { server: other, client: remover } = poisoned(500)
    const removed = edit(remover, () => textIn(remover).delete(0, 3))
    expect(validate(other, removed, undefined, full).kind).toBe('accepted')
  })
})

describe("T30: one participant's share of a board", () => {
  const mine = (client: number) => client === 8
  const share = { ...boardLimits.share }

  /** What the participant of client 8 gets, and what everybody else gets, for the same kind of edit. */
  function bothTry(doc: Y.Doc, change: (doc: Y.Doc) => void, limits: Parameters<typeof validate>[3]) {
    const kindOf = (client: number, owns: (id: number) => boolean) => {
      const replica = new Y.Doc()
      Y.applyUpdate(replica, Y.encodeStateAsUpdate(doc))
      replica.clientID = client
      const validation = validate(
        doc,
        edit(replica, () => change(replica)),
        undefined,
        limits,
        owns,
      )
      return validation.kind === 'refused' ? validation.code : validation.kind
    }
    return [kindOf(8, mine), kindOf(9, (id) => id === 9)]
  }

  const type = (doc: Y.Doc) => textIn(doc).insert(0, 'z')
  const addItem = (doc: Y.Doc) =>
    must(doc, testFramework, {
      kind: 'addItem',
      item: itemId('one-more'),
      itemKind: 'note',
      text: 'x',
      at: { section: 'context', parent: null, before: null },
    })

  it('in structs, the removed ones included', () => {
    const { server } = poisoned(500)
    expect(bothTry(server, type, { share: { ...share, structs: 800 } })).toEqual(['share-full', 'accepted'])
  })

  it('in bytes', () => {
    const { server } = poisoned(500)
    expect(bothTry(server, type, { documentBytes: 9_000, share: { ...share, bytes: 8_000 } })).toEqual([
      'share-full',
      'accepted',
    ])
  })

  it('in items, the removed ones included', () => {
    const { server, client } = pair()
    for (const name of ['x', 'y', 'z']) {
      const item = itemId(name)
      const at = { section: 'context', parent: null, before: null }
      must(client, testFramework, { kind: 'addItem', item, itemKind: 'note', text: 'x', at })
      must(client, testFramework, { kind: 'removeItem', item })
    }
    Y.applyUpdate(server, Y.encodeStateAsUpdate(client))
    expect(bothTry(server, addItem, { share: { ...share, items: 3 } })).toEqual(['share-full', 'accepted'])
  })

  it('in Yjs client ids', () => {
    const { server } = pair()
    for (let client = 100; client < 130; client++) {
      const replica = replicaOf(server, client)
      Y.applyUpdate(
        server,
        edit(replica, () => type(replica)),
      )
    }
    const replica = replicaOf(server, 130)
    const bytes = edit(replica, () => type(replica))
    const limits = { share: { ...share, clientIds: 30 } }
    expect(validate(server, bytes, undefined, limits, (client) => client >= 100)).toEqual(refused('share-full'))
    expect(validate(server, bytes, undefined, limits, (client) => client < 100).kind).toBe('accepted')
  })
})
