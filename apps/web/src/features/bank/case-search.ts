import { createCaseSearch } from '@greenroom/question-bank'
import type { BankCase } from './bank.ts'

/** Cases by words, best first; without words all of them, in their order. */
export function createCaseFinder(cases: readonly BankCase[]): (words: string) => readonly BankCase[] {
  const byId = new Map(cases.map((one) => [one.caseId, one]))
  const search = createCaseSearch(cases)
  return (words) => search.find(words).flatMap((caseId) => byId.get(caseId) ?? [])
}
