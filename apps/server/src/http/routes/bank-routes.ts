import { bankCaseSchema } from '@greenroom/protocol'
import { publicLoopSchema } from '@greenroom/question-bank'
import { z } from 'zod'
import type { CaseBank } from '../../ports.ts'
import { type SharedJson, shareJson } from '../shared-json.ts'
import { answer, openRoute, type Route, roomRefusal, sharedAnswer } from './route.ts'

/** The public parts of the bank's cases. */
export function createBankRoutes(bank: CaseBank): readonly Route[] {
  let cases: SharedJson | null = null
  let loops: SharedJson | null = null
  return [
    openRoute({
      method: 'get',
      path: '/api/bank',
      summary: 'The cases of the question bank',
      answers: z.array(bankCaseSchema),
      run: async () => {
        cases ??= shareJson(JSON.stringify(bank.list()))
        return sharedAnswer(cases)
      },
    }),
    openRoute({
      method: 'get',
      path: '/api/loops',
      summary: 'The loops of the question bank, each with its track; which case belongs to which round is not in them',
      answers: z.array(publicLoopSchema),
      run: async () => {
        loops ??= shareJson(JSON.stringify(bank.loops()))
        return sharedAnswer(loops)
      },
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
