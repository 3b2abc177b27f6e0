import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { orderAt } from './document/order-keys.ts'
import { applyBoardCommand, checkBoard, createBoardReader, itemsOf, readBoard, seedBoard } from './index.ts'
import { testFramework as framework, itemId, must, seededDoc } from './testing/index.ts'

const end = { section: 'tree', parent: null, before: null }
const add = (doc: Y.Doc, id: string, at: { section: string; parent: string | null; before: string | null } = end) =>
  must(doc, framework, {
    kind: 'addItem',
    item: itemId(id),
    itemKind: { context: 'fact', flow: 'step', tree: 'metric', risks: 'risk' }[at.section] ?? 'note',
    text: id,
    at: {
      section: at.section,
      parent: at.parent === null ? null : itemId(at.parent),
      before: at.before === null ? null : itemId(at.before),
    },
  })
const apply = (doc: Y.Doc, command: Parameters<typeof applyBoardCommand>[2]) =>
  applyBoardCommand(doc, framework, command, 'test')
const tree = (doc: Y.Doc) => readBoard(doc).roots.get('tree')
const below = (doc: Y.Doc, id: string) => readBoard(doc).children.get(itemId(id))
const below0 = (parent: string | null) => ({
  section: 'tree',
  parent: parent === null ? null : itemId(parent),
  before: null,
})

