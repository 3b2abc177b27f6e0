import { describe, expect, it } from 'vitest'
import { categories } from '../index.ts'
import { barOf, levelBars, seniorities } from './level-bars.ts'

describe('the bar by seniority', () => {
  it('is said for each dimension of each category, in four different lines', () => {
    for (const { id, weights } of categories)
      for (const { id: dimension } of weights) {
        const bar = barOf(id, dimension)
        expect(bar, `${id} ${dimension}`).not.toBeNull()
        const lines = seniorities.map((one) => bar?.[one] ?? '')
        expect(new Set(lines).size, `${id} ${dimension}`).toBe(seniorities.length)
        for (const line of lines) expect(line).toMatch(/^[A-Z].{10,160}\.$/)
      }
  })

  it('has no lines for dimensions that a category does not have', () => {
    for (const { id, weights } of categories)
      expect(Object.keys(levelBars[id] ?? {}).toSorted()).toEqual(weights.map((one) => one.id).toSorted())
  })

  it('is nothing for a dimension that somebody invented', () => {
    expect(barOf('goals', 'charm')).toBeNull()
    expect(barOf('guesswork', 'goal')).toBeNull()
  })
})
