import type { ItemId } from '@greenroom/board'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../connection/browser-ports.ts'
import type { LocalStore } from '../connection/ports.ts'
import type { SetAside, SetAsideCard } from '../contract.ts'
import { createSetAsideShelf } from './set-aside-shelf.ts'

const card = (text: string): SetAsideCard => ({
  item: 'i1' as ItemId,
  kind: 'note',
  section: 'context',
  text,
  fields: {},
  change: 'new',
  before: null,
})
const offer = (id: string, ...texts: string[]): SetAside => ({ id, reason: 'gap', cards: texts.map(card) })
const bytes = Uint8Array.of(0, 0)

describe('the shelf of refused work', () => {
  it('keeps both stages over a reload', () => {
    const store = memoryStore()
    createSetAsideShelf(store, 'board').keepRefused({ id: 'a', reason: 'gap', bytes })
    const again = createSetAsideShelf(store, 'board')
    expect(again.refused()).toEqual([{ id: 'a', reason: 'gap', bytes }])
    again.offer([offer('a', 'one', 'two')])
    again.leave('a', [card('two')])
    const third = createSetAsideShelf(store, 'board')
    expect([third.refused(), third.offers()]).toEqual([[], [offer('a', 'two')]])
    third.leave('a', [])
    expect(createSetAsideShelf(store, 'board').offers()).toEqual([])
  })

  it('takes nothing from another tab, and brings nothing back that the other has dealt with', () => {
    const store = memoryStore()
    const [one, two] = [createSetAsideShelf(store, 'board'), createSetAsideShelf(store, 'board')]
    one.offer([offer('a', 'one')])
    two.offer([offer('b', 'two')])
    expect(createSetAsideShelf(store, 'board').offers()).toEqual([offer('a', 'one'), offer('b', 'two')])
    two.leave('a', [])
    one.offer([offer('c', 'three')])
    expect(one.offers()).toEqual([offer('b', 'two'), offer('c', 'three')])
  })

  it('offers all the same when this device keeps nothing', () => {
    const nothing: LocalStore = { read: () => null, write: () => {}, remove: () => {} }
    const shelf = createSetAsideShelf(nothing, 'board')
    shelf.keepRefused({ id: 'a', reason: 'gap', bytes })
    expect(shelf.refused()).toHaveLength(1)
    shelf.offer([offer('a', 'one')])
    expect([shelf.refused(), shelf.offers()]).toEqual([[], [offer('a', 'one')]])
    shelf.leave('a', [])
    expect(shelf.offers()).toEqual([])
  })

  it('leaves out what it cannot read', () => {
    for (const junk of ['', '{', '[1,null]', '{"id":"a"}', '[{"id":"a","reason":"whim","cards":[]}]']) {
      const store = memoryStore()
      store.write('board:set-aside', junk)
      store.write('board:refused', junk)
      const shelf = createSetAsideShelf(store, 'board')
      expect([shelf.offers(), shelf.refused()]).toEqual([[], []])
    }
  })
})
