import { referenceRunSchema } from '@greenroom/protocol'
import {
  type ParticipantId,
  type RefusalCode,
  type RoundId,
  refusalToReferenceRun,
  roundIdSchema,
  type SessionId,
} from '@greenroom/session'
import { z } from 'zod'
import type { ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { answer, file, type Route, refusal, roomRefusal, sessionRoute } from './route.ts'

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** The reference runs of a round's case, for those who have scored it: nothing of a run is sent before that. */
export function createRunRoutes(
  { bank, budgets, clock }: Pick<ServerDeps, 'bank' | 'budgets' | 'clock'>,
  rooms: Pick<Rooms, 'accountOf' | 'read'>,
): readonly Route[] {
  /** The case of a round whose runs this participant may see, or the reason for refusing. */
  const caseOf = async (
    session: SessionId,
    participant: ParticipantId,
    round: string | undefined,
  ): Promise<{ readonly caseId: string } | RefusalCode | null> => {
    const state = await rooms.read(session)
    if (state === null) return null
    const id = roundIdSchema.safeParse(round)
    if (!id.success) return 'unknown-round'
    const refused = refusalToReferenceRun(state, participant, id.data as RoundId)
    if (refused !== null) return refused
    return { caseId: state.rounds.find((one) => one.id === id.data)?.case?.caseId ?? '' }
  }
  return [
    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/rounds/:round/runs',
      who: 'participant',
      summary: 'The reference runs of the case of a round whose scores are open',
      answers: z.array(referenceRunSchema),
      run: async ({ params }, { session, participant }) => {
        const found = await caseOf(session, participant, params.round)
        if (found === null) return refusal('unknown-session')
        return typeof found === 'string' ? roomRefusal(found) : answer(bank.runs(found.caseId))
      },
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/rounds/:round/runs/:run',
      who: 'participant',
      summary: 'The recording of a reference run, as a file',
      run: async ({ params, address }, { session, participant }) => {
        const payer = { participant, session: rooms.accountOf(session, participant), address }
        if (!budgets.charge(payer, 'readings', 1, clock.monotonic()).ok) return roomRefusal('rate-limited')
        const found = await caseOf(session, participant, params.round)
        if (found === null) return refusal('unknown-session')
        if (typeof found === 'string') return roomRefusal(found)
        const bytes = bank.readRun(found.caseId, params.run ?? '')
        return bytes === null ? refusal('not-found') : file(once(bytes))
      },
    }),
  ]
}
