import { type BankCase, bankCaseSchema } from '@greenroom/protocol'
import { drawCase } from '@greenroom/question-bank'
import { type Bank, prepareCase } from '@greenroom/question-bank/guides'
import { type PreparedCase, preparedCaseSchema } from '@greenroom/session'
import type { CaseBank } from '../ports.ts'

/** The question bank as the server uses it. Whatever leaves it by `list` and `read` has passed the schema of the public part. */
export const openCaseBank = (bank: Bank): CaseBank => {
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
    draw: ({ category, difficulty }, seen, random) =>
      drawCase(
        bank.publicParts,
        {
          ...(category !== null && { categories: [category] }),
          ...(difficulty !== null && { difficulties: [difficulty] }),
        },
        seen,
        random,
      )?.caseId ?? null,
  }
}
