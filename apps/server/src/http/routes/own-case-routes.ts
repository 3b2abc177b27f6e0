import {
  importCasesAnswerSchema,
  importCasesBodySchema,
  ownCaseFileSchema,
  ownCaseKeySchema,
  ownCaseSchema,
  saveCaseBodySchema,
} from '@greenroom/protocol'
import { currentRound, cutOf } from '@greenroom/session'
import type { OwnCases } from '../../own-cases/own-cases.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { caseFilesBody } from '../read-body.ts'
import {
  answer,
  authorRoute,
  caseFaults,
  created,
  done,
  openRoute,
  type Route,
  refusal,
  roomRefusal,
  sessionRoute,
} from './route.ts'

/** People's own cases: stored for anybody who has their link, and copied into the log of a round that uses one. */
export function createOwnCaseRoutes(ownCases: OwnCases, rooms: Rooms): readonly Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/api/own-cases',
      summary: 'Import one or more case files; if one fails, none is imported',
      limited: 'writing',
      body: importCasesBodySchema,
      bodyBounds: caseFilesBody,
      answers: importCasesAnswerSchema,
      status: 201,
      run: async ({ body, address }) => {
        const result = await ownCases.import(body.files, address)
        if (result.ok) return created(importCasesAnswerSchema.parse({ cases: result.cases }))
        if (result.code === 'rate-limited') return roomRefusal(result.code)
        return result.code === 'case-faults' ? caseFaults(result.faults) : refusal(result.code)
      },
    }),

    authorRoute({
      method: 'get',
      path: '/api/own-cases/:id',
      summary: 'The case, whole',
      limited: 'writing',
      answers: ownCaseFileSchema,
      run: async ({ address }, key) => {
        const found = await ownCases.read(key, address)
        return found === null ? refusal('unknown-own-case') : answer(ownCaseFileSchema.parse(found))
      },
    }),

    authorRoute({
      method: 'put',
      path: '/api/own-cases/:id',
      summary: 'Save a new version, unless a newer one was saved in the meantime',
      limited: 'writing',
      body: saveCaseBodySchema,
      bodyBounds: caseFilesBody,
      answers: ownCaseSchema,
      run: async ({ body, address }, key) => {
        const result = await ownCases.save(key, body.expects, body.text, address)
        if (result.ok) return answer(ownCaseSchema.parse(result.saved))
        if (result.code === 'rate-limited') return roomRefusal(result.code)
        return result.code === 'case-faults' ? caseFaults(result.faults) : refusal(result.code)
      },
    }),

    authorRoute({
      method: 'delete',
      path: '/api/own-cases/:id',
      summary: 'Delete the case permanently; rounds that used it keep their copy',
      limited: 'writing',
      status: 204,
      run: async (_input, key) => ((await ownCases.delete(key)) ? done : refusal('unknown-own-case')),
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/own-case',
      who: 'participant',
      summary: 'Make your own case ready for the round, if you may prepare its case',
      limited: 'writing',
      body: ownCaseKeySchema,
      status: 204,
      run: async ({ body, address }, { session, participant }) => {
        const state = await rooms.read(session)
        if (state === null) return refusal('unknown-session')
        const round = currentRound(state)
        const cut = round === null ? state.cut : cutOf(state, round)
        const prepared = await ownCases.prepare(body, cut, address)
        if (prepared === null) return refusal('unknown-own-case')
        const result = await rooms.run(session, participant, null, { kind: 'prepareCase', how: 'chosen', prepared })
        return result.ok ? done : roomRefusal(result.code)
      },
    }),
  ]
}
