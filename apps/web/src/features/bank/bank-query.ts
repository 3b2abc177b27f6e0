import { clip } from '@greenroom/board/clip'
import { categoryOf, isAskedAt, seniorities } from '@greenroom/frameworks'
import { type CaseFilters, passesFilters } from '@greenroom/question-bank'
import type { BankCase } from './bank.ts'

/** The bank's filters as its address has them: `/bank?q=wallet&category=trade-off`. Empty: all. */
export type BankQuery = {
  readonly q: string
  readonly category: string
  readonly difficulty: string
  readonly industry: string
  readonly company: string
  readonly skill: string
  readonly status: string
  readonly loop: string
  readonly level: string
  readonly minutes: string
  readonly show: string
}
export type BankQueryKey = keyof BankQuery

const bankQueryKeys: readonly BankQueryKey[] = [
  'q',
  'category',
  'difficulty',
  'industry',
  'company',
  'skill',
  'status',
  'loop',
  'level',
  'minutes',
  'show',
]

export function readBankQuery(address: URLSearchParams): BankQuery {
  const at = (key: BankQueryKey) => clip(address.get(key) ?? '', 200)
  return {
    q: at('q'),
    category: at('category'),
    difficulty: at('difficulty'),
    industry: at('industry'),
    company: at('company'),
    skill: at('skill'),
    status: at('status'),
    loop: at('loop'),
    level: at('level'),
    minutes: at('minutes'),
    show: at('show'),
  }
}

/** Filters that are set, not counting the search words. */
export function filterCount(query: BankQuery): number {
  return bankQueryKeys.filter((key) => key !== 'q' && query[key] !== '').length
}

const one = (value: string): readonly string[] => (value === '' ? [] : [value])

function filtersOf(query: BankQuery): CaseFilters {
  const minutes = Number(query.minutes)
  return {
    categories: one(query.category),
    difficulties: one(query.difficulty),
    industries: one(query.industry),
    companies: one(query.company),
    skills: one(query.skill),
    statuses: one(query.status),
    loops: one(query.loop),
    mostMinutes: Number.isFinite(minutes) && minutes > 0 ? minutes : null,
    show: query.show === 'seen' || query.show === 'unseen' ? query.show : 'all',
  }
}

export function narrow(
  found: readonly BankCase[],
  query: BankQuery,
  seenIds: ReadonlySet<string>,
): readonly BankCase[] {
  const filters = filtersOf(query)
  const level = seniorities.find((one) => one === query.level)
  return found.filter(
    (part) =>
      passesFilters(part, filters, seenIds) &&
      (level === undefined || isAskedAt(level, categoryOf(part.category), part.difficulty)),
  )
}
