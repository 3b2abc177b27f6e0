import { shippedBank } from '@greenroom/question-bank/testing'
import { expect, it } from 'vitest'
import { openCaseBank } from './open-case-bank.ts'

const bank = openCaseBank(shippedBank())

it('prepares every case of the bank for both cuts, as the log takes it', () => {
  expect(bank.list().length).toBeGreaterThan(0)
  for (const { caseId } of bank.list()) {
    for (const cut of [45, 20] as const) {
      const prepared = bank.prepare(caseId, cut)
      expect(prepared?.public.caseId).toBe(caseId)
      expect(prepared?.agenda.length).toBeGreaterThan(0)
    }
    expect(bank.read(caseId)).not.toHaveProperty('guide')
  }
  expect(bank.prepare('none', 45)).toBeNull()
  expect(bank.read('constructor')).toBeNull()
})

it('draws by every filter of the bank', () => {
  const chance = () => 0.5
  for (const one of bank.list()) {
    const seen = new Set(bank.list().flatMap(({ caseId }) => (caseId === one.caseId ? [] : [caseId])))
    const filters = {
      category: null,
      difficulty: null,
      industry: one.industry,
      company: one.company,
      skill: one.skills[0],
    }
    expect(bank.draw(filters, seen, chance)).toBe(one.caseId)
    expect(bank.draw({ ...filters, company: 'Nobody & Sons' }, seen, chance)).toBeNull()
    expect(bank.draw({ ...filters, mostMinutes: 5 }, seen, chance)).toBeNull()
  }
})

it('draws among the filters, never what was seen', () => {
  const [first] = bank.list()
  const filters = { category: first?.category ?? null, difficulty: null }
  const seen = new Set<string>()
  for (;;) {
    const drawn = bank.draw(filters, seen, () => 0.999)
    if (drawn === null) break
    expect(seen.has(drawn)).toBe(false)
    expect(bank.read(drawn)?.category).toBe(first?.category)
    seen.add(drawn)
  }
  expect(seen.size).toBe(bank.list().filter(({ category }) => category === first?.category).length)
})