describe('commands', () => {
  it('seed the goal, the same bytes each time', () => {
    expect(seedBoard(framework)).toEqual(seedBoard(framework))
    const view = readBoard(seededDoc(framework, 7))
    expect(view.roots.get('goal')).toEqual(['goal'])
    expect(view.items.get(itemId('goal'))).toMatchObject({ kind: 'goal', text: '', section: 'goal', parent: null })
  })

  it('add in order, before and below others', () => {
    const doc = seededDoc(framework, 7)
    for (const id of ['b', 'd']) add(doc, id)
    add(doc, 'c', { section: 'tree', parent: null, before: 'd' })
    add(doc, 'a', { section: 'tree', parent: null, before: 'b' })
    add(doc, 'b1', { section: 'tree', parent: 'b', before: null })
    expect(tree(doc)).toEqual(['a', 'b', 'c', 'd'])
    expect(below(doc, 'b')).toEqual(['b1'])
    expect(checkBoard(readBoard(doc))).toEqual([])
  })

  it('move a whole subtree, and its children are in the new section', () => {
    const doc = seededDoc(framework, 7)
    must(doc, framework, { kind: 'addItem', item: itemId('n'), itemKind: 'note', text: 'n', at: below0(null) })
    must(doc, framework, { kind: 'addItem', item: itemId('n1'), itemKind: 'note', text: 'n1', at: below0('n') })
    expect(apply(doc, { kind: 'moveItem', item: itemId('n'), at: { ...end, section: 'context' } })).toEqual({
      ok: false,
      code: 'does-not-nest',
    })
    must(doc, framework, { kind: 'moveItem', item: itemId('n'), at: { ...end, section: 'risks' } })
    expect(readBoard(doc).items.get(itemId('n1'))).toMatchObject({ section: 'risks', parent: 'n' })
  })

  it('refuse with a code, and change nothing', () => {
    const doc = seededDoc(framework, 7)
    for (const id of ['a', 'b']) add(doc, id)
    add(doc, 'a1', { section: 'tree', parent: 'a', before: null })
    const before = Y.encodeStateAsUpdate(doc)
    const [a, b, goal] = [itemId('a'), itemId('b'), itemId('goal')]
    const refused: [string, Parameters<typeof applyBoardCommand>[2]][] = [
      ['unknown-item', { kind: 'removeItem', item: itemId('zz') }],
      ['unknown-item', { kind: 'moveItem', item: a, at: below0('zz') }],
      ['unknown-kind', { kind: 'addItem', item: itemId('n'), itemKind: 'zz', text: '', at: end }],
      ['unknown-kind', { kind: 'setKind', item: a, itemKind: 'zz' }],
      ['unknown-section', { kind: 'moveItem', item: a, at: { ...end, section: 'zz' } }],
      ['kind-not-in-section', { kind: 'moveItem', item: a, at: { ...end, section: 'flow' } }],
      ['kind-not-in-section', { kind: 'addItem', item: itemId('n'), itemKind: 'step', text: '', at: end }],
      ['kind-not-in-section', { kind: 'setKind', item: a, itemKind: 'step' }],
      ['does-not-nest', { kind: 'moveItem', item: a, at: { section: 'flow', parent: b, before: null } }],
      ['would-close-ring', { kind: 'moveItem', item: a, at: below0('a1') }],
      ['would-close-ring', { kind: 'moveItem', item: a, at: below0('a') }],
      ['bad-value', { kind: 'moveItem', item: a, at: { section: 'risks', parent: b, before: null } }],
      ['bad-value', { kind: 'addItem', item: a, itemKind: 'metric', text: '', at: end }],
      ['bad-value', { kind: 'editText', item: a, index: 0, remove: 2, insert: '' }],
      ['bad-value', { kind: 'editText', item: a, index: Number.NaN, remove: 0, insert: 'x' }],
      ['bad-value', { kind: 'setField', item: a, field: 'operator', value: 'power' }],
      ['unknown-field', { kind: 'setField', item: a, field: 'zz', value: '1' }],
      ['link-not-allowed', { kind: 'addLink', item: a, link: { kind: 'measures', to: b } }],
      ['link-not-allowed', { kind: 'addLink', item: a, link: { kind: 'zz', to: b } }],
      ['text-too-long', { kind: 'editText', item: a, index: 0, remove: 0, insert: 'x'.repeat(2000) }],
      ['text-too-long', { kind: 'setField', item: a, field: 'window', value: 'x'.repeat(2001) }],
      ['text-too-long', { kind: 'addItem', item: itemId('n'), itemKind: 'metric', text: 'x'.repeat(2001), at: end }],
      ['fixed-item', { kind: 'removeItem', item: goal }],
      ['fixed-item', { kind: 'moveItem', item: goal, at: end }],
      ['fixed-item', { kind: 'setKind', item: goal, itemKind: 'note' }],
      ['fixed-item', { kind: 'addItem', item: goal, itemKind: 'note', text: '', at: end }],
    ]
    for (const [code, command] of refused)
      expect([command, apply(doc, command)]).toEqual([command, { ok: false, code }])
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('make no update when all is as asked for already', () => {
    const doc = seededDoc(framework, 7)
    for (const id of ['a', 'b', 'c']) add(doc, id)
    const a = itemId('a')
    must(doc, framework, { kind: 'setField', item: a, field: 'window', value: '7 days' })
    must(doc, framework, { kind: 'addLink', item: a, link: { kind: 'measures', to: itemId('goal') } })
    let updates = 0
    doc.on('update', () => updates++)
    for (const command of [
      { kind: 'moveItem', item: a, at: { ...end, before: itemId('b') } },
      { kind: 'moveItem', item: a, at: { ...end, before: a } },
      { kind: 'moveItem', item: itemId('c'), at: end },
      { kind: 'setField', item: a, field: 'window', value: '7 days' },
      { kind: 'setField', item: a, field: 'operator', value: '' },
      { kind: 'setKind', item: a, itemKind: 'metric' },
      { kind: 'addLink', item: a, link: { kind: 'measures', to: itemId('goal') } },
      { kind: 'removeLink', item: a, link: { kind: 'at', to: itemId('b') } },
      { kind: 'editText', item: a, index: 1, remove: 0, insert: '' },
    ] as const)
      expect(apply(doc, command)).toEqual({ ok: true })
    expect(updates).toBe(0)
  })

  it('remove a subtree as one step that one undo takes back', () => {
    const doc = seededDoc(framework, 7)
    const undo = new Y.UndoManager(itemsOf(doc), { trackedOrigins: new Set(['test']), captureTimeout: 0 })
    add(doc, 'a')
    add(doc, 'a1', { section: 'tree', parent: 'a', before: null })
    add(doc, 'a2', { section: 'tree', parent: 'a1', before: null })
    must(doc, framework, { kind: 'addLink', item: itemId('a2'), link: { kind: 'measures', to: itemId('goal') } })
    const before = readBoard(doc)
    must(doc, framework, { kind: 'removeItem', item: itemId('a') })
    expect([...readBoard(doc).items.keys()]).toEqual(['goal'])
    undo.undo()
    expect(readBoard(doc)).toEqual(before)
  })

  it('bring a removed item back when its id is added again', () => {
    const doc = seededDoc(framework, 7)
    add(doc, 'a')
    must(doc, framework, { kind: 'removeItem', item: itemId('a') })
    must(doc, framework, { kind: 'addItem', item: itemId('a'), itemKind: 'note', text: 'again', at: end })
    expect(readBoard(doc).items.get(itemId('a'))).toMatchObject({ kind: 'note', text: 'again', section: 'tree' })
  })

  it('never cut a character in half', () => {
    const doc = seededDoc(framework, 7)
    add(doc, 'a')
    const a = itemId('a')
    const text = () => readBoard(doc).items.get(a)?.text
    must(doc, framework, { kind: 'editText', item: a, index: 0, remove: 1, insert: '1😀2' })
    must(doc, framework, { kind: 'editText', item: a, index: 2, remove: 0, insert: 'x' })
    expect(text()).toBe('1x😀2')
    must(doc, framework, { kind: 'editText', item: a, index: 3, remove: 1, insert: '' })
    expect(text()).toBe('1x2')
    must(doc, framework, { kind: 'editText', item: a, index: 0, remove: 3, insert: 'a\ud83d' })
    expect(text()).toBe('a\ufffd')
  })
})

describe('two people at once', () => {
  const pair = () => {
    const left = seededDoc(framework, 7)
    for (const id of ['a', 'b']) add(left, id)
    const right = new Y.Doc()
    right.clientID = 8
    Y.applyUpdate(right, Y.encodeStateAsUpdate(left))
    const meet = () => {
      Y.applyUpdate(right, Y.encodeStateAsUpdate(left))
      Y.applyUpdate(left, Y.encodeStateAsUpdate(right))
      expect(readBoard(left)).toEqual(readBoard(right))
      expect(checkBoard(readBoard(left))).toEqual([])
    }
    return { left, right, meet }
  }

  it('who move two items under each other get no ring', () => {
    const { left, right, meet } = pair()
    must(left, framework, { kind: 'moveItem', item: itemId('a'), at: below0('b') })
    must(right, framework, { kind: 'moveItem', item: itemId('b'), at: below0('a') })
    meet()
    expect([tree(left), below(left, 'a')]).toEqual([['b'], undefined])
    expect(below(left, 'b')).toEqual(['a'])
  })

  it('who close a ring keep the edge that was made with less knowledge of moves', () => {
    const { left, right, meet } = pair()
    must(left, framework, { kind: 'moveItem', item: itemId('a'), at: below0(null) })
    must(left, framework, { kind: 'moveItem', item: itemId('a'), at: below0('b') })
    must(right, framework, { kind: 'moveItem', item: itemId('b'), at: below0('a') })
    meet()
    expect(tree(left)).toEqual(['a'])
    expect(below(left, 'a')).toEqual(['b'])
  })

  it('of whom one removes the branch that the other moves into, keep what was moved', () => {
    const { left, right, meet } = pair()
    must(left, framework, { kind: 'removeItem', item: itemId('a') })
    must(right, framework, { kind: 'moveItem', item: itemId('b'), at: below0('a') })
    meet()
    expect(tree(left)).toEqual(['b'])
  })

  it('who insert at the same spot do not mix their keys, and a third fits between', () => {
    const { left, right, meet } = pair()
    add(left, 'x1', { section: 'tree', parent: null, before: 'b' })
    add(right, 'x2', { section: 'tree', parent: null, before: 'b' })
    meet()
    const [, first, second] = tree(left) ?? []
    add(left, 'y', { section: 'tree', parent: null, before: second ?? null })
    meet()
    expect(tree(left)).toEqual(['a', first, 'y', second, 'b'])
  })
})

describe('order', () => {
  it('is repaired in the same transaction when neighbours have equal or junk keys', () => {
    for (const orders of [
      ['a0', 'a0', 'a0'],
      ['', '', 'a0'],
      ['!!', 'a0', '~'],
      ['a0', 'a0V', 'a0V'],
      ['a0', 'zz', 'zz~'],
    ]) {
      const doc = seededDoc(framework, 7)
      for (const id of ['a', 'b', 'c']) add(doc, id)
      for (const [i, id] of ['a', 'b', 'c'].entries()) {
        const map = itemsOf(doc).get(id)
        if (map instanceof Y.Map) map.set('place', ['tree', null, orders[i], 1])
      }
      expect(tree(doc)).toEqual(['a', 'b', 'c'])
      let updates = 0
      doc.on('update', () => updates++)
      add(doc, 'x', { section: 'tree', parent: null, before: 'b' })
      add(doc, 'y', { section: 'tree', parent: null, before: 'c' })
      expect(tree(doc)).toEqual(['a', 'x', 'b', 'y', 'c'])
      expect(updates).toBe(2)
    }
  })

  it('changes the keys of no more than the run that is in the way', () => {
    const siblings = ['a0', 'a1', 'a1', 'a1', 'a2'].map((order, i) => ({ id: itemId(`s${i}`), order }))
    const { order, rekeyed } = orderAt(siblings, 2, itemId('new'))
    expect([...rekeyed.keys()]).toEqual(['s2', 's3'])
    const keys = ['a1', order, rekeyed.get(itemId('s2')), rekeyed.get(itemId('s3')), 'a2']
    expect(keys).toEqual([...new Set(keys)].sort())
    expect(orderAt(siblings, 5, itemId('new')).rekeyed.size).toBe(0)
  })

  it('takes any number of insertions at one spot with short keys', () => {
    const doc = seededDoc(framework, 7)
    add(doc, 'last')
    const ids: string[] = []
    for (let i = 0; i < 400; i++) {
      ids.unshift(`x${i}`)
      add(doc, `x${i}`, { section: 'tree', parent: null, before: i === 0 ? 'last' : `x${i - 1}` })
    }
    add(doc, 'mid', { section: 'tree', parent: null, before: 'last' })
    for (let i = 0; i < 400; i++) add(doc, `m${i}`, { section: 'tree', parent: null, before: 'last' })
    expect(tree(doc)?.slice(0, 401)).toEqual([...ids, 'mid'])
    const longest = Math.max(
      ...[...itemsOf(doc).values()].map((map) => (map instanceof Y.Map ? String(map.get('place')).length : 0)),
    )
    expect(longest).toBeLessThan(150)
  })
})

describe('the reader', () => {
  it('keeps what did not change, and tells what did', () => {
    const doc = seededDoc(framework, 7)
    for (const id of ['a', 'b']) add(doc, id)
    add(doc, 'a1', { section: 'tree', parent: 'a', before: null })
    const reader = createBoardReader(doc)
    const told: string[][] = []
    const stop = reader.subscribe((ids) => told.push([...ids].sort()))
    const before = reader.view()
    must(doc, framework, { kind: 'editText', item: itemId('b'), index: 1, remove: 0, insert: '!' })
    const after = reader.view()
    expect(told).toEqual([['b']])
    expect(after).not.toBe(before)
    expect(after.items.get(itemId('b'))?.text).toBe('b!')
    expect(after.items.get(itemId('a'))).toBe(before.items.get(itemId('a')))
    expect(after.roots).toBe(before.roots)
    expect(after.children).toBe(before.children)

    must(doc, framework, { kind: 'moveItem', item: itemId('b'), at: { ...end, before: itemId('a') } })
    expect(told.at(-1)).toEqual(['b'])
    expect(reader.view().items).toBe(after.items)
    expect(reader.view().children).toBe(before.children)
    expect(reader.view().roots.get('goal')).toBe(before.roots.get('goal'))
    expect(reader.view().roots.get('tree')).toEqual(['b', 'a'])

    must(doc, framework, { kind: 'removeItem', item: itemId('a1') })
    const gone = reader.view()
    must(doc, framework, { kind: 'setField', item: itemId('a'), field: 'window', value: '1' })
    itemsOf(doc).doc?.transact(() => {
      const map = itemsOf(doc).get('a1')
      if (map instanceof Y.Map) map.set('f.window', 'unseen')
    })
    expect(told.slice(2)).toEqual([['a1'], ['a']])
    expect(gone.children.size).toBe(0)
    stop()
    reader.close()
    must(doc, framework, { kind: 'removeItem', item: itemId('a') })
    expect(told.length).toBe(4)
  })

  it('hands out nothing that can be changed', () => {
    const doc = seededDoc(framework, 7)
    add(doc, 'a')
    const view = readBoard(doc)
    const item = view.items.get(itemId('a'))
    for (const part of [view, item, item?.fields, item?.links, view.roots.get('tree')])
      expect(Object.isFrozen(part)).toBe(true)
  })
})
