import { describe, expect, it, vi } from 'vitest'
import { isWritingPlace } from '../../browser/typing/writing-place.ts'
import { matches } from '../../words/matches.ts'
import { find } from './find.ts'
import { pageKeyOf } from './page-keys.ts'

const press = {
  key: '',
  code: '',
  keyCode: 0,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  defaultPrevented: false,
  isComposing: false,
}

describe('keys over the whole page', () => {
  it('finds with Mod-K, also while writing', () => {
    expect(pageKeyOf({ ...press, key: 'k', ctrlKey: true }, true)).toBe('palette')
    expect(pageKeyOf({ ...press, key: 'K', metaKey: true }, false)).toBe('palette')
  })
  it('lists keys with ?, but not while writing', () => {
    expect(pageKeyOf({ ...press, key: 'л', code: 'KeyK', ctrlKey: true }, true)).toBe('palette')
    expect(pageKeyOf({ ...press, key: '?' }, false)).toBe('shortcuts')
    expect(pageKeyOf({ ...press, key: '?' }, true)).toBeNull()
  })
  it('leaves alone what was handled, composed, or typed with Alt', () => {
    for (const more of [{ defaultPrevented: true }, { isComposing: true }, { keyCode: 229 }, { altKey: true }]) {
      expect(pageKeyOf({ ...press, key: 'k', ctrlKey: true, ...more }, false)).toBeNull()
    }
  })
  it('knows where letters are written', () => {
    const element = (html: string) => {
      document.body.innerHTML = html
      return document.body.firstElementChild
    }
    expect(isWritingPlace(element('<textarea></textarea>'))).toBe(true)
    expect(isWritingPlace(element('<input>'))).toBe(true)
    expect(isWritingPlace(element('<input type="radio">'))).toBe(false)
    expect(isWritingPlace(element('<button></button>'))).toBe(false)
    expect(isWritingPlace(null)).toBe(false)
  })
})

describe('finding', () => {
  const actions = [
    { id: 'start', label: 'Start a session', run: vi.fn() },
    { id: 'dark', label: 'Use the dark theme', run: vi.fn() },
  ]
  it('matches beginnings of words, in any order, without accents', () => {
    expect(matches('Use the dark theme', 'theme da')).toBe(true)
    expect(matches('São Paulo', 'sao')).toBe(true)
    expect(matches('Use the dark theme', 'ark')).toBe(false)
  })
  it('shows every action, and few sessions and cases, for nothing typed', () => {
    const session = {
      session: 's',
      participant: 'ana',
      token: 't',
      name: 'Ana',
      title: null,
      mode: 'solo',
      owner: true,
    }
    const sessions = Array.from({ length: 9 }, (_, lastAt) => ({ ...session, mode: 'solo' as const, lastAt }))
    const cases = Array.from({ length: 9 }, (_, at) => ({ caseId: `c${at}` }) as never)
    const found = find('', actions, sessions, () => cases)
    expect(found.actions).toHaveLength(2)
    expect(found.sessions.map(({ lastAt }) => lastAt)).toEqual([0, 1, 2])
    expect(found.cases).toHaveLength(4)
  })
  it('narrows down with each word', () => {
    expect(find('dark', actions, [], () => []).actions.map((action) => action.id)).toEqual(['dark'])
    expect(find('dark session', actions, [], () => []).actions).toEqual([])
  })
})
