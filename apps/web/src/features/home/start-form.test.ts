import { createSessionBodySchema } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { readCallLink } from '../../words/call-link.ts'
import { mixFilter } from '../bank/draw-filters.ts'
import { bodyOf, emptyStartForm, faultsOf, mayPrepareCase } from './start-form.ts'

const form = emptyStartForm('Ana', null)

describe('the form of a new session', () => {
  it('makes a body that the protocol accepts', () => {
    for (const mode of ['peer', 'coaching', 'solo'] as const) {
      expect(createSessionBodySchema.safeParse(bodyOf({ ...form, mode }, ['amazon-pay'])).success).toBe(true)
    }
  })
  it('draws among what this browser has not seen', () => {
    expect(bodyOf({ ...form, filters: { ...form.filters, category: 'trade-off', minutes: '31' } }, ['a']).case).toEqual(
      {
        kind: 'drawn',
        category: 'trade-off',
        difficulty: null,
        mostMinutes: 31,
        seen: ['a'],
      },
    )
  })
  it('draws from a loop whatever else was chosen, and by a mix instead of a category', () => {
    const loop = {
      ...emptyStartForm('Ana', 'amazon-pay', undefined, 'meta-style'),
      filters: { ...form.filters, category: 'goals' },
    }
    const body = createSessionBodySchema.parse(bodyOf(loop, ['a']))
    expect(body).toMatchObject({ loop: 'meta-style', case: { kind: 'drawn', category: null, seen: ['a'] } })
    expect(faultsOf({ ...loop, caseId: null })).toEqual([])
    const candidate = { ...loop, seats: { ...loop.seats, peer: 'candidate' } } as const
    expect(bodyOf(candidate, [])).toMatchObject({ loop: 'meta-style', case: { kind: 'later' } })
    const mixed = { ...form, filters: { ...form.filters, category: mixFilter('google-style') } }
    expect(bodyOf(mixed, []).case).toMatchObject({ kind: 'drawn', category: null, mix: 'google-style' })
    expect(bodyOf(form, [])).not.toHaveProperty('loop')
  })
  it('lets no candidate choose the case, except in solo', () => {
    const candidate = { ...form, caseId: 'a', caseFrom: 'chosen', seats: { ...form.seats, peer: 'candidate' } } as const
    expect(mayPrepareCase(candidate)).toBe(false)
    expect(bodyOf(candidate, []).case).toEqual({ kind: 'later' })
    expect(bodyOf({ ...candidate, mode: 'solo' }, [])).toMatchObject({ seat: 'candidate', case: { kind: 'chosen' } })
  })
  it('starts with the case that was asked for', () => {
    expect(bodyOf(emptyStartForm('Ana', 'amazon-pay'), []).case).toEqual({ kind: 'chosen', caseId: 'amazon-pay' })
  })
  it('hands over the key of your own case', () => {
    const key = { id: `own-${'a'.repeat(24)}`, secret: 's'.repeat(43) }
    const body = bodyOf(emptyStartForm('Ana', key.id), [], (id) => (id === key.id ? key : null))
    expect(createSessionBodySchema.parse(body).case).toEqual({ kind: 'own', ...key })
  })
  it('says what is missing', () => {
    expect(faultsOf(form)).toEqual([])
    for (const name of ['\u200b', '\u3164', '\u2800 \u2060']) expect(faultsOf({ ...form, name })).toEqual(['name'])
    expect(faultsOf({ ...form, name: '  ', callLink: 'call me', caseFrom: 'chosen' })).toEqual([
      'name',
      'callLink',
      'caseId',
    ])
  })
})

describe('a call link', () => {
  it.each([
    ['meet.google.com/abc', 'https://meet.google.com/abc'],
    [' https://zoom.us/j/1?pwd=x ', 'https://zoom.us/j/1?pwd=x'],
    ['http://call.example.org', 'http://call.example.org/'],
  ])('%j is %j', (typed, link) => expect(readCallLink(typed)).toBe(link))
  it.each(['', 'javascript:alert(1)', 'data:text/html,x', 'call me', 'localhost', 'ftp://a.b'])('%j is none', (typed) =>
    expect(readCallLink(typed)).toBeNull(),
  )
})
