import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../connection/browser-ports.ts'
import type { LocalStore } from '../connection/ports.ts'
import { createSetAsideStore, type SetAside, type SetAsideCard } from './set-aside-store.ts'

const card = (text: string): SetAsideCard => ({
  item: 'item000000000001' as ItemId,
  kind: 'note',
  section: 'context',
  text,
  fields: {},
  change: 'new',
  before: null,
})
const offer = (id: string, ...texts: string[]): SetAside => ({ id, reason: 'gap', cards: texts.map(card) })
const bytes = Uint8Array.of(0, 0)

describe('refused work on this device', () => {
  it('keeps both stages over a reload', () => {
    const store = memoryStore()
    createSetAsideStore(store, 'board').keepRefused({ id: 'a', reason: 'gap', bytes })
    const again = createSetAsideStore(store, 'board')
    expect(again.refused()).toEqual([{ id: 'a', reason: 'gap', bytes }])
    again.offer([offer('a', 'one', 'two')])
    again.leave('a', [card('two')])
    const third = createSetAsideStore(store, 'board')
    expect([third.refused(), third.offers()]).toEqual([[], [offer('a', 'two')]])
    third.leave('a', [])
    expect(createSetAsideStore(store, 'board').offers()).toEqual([])
  })

  it('takes nothing from another tab, and brings nothing back that the other has dealt with', () => {
    const store = memoryStore()
    const [one, two] = [createSetAsideStore(store, 'board'), createSetAsideStore(store, 'board')]
    one.offer([offer('a', 'one')])
    two.offer([offer('b', 'two')])
    expect(createSetAsideStore(store, 'board').offers()).toEqual([offer('a', 'one'), offer('b', 'two')])
    two.leave('a', [])
    one.offer([offer('c', 'three')])
    expect(one.offers()).toEqual([offer('b', 'two'), offer('c', 'three')])
  })

  it('still offers it when this device keeps nothing', () => {
    const nothing: LocalStore = { read: () => null, write: () => {}, remove: () => {} }
    const setAside = createSetAsideStore(nothing, 'board')
    setAside.keepRefused({ id: 'a', reason: 'gap', bytes })
    expect(setAside.refused()).toHaveLength(1)
    setAside.offer([offer('a', 'one')])
    expect([setAside.refused(), setAside.offers()]).toEqual([[], [offer('a', 'one')]])
    setAside.leave('a', [])
    expect(setAside.offers()).toEqual([])
  })

  it('offers what version 0.1 set aside, which wrote reasons in camel case', () => {
    const store = memoryStore()
    store.write('board:set-aside', JSON.stringify([{ ...offer('a', 'one'), reason: 'update-too-large' }]))
    store.write('board:refused', JSON.stringify([{ id: 'b', reason: 'read-only', bytes: 'AAA=' }]))
    const setAside = createSetAsideStore(store, 'board')
    expect(setAside.offers()).toEqual([{ ...offer('a', 'one'), reason: 'update-too-large' }])
    expect(setAside.refused()).toEqual([{ id: 'b', reason: 'read-only', bytes }])
  })

  it('leaves out what it cannot read', () => {
    for (const junk of ['', '{', '[1,null]', '{"id":"a"}', '[{"id":"a","reason":"whim","cards":[]}]']) {
      const store = memoryStore()
      store.write('board:set-aside', junk)
      store.write('board:refused', junk)
      const setAside = createSetAsideStore(store, 'board')
      expect([setAside.offers(), setAside.refused()]).toEqual([[], []])
    }
  })
})
