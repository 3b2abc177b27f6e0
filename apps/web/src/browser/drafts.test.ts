import { act, renderHook } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { useDraft } from './drafts.ts'

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

  it('go when the words were accepted, and not when more was typed meanwhile', () => {
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
})
