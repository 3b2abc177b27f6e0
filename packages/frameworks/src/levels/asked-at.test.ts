import { describe, expect, it } from 'vitest'
import { categories, categoryOf, isAskedAt } from '../index.ts'
import { seniorities } from '../seniorities.ts'

const askedFor = (category: string, difficulty: 'easy' | 'medium' | 'hard') =>
  seniorities.filter((seniority) => isAskedAt(seniority, categoryOf(category), difficulty))

describe('the seniorities at which a case is asked', () => {
  it('are those of its category, without the hardest for APMs and the easiest for group PMs', () => {
    expect(askedFor('product-design', 'medium')).toEqual(['apm', 'pm', 'senior', 'group'])
    expect(askedFor('product-design', 'hard')).toEqual(['pm', 'senior', 'group'])
    expect(askedFor('product-design', 'easy')).toEqual(['apm', 'pm', 'senior'])
    expect(askedFor('strategy', 'medium')).toEqual(['pm', 'senior', 'group'])
    expect(askedFor('estimation', 'medium')).toEqual(['apm', 'pm'])
    expect(askedFor('nowhere', 'medium')).toEqual([])
  })

  it('leave no category without any, and none of them without a category', () => {
    for (const { id } of categories) expect(askedFor(id, 'medium')).not.toEqual([])
    for (const seniority of seniorities)
      expect(categories.some((category) => isAskedAt(seniority, category, 'medium'))).toBe(true)
  })
})
