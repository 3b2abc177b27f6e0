import { describe, expect, it } from 'vitest'
import { drawForWeakness, weakestDimension } from './same-weakness.ts'
import { recordNumber } from './testing-records.ts'

describe('the weakest dimension', () => {
  it('is the one with the lowest mean of the newest three levels that the interviewer gave', () => {
    const records = [
      recordNumber(4, { goal: [1, 1, 3], metrics: [4, 4, 2] }),
      recordNumber(3, { goal: [1, 1, 3], metrics: [4, 4, 3] }),
      recordNumber(2, { goal: [1, 1, 3], metrics: [4, 4, 3] }),
      // Long ago it was worse.
      recordNumber(1, { goal: [1, 1, 1], metrics: [4, 4, 4] }),
    ]
    expect(weakestDimension(records)).toMatchObject({ id: 'metrics', title: 'Metrics', category: 'success-metrics' })
    expect(weakestDimension(records)?.level).toBeCloseTo(8 / 3)
  })
  it('counts your own level only where nobody else scored', () => {
    expect(weakestDimension([recordNumber(1, { goal: [2, null, null], metrics: [1, 1, 'not-seen'] })])).toMatchObject({
      id: 'goal',
      level: 2,
    })
  })
  it('is, of the same level, the one that was scored last, then the first of the rubric', () => {
    const records = [
      recordNumber(2, { metrics: [2, 2, 2], guardrails: [2, 2, 2] }),
      recordNumber(1, { goal: [2, 2, 2] }),
    ]
    expect(weakestDimension(records)?.id).toBe('metrics')
  })
  it('is nothing where nothing was scored, or all is at the top', () => {
    expect(weakestDimension([])).toBeNull()
    expect(weakestDimension([recordNumber(1, { goal: [4, 4, 4] })])).toBeNull()
  })
})

describe('the draw for a weakness', () => {
  const one = (caseId: string, category: string, company: string) => ({ caseId, category, company })
  const cases = [
    one('case-1', 'success-metrics', 'Company 1'),
    one('sister', 'success-metrics', 'Company 1'),
    one('other', 'success-metrics', 'Uber'),
    one('another', 'success-metrics', 'Zoom'),
    one('design-1', 'product-design', 'Uber'),
    one('design-2', 'product-design', 'Company 1'),
    one('cause', 'root-cause', 'Uber'),
  ]
  const goal = weakestDimension([recordNumber(1, { goal: [2, 2, 2] })])
  const drawn = (...seen: string[]) => goal && drawForWeakness(goal, cases, new Set(seen))

  it('goes to unseen cases of the same category and other companies', () => {
    expect(drawn('case-1', 'other')).toEqual({ category: 'success-metrics', except: ['sister'], left: 1 })
  })
  it('goes on to other categories that score the dimension, and then to the same company', () => {
    expect(drawn('case-1', 'other', 'another')).toEqual({
      category: 'product-design',
      except: ['design-2'],
      left: 1,
    })
    expect(drawn('case-1', 'other', 'another', 'design-1')).toEqual({
      category: 'success-metrics',
      except: [],
      left: 1,
    })
  })
  it('is nothing when no unseen case is left, whatever other categories have', () => {
    expect(drawn('case-1', 'sister', 'other', 'another', 'design-1')).toBeNull()
  })
  it('never draws a case that was practised, seen or not, nor one that is excepted', () => {
    for (const seen of [[], ['other'], ['other', 'another'], ['other', 'another', 'design-1']]) {
      const draw = drawn(...seen)
      const excepted = new Set([...seen, ...(draw?.except ?? [])])
      const left = cases.filter(({ caseId, category }) => category === draw?.category && !excepted.has(caseId))
      expect(left.map(({ caseId }) => caseId)).not.toContain('case-1')
      expect(left).toHaveLength(draw?.left ?? 0)
    }
  })
})
