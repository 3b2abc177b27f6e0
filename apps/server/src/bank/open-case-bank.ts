import { type BankCase, bankCaseSchema } from '@greenroom/protocol'
import { drawCase } from '@greenroom/question-bank'
import { type Bank, prepareCase } from '@greenroom/question-bank/guides'
import { type PreparedCase, preparedCaseSchema } from '@greenroom/session'
import type { CaseBank } from '../ports.ts'

const oneOrAny = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [value]

/** The question bank as the server uses it. Whatever leaves it by `list` and `read` has passed the schema of the public part. */
export function openCaseBank(bank: Bank): CaseBank {
  const parts = new Map<string, BankCase>(bank.publicParts.map((part) => [part.caseId, bankCaseSchema.parse(part)]))
  const list = [...parts.values()]
  const prepared = new Map<string, PreparedCase>()
  return {
    list: () => list,
    read: (caseId) => parts.get(caseId) ?? null,
    prepare: (caseId, cut) => {
      const found = bank.cases.get(caseId)
      if (found === undefined) return null
      const key = `${cut} ${caseId}`
      const ready = prepared.get(key) ?? preparedCaseSchema.parse(prepareCase(found, cut))
      prepared.set(key, ready)
      return ready
    },
    draw: ({ category, difficulty, industry, company, skill, mostMinutes }, seen, random) =>
      drawCase(
        bank.publicParts,
        {
          categories: oneOrAny(category),
          difficulties: oneOrAny(difficulty),
          industries: oneOrAny(industry),
          companies: oneOrAny(company),
          skills: oneOrAny(skill),
          mostMinutes: mostMinutes ?? null,
        },
        seen,
        random,
      )?.caseId ?? null,
  }
}
