import { act, cleanup, renderHook } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Draft } from '../../own-case-list/draft.ts'
import { draftPrefix } from '../../own-case-list/kept-cases.ts'
import { keptCases } from '../../own-case-list/own-cases.ts'
import { mergeDrafts } from './merge-drafts.ts'
import { useKeptDraft } from './use-kept-draft.ts'

beforeEach(() => {
  localStorage.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const start: Draft = { public: { title: 'A', prompt: 'B' }, guide: { facts: [{ text: 'one' }, { text: 'two' }] } }
const openTab = () =>
  renderHook(() => {
    const [draft, setDraft] = useState(start)
    useKeptDraft('new-1', draft, 0, false, { follow: setDraft, onSavedElsewhere: () => undefined })
    return { draft, setDraft }
  }).result
/** What another tab stores; a browser tells this one of it a little later. */
const elsewhere = (value: Draft) => keptCases.keepDraft('new-1', { value, base: 0, changedAt: 1 })
const told = () =>
  window.dispatchEvent(new StorageEvent('storage', { key: `${draftPrefix}new-1`, newValue: 'changed' }))
const mine: Draft = { ...start, public: { title: 'A, mine', prompt: 'B' } }
const theirs: Draft = { ...start, guide: { facts: [{ text: 'one' }, { text: 'two, theirs' }] } }
const both: Draft = { public: mine.public, guide: theirs.guide }

it.each(['after', 'before'] as const)(
  'two tabs that type in one moment keep both, told %s it stores its own',
  (when) => {
    const tab = openTab()
    act(() => vi.advanceTimersByTime(300))
    act(() => tab.current.setDraft(mine))
    elsewhere(theirs)
    if (when === 'before') act(() => void told())
    act(() => vi.advanceTimersByTime(300))
    expect(keptCases.draft('new-1')?.value).toEqual(both)
    expect(tab.current.draft).toEqual(both)
  },
)

it('a tab in which nobody types follows the other', () => {
  const tab = openTab()
  act(() => vi.advanceTimersByTime(300))
  elsewhere(theirs)
  act(() => void told())
  expect(tab.current.draft).toEqual(theirs)
})

it('the field that both have changed is as it is in the tab that stores it, and a list that grew is whole', () => {
  expect(mergeDrafts({ a: 'x' }, { a: 'mine' }, { a: 'theirs', b: 1 })).toEqual({ a: 'mine', b: 1 })
  expect(mergeDrafts({ l: ['x'] }, { l: ['x', 'y'] }, { l: ['z'] })).toEqual({ l: ['x', 'y'] })
  expect(mergeDrafts({ a: 1, b: 2 }, { a: 1 }, { a: 3, b: 2 })).toEqual({ a: 3 })
  expect(mergeDrafts(start, mine, { ...start })).toBe(mine)
})
