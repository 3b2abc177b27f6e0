import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawCase } from './draw.ts'
import { facetsOf, minutesOf, passesFilters } from './filters.ts'
import type { PublicPart } from './schema/public-part.ts'
import { createCaseSearch } from './search.ts'
import { shippedBank } from './testing/index.ts'

const { publicParts } = shippedBank()
const ids = publicParts.map((part) => part.caseId)
const nobodySaw = new Set<string>()

describe('search', () => {
  const search = createCaseSearch(publicParts)

  it('finds while one types', () => {
    expect(search.find('amaz')[0]).toBe('amazon-pay-integration')
    expect(search.find('alip')[0]).toBe('alipay-success')
    expect(search.find('street vend')[0]).toBe('street-vendor-payments')
  })

  it('knows what people call a category', () => {
    const categoryOf = new Map(publicParts.map(({ caseId, category }) => [caseId, category]))
    const found = (typed: string) =>
      new Set(
        search
          .find(typed)
          .slice(0, 8)
          .map((id) => categoryOf.get(id)),
      )
    for (const [typed, category] of [
      ['A/B test', 'experiment-design'],
      ['ab test', 'experiment-design'],
      ['north star', 'success-metrics'],
      ['product sense', 'product-design'],
      ['guesstimate', 'estimation'],
      ['market sizing', 'estimation'],
      ['OKR', 'goals'],
      ['behavioral', 'behavioural'],
      ['leadership', 'behavioural'],
      ['market entry', 'strategy'],
    ] as const)
      expect(found(typed), typed).toContain(category)
  })

  it('forgives a typing error, accents and case', () => {
    expect(search.find('amazzon')[0]).toBe('amazon-pay-integration')
    expect(search.find('Qickcart')[0]).toBe('one-tap-checkout')
    expect(search.find('ÁLIPAY')[0]).toBe('alipay-success')
    expect(search.find('splitting bil')[0]).toBe('wallet-bill-splitting')
  })

  it('narrows with each word, and returns everything for an empty search', () => {
    expect(search.find('')).toEqual(ids)
    expect(search.find('  ')).toEqual(ids)
    expect(search.find('zzzzzz')).toEqual([])
    expect(search.find('payments alipay')).toEqual(['alipay-success'])
    expect(search.find('', 2)).toEqual(ids.slice(0, 2))
  })

  it('never looks into a guide', () => {
    expect(search.find('norbank')).toEqual([])
  })
})

describe('filters', () => {
  const part = publicParts[0] as PublicPart

  it('let everything through when nothing is chosen', () => {
    expect(publicParts.every((each) => passesFilters(each, {}, nobodySaw))).toBe(true)
    expect(passesFilters(part, { categories: [], skills: [] }, nobodySaw)).toBe(true)
  })

  it('hold for each kind of choice', () => {
    expect(passesFilters(part, { categories: [part.category] }, nobodySaw)).toBe(true)
    expect(passesFilters(part, { categories: ['other'] }, nobodySaw)).toBe(false)
    expect(passesFilters(part, { difficulties: ['none'] }, nobodySaw)).toBe(false)
    expect(passesFilters(part, { industries: ['none'] }, nobodySaw)).toBe(false)
    expect(passesFilters(part, { companies: ['none'] }, nobodySaw)).toBe(false)
    expect(passesFilters(part, { skills: ['none', ...part.skills] }, nobodySaw)).toBe(true)
    expect(passesFilters(part, { mostMinutes: minutesOf(part, 45) }, nobodySaw)).toBe(true)
    expect(passesFilters(part, { mostMinutes: minutesOf(part, 45) - 1 }, nobodySaw)).toBe(false)
    expect(passesFilters(part, { show: 'unseen' }, new Set([part.caseId]))).toBe(false)
    expect(passesFilters(part, { show: 'seen' }, new Set([part.caseId]))).toBe(true)
    expect(passesFilters(part, { show: 'seen' }, nobodySaw)).toBe(false)
  })

  it('list what there is to choose from, difficulty in its own order', () => {
    const facets = facetsOf(publicParts)
    expect(facets.categories).toContain('root-cause')
    // Beside "All companies" it would be the same choice twice.
    expect([...facets.companies, ...facets.industries].filter((one) => /^any /i.test(one))).toEqual([])
    expect(facets.difficulties.join()).toMatch(/^(easy,)?medium,hard$/)
    expect(new Set(facets.skills).size).toBe(facets.skills.length)
  })
})

describe('draw', () => {
  it('never draws what somebody has seen, nor what the filters leave out', () => {
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.subarray(['success-metrics', 'root-cause', 'trade-off', 'product-design']),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (seen, categories, random) => {
          const seenIds = new Set(seen)
          const drawn = drawCase(publicParts, { categories }, seenIds, () => random)
          const left = publicParts.filter(
            (part) => !seenIds.has(part.caseId) && (categories.length === 0 || categories.includes(part.category)),
          )
          if (drawn === null) expect(left).toEqual([])
          else expect(left).toContain(drawn)
        },
      ),
    )
  })

  it('gives each case the same chance', () => {
    const drawn = publicParts.map((_, index) =>
      drawCase(publicParts, {}, nobodySaw, () => (index + 0.5) / publicParts.length),
    )
    expect(drawn).toEqual(publicParts)
  })

  it('draws unseen cases even where the list shows seen ones', () => {
    const seen = new Set(ids.slice(0, 1))
    expect(drawCase(publicParts, { show: 'seen' }, seen, () => 0)?.caseId).toBe(ids[1])
  })

  it('answers null when all have been seen', () => {
    expect(drawCase(publicParts, {}, new Set(ids), () => 0)).toBeNull()
  })
})
