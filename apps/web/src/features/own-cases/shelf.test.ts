import { beforeEach, describe, expect, it } from 'vitest'
import { createShelf, type Shelf } from './shelf.ts'

const memory = (): Shelf => {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}
const id = `own-${'a'.repeat(24)}`
const entry = { id, secret: 's'.repeat(43), title: 'Mine', category: 'trade-off', difficulty: 'easy', changedAt: 1 }
const other = { ...entry, id: `own-${'b'.repeat(24)}`, changedAt: 2 }

describe('the shelf of own cases', () => {
  let storage: Shelf
  beforeEach(() => {
    storage = memory()
  })

  it('lists each case once, the newest first', () => {
    const shelf = createShelf(storage)
    shelf.put(entry)
    shelf.put(other)
    shelf.put({ ...entry, title: 'Still mine', changedAt: 3 })
    expect(
      createShelf(storage)
        .list()
        .map(({ title }) => title),
    ).toEqual(['Still mine', 'Mine'])
    shelf.remove(id)
    expect(shelf.list()).toEqual([other])
  })

  it('keeps a draft until it is dropped, whatever happens to the list', () => {
    const shelf = createShelf(storage)
    const draft = { value: { public: { title: 'Hm' } }, base: 2, changedAt: 5 }
    expect(shelf.keepDraft('new-1', draft)).toBe(true)
    storage.setItem('greenroom.own-cases', '{')
    expect(createShelf(storage).draft('new-1')).toEqual(draft)
    expect(shelf.draftIds()).toEqual(['new-1'])
    shelf.dropDraft('new-1')
    expect(shelf.draft('new-1')).toBeNull()
  })

  it('says when the browser keeps nothing, and reads what others broke as nothing', () => {
    const forbidden: Shelf = {
      ...memory(),
      length: 0,
      getItem: () => {
        throw new DOMException('no', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    const shelf = createShelf(forbidden)
    expect(shelf.keepDraft('new-1', { value: {}, base: 0, changedAt: 0 })).toBe(false)
    expect([shelf.list(), shelf.draft('new-1'), shelf.put(entry)]).toEqual([[], null, false])
    storage.setItem('greenroom.own-cases', JSON.stringify([{ id: 'x' }, entry, 'y']))
    expect(createShelf(storage).list()).toEqual([entry])
  })
})
