import { describe, expect, it } from 'vitest'
import type { BankCase } from './bank.ts'
import { filterCount, narrow, readBankQuery } from './bank-query.ts'

const one = (caseId: string, more: Partial<BankCase> = {}): BankCase => ({
  caseId,
  version: '1.0.0',
  title: caseId,
  prompt: 'Why?',
  category: 'trade-off',
  difficulty: 'easy',
  industry: 'payments',
  company: 'Paso',
  parents: [],
  status: 'draft',
  loops: [],
  skills: ['guardrails'],
  topics: [],
  notice: '',
  agendas: { 45: [{ id: 'a', name: 'A', minutes: 33, sections: [] }], 20: [] },
  hasRun: false,
  ...more,
})
const cases = [
  one('a'),
  one('b', { difficulty: 'hard' }),
  one('c', { category: 'root-cause', skills: ['issue trees'] }),
]
const narrowed = (address: string, seen: readonly string[] = []) =>
  narrow(cases, readBankQuery(new URLSearchParams(address)), new Set(seen)).map(({ caseId }) => caseId)

describe('the address of the bank', () => {
  it('narrows down by every filter at once', () => {
    expect(narrowed('')).toEqual(['a', 'b', 'c'])
    expect(narrowed('category=trade-off')).toEqual(['a', 'b'])
    expect(narrowed('category=trade-off&difficulty=hard')).toEqual(['b'])
    expect(narrowed('skill=issue+trees')).toEqual(['c'])
    expect(narrowed('minutes=30')).toEqual([])
  })
  it('narrows down by loop and by the level at which a case is asked', () => {
    const some = [
      one('a', { loops: ['meta-style'] }),
      one('b', { category: 'strategy' }),
      one('c', { difficulty: 'hard' }),
    ]
    const found = (address: string) =>
      narrow(some, readBankQuery(new URLSearchParams(address)), new Set()).map(({ caseId }) => caseId)
    expect(found('loop=meta-style')).toEqual(['a'])
    expect(found('level=apm')).toEqual(['a'])
    expect(found('level=senior')).toEqual(['a', 'b', 'c'])
    expect(found('level=group')).toEqual(['c'])
    expect(found('level=anybody')).toEqual(['a', 'b', 'c'])
  })
  it('knows what was seen', () => {
    expect(narrowed('show=unseen', ['a'])).toEqual(['b', 'c'])
    expect(narrowed('show=seen', ['a'])).toEqual(['a'])
  })
  it('survives nonsense', () => {
    expect(narrowed('minutes=soon&show=maybe')).toEqual(['a', 'b', 'c'])
  })
  it('counts its filters, and not the search words', () => {
    expect(filterCount(readBankQuery(new URLSearchParams('q=wallet&category=x&show=seen')))).toBe(2)
  })
})
