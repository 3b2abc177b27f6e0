import { act, renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { draftOf, forgetDrafts, useDraft, useDraftTrouble } from './drafts.ts'

/** As another tab of this browser changes what is kept. */
const inAnotherTab = (key: string, value: unknown): void => {
  if (value === null) localStorage.removeItem(`greenroom.draft.${key}`)
  else localStorage.setItem(`greenroom.draft.${key}`, JSON.stringify(value))
  window.dispatchEvent(new StorageEvent('storage', { key: `greenroom.draft.${key}` }))
}
const open = (key: string, stored = '') =>
  renderHook(({ words }: { words: string }) => useDraft(key, words), { initialProps: { words: stored } })

describe('drafts', () => {
  beforeEach(() => localStorage.clear())

  it('outlive the field they were typed in', () => {
    const first = open('a')
    act(() => first.result.current.write('half a thou'))
    first.unmount()
    expect(open('a').result.current.words).toBe('half a thou')
    expect(open('b').result.current.words).toBe('')
  })

  it('leave an untouched field to what is stored', () => {
    const field = open('c', 'old')
    field.rerender({ words: 'new' })
    expect(field.result.current).toMatchObject({ words: 'new', unsaved: false })
  })

  it('go when the words were accepted, and not when more was typed in the meantime', () => {
    const field = open('d')
    act(() => field.result.current.write('one'))
    act(() => field.result.current.write('one two'))
    act(() => field.result.current.settle('one'))
    expect(field.result.current.words).toBe('one two')
    act(() => field.result.current.settle('one two'))
    expect(field.result.current.words).toBe('')
    expect(localStorage.length).toBe(0)
  })

  it('follow the other tab', () => {
    const field = open('e')
    act(() => inAnotherTab('e', { words: 'typed there', base: '' }))
    expect(field.result.current.words).toBe('typed there')
    act(() => inAnotherTab('e', null))
    expect(field.result.current.words).toBe('')
  })

  it('say when the stored words changed since, unless they were typed here', () => {
    inAnotherTab('f', { words: 'mine', base: 'old' })
    const field = open('f', 'changed on my phone')
    expect(field.result.current).toMatchObject({ words: 'mine', unsaved: true, changedElsewhere: true })
    act(() => field.result.current.write('mine after all'))
    expect(field.result.current.changedElsewhere).toBe(false)
  })

  it('are forgotten by the beginning of their key', () => {
    draftOf('s1.r1.me.note').write({ words: 'x', base: '' })
    draftOf('s2.r1.me.note').write({ words: 'y', base: '' })
    forgetDrafts('s1.')
    expect(draftOf('s1.r1.me.note').read()).toBeNull()
    expect(draftOf('s2.r1.me.note').read()?.words).toBe('y')
  })

  it('say when the browser keeps nothing, and hold the words as long as the page lives', () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const field = open('g')
    act(() => field.result.current.write('not kept'))
    expect(field.result.current.words).toBe('not kept')
    expect(useDraftTrouble.getState().lostWithPage).toBe(true)
    field.unmount()
    expect(open('g').result.current.words).toBe('not kept')
    full.mockRestore()
    const again = open('g')
    act(() => again.result.current.write('not kept?'))
    expect(useDraftTrouble.getState().lostWithPage).toBe(false)
    expect(localStorage.getItem('greenroom.draft.g')).toContain('not kept?')
  })
})
