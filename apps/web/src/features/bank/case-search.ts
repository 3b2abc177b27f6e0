import MiniSearch from 'minisearch'
import type { BankCase } from './bank.ts'

/** Finds cases by words: typo-tolerant, and by the first letters. Best match first; no words gives all, in their order. */
export const createCaseSearch = (cases: readonly BankCase[]): ((words: string) => readonly BankCase[]) => {
  const byId = new Map(cases.map((one) => [one.caseId, one]))
  const index = new MiniSearch<BankCase>({
    idField: 'caseId',
    fields: ['title', 'company', 'prompt', 'category', 'industry', 'skills', 'topics'],
    extractField: (one, field) => {
      const value = one[field as keyof BankCase]
      return Array.isArray(value) ? value.join(' ') : String(value)
    },
    searchOptions: {
      boost: { title: 3, company: 3, industry: 1.5, category: 1.5 },
      prefix: true,
      fuzzy: 0.2,
      combineWith: 'AND',
    },
  })
  index.addAll(cases)
  return (words) => {
    if (words.trim() === '') return cases
    return index.search(words).flatMap(({ id }) => byId.get(id) ?? [])
  }
}
