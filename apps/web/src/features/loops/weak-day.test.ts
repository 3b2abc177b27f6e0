import { expect, it } from 'vitest'
import { recordNumber } from '../progress/testing-records.ts'
import { weakDay, weakPlace } from './weak-day.ts'

const cases = [
  { caseId: 'a', category: 'success-metrics', company: 'Velo' },
  { caseId: 'b', category: 'goals', company: 'Velo' },
]
const mix = [{ category: 'success-metrics' }, { category: 'goals' }]
const weak = recordNumber(1, { metrics: [3, 3, 1], goal: [3, 3, 3] })

it('a day by the weakest dimension draws where the lowest levels were given, and else what the plan names', () => {
  expect(weakDay([], mix, cases, new Set(), 'goals', 0)).toEqual({ weakness: null, drawn: 'goals' })
  const found = weakDay([weak], mix, cases, new Set(), 'goals', 0)
  expect(found.weakness).toMatchObject({ id: 'metrics', level: 1 })
  expect(found.drawn).toBe('success-metrics')
  // Nothing unseen is left there.
  expect(weakDay([weak], mix, cases, new Set(['a']), 'goals', 0).drawn).toBe('goals')
  // What the track does not ask for is not its matter.
  expect(weakDay([weak], [{ category: 'goals' }], cases, new Set(), 'goals', 0)).toEqual({
    weakness: null,
    drawn: 'goals',
  })
})

it('each of those days is about the next weakest dimension, and the last one about the weakest again', () => {
  const plan = ['weakest', 'rest', 'weakest', 'weakest'].map((kind) => ({ kind }))
  expect(plan.map((_, day) => weakPlace(plan, day))).toEqual([0, 0, 1, 0])
  const record = recordNumber(1, { metrics: [3, 3, 2], goal: [3, 3, 1], communication: [3, 3, 4] })
  const dimension = (place: number) => weakDay([record], mix, cases, new Set(), 'goals', place).weakness?.id
  expect([0, 1, 2].map(dimension)).toEqual(['goal', 'metrics', 'metrics'])
})
