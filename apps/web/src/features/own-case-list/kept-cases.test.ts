import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStore, type StoredText } from '../../browser/browser-store.ts'
import { useDraftTrouble } from '../../browser/drafts.ts'
import { forbiddenText, textInMemory as memory } from '../../browser/testing-store.ts'
import { createKeptCases } from './kept-cases.ts'

const open = (storage: StoredText) => createKeptCases(createBrowserStore({ device: () => storage, tab: () => storage }))
const id = `own-${'a'.repeat(24)}`
const entry = { id, secret: 's'.repeat(43), title: 'Mine', category: 'trade-off', difficulty: 'easy', changedAt: 1 }
const other = { ...entry, id: `own-${'b'.repeat(24)}`, changedAt: 2 }

describe('what a browser keeps of own cases', () => {
  let storage: StoredText
  beforeEach(() => {
    storage = memory()
  })

  it('lists each case once, the newest first', () => {
    const keptCases = open(storage)
    keptCases.put(entry)
    keptCases.put(other)
    keptCases.put({ ...entry, title: 'Still mine', changedAt: 3 })
    expect(
      open(storage)
        .list()
        .map(({ title }) => title),
    ).toEqual(['Still mine', 'Mine'])
    keptCases.remove(id)
    expect(keptCases.list()).toEqual([other])
  })

  it('keeps a draft until it is dropped, whatever happens to the list', () => {
    const keptCases = open(storage)
    const draft = { value: { public: { title: 'Hm' } }, base: 2, changedAt: 5 }
    expect(keptCases.keepDraft('new-1', draft)).toBe(true)
    storage.setItem('greenroom.own-cases', '{')
    expect(open(storage).draft('new-1')).toEqual(draft)
    expect(keptCases.draftIds()).toEqual(['new-1'])
    keptCases.dropDraft('new-1')
    expect(keptCases.draft('new-1')).toBeNull()
  })

  it('says when the browser keeps nothing, and reads what others broke as nothing', () => {
    const keptCases = open(forbiddenText)
    const draft = { value: {}, base: 0, changedAt: 0 }
    expect(keptCases.keepDraft('new-1', draft)).toBe(false)
    expect(useDraftTrouble.getState().lostWithPage).toBe(true)
    expect([keptCases.put(entry), keptCases.list(), keptCases.draft('new-1')]).toEqual([false, [entry], draft])
    storage.setItem('greenroom.own-cases', JSON.stringify([{ id: 'x' }, entry, 'y']))
    expect(open(storage).list()).toEqual([entry])
    // The page would go on saying so.
    keptCases.dropDraft('new-1')
    expect(useDraftTrouble.getState().lostWithPage).toBe(false)
  })
})
