import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStore, type StoredText } from '../../browser/browser-store.ts'
import { useDraftTrouble } from '../../browser/drafts.ts'
import { forbiddenText, textInMemory as memory } from '../../browser/testing-store.ts'
import { createShelf } from './shelf.ts'

const open = (storage: StoredText) => createShelf(createBrowserStore({ device: () => storage, tab: () => storage }))
const id = `own-${'a'.repeat(24)}`
const entry = { id, secret: 's'.repeat(43), title: 'Mine', category: 'trade-off', difficulty: 'easy', changedAt: 1 }
const other = { ...entry, id: `own-${'b'.repeat(24)}`, changedAt: 2 }

describe('the shelf of own cases', () => {
  let storage: StoredText
  beforeEach(() => {
    storage = memory()
  })

  it('lists each case once, the newest first', () => {
    const shelf = open(storage)
    shelf.put(entry)
    shelf.put(other)
    shelf.put({ ...entry, title: 'Still mine', changedAt: 3 })
    expect(
      open(storage)
        .list()
        .map(({ title }) => title),
    ).toEqual(['Still mine', 'Mine'])
    shelf.remove(id)
    expect(shelf.list()).toEqual([other])
  })

  it('keeps a draft until it is dropped, whatever happens to the list', () => {
    const shelf = open(storage)
    const draft = { value: { public: { title: 'Hm' } }, base: 2, changedAt: 5 }
    expect(shelf.keepDraft('new-1', draft)).toBe(true)
    storage.setItem('greenroom.own-cases', '{')
    expect(open(storage).draft('new-1')).toEqual(draft)
    expect(shelf.draftIds()).toEqual(['new-1'])
    shelf.dropDraft('new-1')
    expect(shelf.draft('new-1')).toBeNull()
  })

  it('says when the browser keeps nothing, and reads what others broke as nothing', () => {
    const shelf = open(forbiddenText)
    const draft = { value: {}, base: 0, changedAt: 0 }
    expect(shelf.keepDraft('new-1', draft)).toBe(false)
    expect(useDraftTrouble.getState().lostWithPage).toBe(true)
    expect([shelf.put(entry), shelf.list(), shelf.draft('new-1')]).toEqual([false, [entry], draft])
    storage.setItem('greenroom.own-cases', JSON.stringify([{ id: 'x' }, entry, 'y']))
    expect(open(storage).list()).toEqual([entry])
    // The page would go on saying so.
    shelf.dropDraft('new-1')
    expect(useDraftTrouble.getState().lostWithPage).toBe(false)
  })
})
