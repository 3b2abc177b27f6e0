import { bankCaseSchema } from '@greenroom/protocol'
import { z } from 'zod'
import type { CaseBank } from '../ports.ts'
import { answer, openRoute, type Route, roomRefusal } from './route.ts'

/** The public parts of the bank's cases. */
export function createBankRoutes(bank: CaseBank): readonly Route[] {
  return [
    openRoute({
      method: 'get',
      path: '/api/bank',
      summary: 'The cases of the question bank',
      answers: z.array(bankCaseSchema),
      run: async () => answer(bank.list()),
    }),
    openRoute({
      method: 'get',
      path: '/api/bank/:case',
      summary: 'One case',
      answers: bankCaseSchema,
      run: async ({ params }) => {
        const found = bank.read(params.case ?? '')
        return found === null ? roomRefusal('unknown-case') : answer(found)
      },
    }),
  ]
}
