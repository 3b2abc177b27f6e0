import { beforeEach, describe, expect, it } from 'vitest'
import { createBrowserStore, type StoredText } from '../../browser/browser-store.ts'
import { forbiddenText, textInMemory } from '../../browser/testing-store.ts'
import { createRecents, type Recents } from './recents.ts'

const openRecents = (local: StoredText, tab: StoredText, now: () => number) =>
  createRecents({ store: createBrowserStore({ device: () => local, tab: () => tab }), now })

const ana = { session: 's1', participant: 'ana', token: 'token-ana' }
const ben = { session: 's1', participant: 'ben', token: 'token-ben' }
const about = { name: 'Ana', title: null, mode: 'peer', owner: true } as const

describe('recents', () => {
  let now = 0
  let local: StoredText
  let tab: StoredText
  let recents: Recents
  beforeEach(() => {
    now = 1000
    local = textInMemory()
    tab = textInMemory()
    recents = openRecents(local, tab, () => now)
  })

  it('makes this tab somebody, and remembers the way back', () => {
    recents.enter(ana, about)
    expect(recents.admission('s1')).toEqual(ana)
    expect(recents.admission('s2')).toBeNull()
    expect(recents.list()).toEqual([{ ...ana, ...about, lastAt: 1000 }])
  })

  it('lets two tabs be two people in one session', () => {
    recents.enter(ana, about)
    const other = openRecents(local, textInMemory(), () => 2000)
    expect(other.admission('s1')).toBeNull()
    other.enter(ben, { ...about, name: 'Ben', owner: false })
    expect(recents.admission('s1')).toEqual(ana)
    expect(other.admission('s1')).toEqual(ben)
    expect(other.of('s1').map((recent) => recent.name)).toEqual(['Ben', 'Ana'])
  })

  it('lists a participant once, the newest first', () => {
    recents.enter(ana, about)
    now = 2000
    recents.enter({ ...ana, session: 's2' }, about)
    now = 3000
    recents.touch('s1', 'ana', { title: 'Amazon Pay' })
    expect(recents.list().map(({ session, title }) => [session, title])).toEqual([
      ['s1', 'Amazon Pay'],
      ['s2', null],
    ])
  })

  it('does not remember by touching what was forgotten', () => {
    recents.touch('s1', 'ana', { title: 'Amazon Pay' })
    expect(recents.list()).toEqual([])
  })

  it('forgets the person here and in this tab, and nobody else', () => {
    recents.enter(ben, { ...about, name: 'Ben' })
    recents.enter(ana, about)
    recents.forget('s1', 'ben')
    expect(recents.admission('s1')).toEqual(ana)
    recents.forget('s1', 'ana')
    expect(recents.admission('s1')).toBeNull()
    expect(recents.list()).toEqual([])
  })

  it('keeps no more than it can show', () => {
    for (let index = 0; index < 40; index++) {
      now += 1
      recents.enter({ ...ana, session: `s${index}` }, about)
    }
    expect(recents.list()).toHaveLength(24)
    expect(recents.list()[0]?.session).toBe('s39')
  })

  it('leaves out what it cannot read, and keeps the rest', () => {
    local.setItem('greenroom.recents', JSON.stringify([{ session: 1 }, { ...ana, ...about, lastAt: 5 }, 'x']))
    expect(recents.list().map((recent) => recent.participant)).toEqual(['ana'])
    local.setItem('greenroom.recents', '{')
    expect(recents.list()).toEqual([])
  })

  it('never takes a token of another session for this one', () => {
    tab.setItem('greenroom.admission.s1', JSON.stringify({ ...ana, session: 's2' }))
    expect(recents.admission('s1')).toBeNull()
  })

  it('works without storage', () => {
    const without = openRecents(forbiddenText, forbiddenText, () => 0)
    expect(() => without.enter(ana, about)).not.toThrow()
    expect(() => without.forget('s1', 'ana')).not.toThrow()
    expect(without.list()).toEqual([])
    expect(without.name()).toBe('')
  })

  it('remembers the name', () => {
    recents.rememberName('Ana Lima')
    expect(recents.name()).toBe('Ana Lima')
  })
})
