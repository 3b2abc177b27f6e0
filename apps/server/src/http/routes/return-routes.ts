import {
  type Admission,
  askReturnAnswerSchema,
  askReturnBodySchema,
  returnAnswerSchema,
  returnKeyBodySchema,
} from '@greenroom/protocol'
import {
  displayNames,
  isAskedToConfirm,
  isOpenReturn,
  type ParticipantId,
  participantOf,
  type SessionState,
} from '@greenroom/session'
import type { ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { createReturnRequests, type WaitingReturn } from '../return-requests.ts'
import { answer, created, done, openRoute, type Route, refusal, roomRefusal } from './route.ts'

/** The same person in another browser, let in by somebody who is in the session. The session's rules decide what is allowed. */
export function createReturnRoutes(deps: ServerDeps, rooms: Rooms): readonly Route[] {
  const { access, budgets, clock, ids } = deps
  const waiting = createReturnRequests(clock.monotonic)

  /** Names of those who are here and may answer. */
  const askedIn = (state: SessionState, participant: ParticipantId): readonly string[] => {
    const names = displayNames(state)
    const here = state.session === null ? [] : rooms.here(state.session)
    return here.filter((by) => isAskedToConfirm(state, by, participant)).map((by) => names.get(by) ?? '')
  }

  /** Another token of the same participant. `null` when they were removed, or the invitation was revoked in the meantime. */
  const admit = async ({ session, participant, invitation }: WaitingReturn): Promise<Admission | null> => {
    const isGood = async (): Promise<boolean> => {
      const state = await rooms.read(session)
      const found = await access.findInvitation(invitation.secret)
      return state !== null && participantOf(state, participant) !== null && found?.revoked === false
    }
    if (!(await isGood())) return null
    const token = ids.secret()
    await access.addToken(token, session, participant, invitation.id)
    if (await isGood()) return { session, participant, token }
    // They may have been removed in the meantime, before this token was stored and could be revoked with the others.
    const state = await rooms.read(session)
    if (state === null || participantOf(state, participant) === null)
      await access.revokeParticipant(session, participant)
    return null
  }

  return [
    openRoute({
      method: 'post',
      path: '/api/returns',
      summary: 'Claim to be someone who joined with this invitation, on another device',
      limited: 'joining',
      body: askReturnBodySchema,
      answers: askReturnAnswerSchema,
      status: 201,
      run: async ({ body, address }) => {
        const invitation = await access.findInvitation(body.invitation)
        if (invitation === null) return refusal('unknown-invitation')
        if (invitation.revoked) return refusal('invitation-revoked')
        const { session, id } = invitation
        const { participant } = body
        const joined = await access.participantsOf(session, id)
        if (!joined.includes(participant)) return roomRefusal('unknown-participant')
        const paid = budgets.charge({ address, session, participant }, 'returning', 1, clock.monotonic())
        if (!paid.ok) return roomRefusal('rate-limited')
        const request = ids.request()
        const here = rooms.here(session).includes(participant)
        const result = await rooms.run(session, null, null, { kind: 'askReturn', request, participant, here })
        if (!result.ok) return result.code === 'not-joined' ? refusal('unknown-invitation') : roomRefusal(result.code)
        const key = ids.secret()
        waiting.add(key, { session, participant, request, invitation: { id, secret: body.invitation } })
        const state = await rooms.read(session)
        return created({ key, request, asked: state === null ? [] : askedIn(state, participant) })
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/returns/look',
      summary: 'Whether someone has confirmed it; if so, with a token',
      limited: 'joining',
      body: returnKeyBodySchema,
      answers: returnAnswerSchema,
      run: async ({ body }) => {
        const found = waiting.find(body.key)
        if (found === null) return refusal('unknown-return')
        const state = await rooms.read(found.session)
        const asked = state?.returns.find(({ request }) => request === found.request)
        if (state === null || asked === undefined) return answer({ state: 'over' })
        if (asked.answer?.granted === true) {
          found.admission ??= admit(found).catch((error: unknown) => {
            found.admission = null
            throw error
          })
          const admission = await found.admission
          return answer(admission === null ? { state: 'over' } : { state: 'granted', admission })
        }
        if (asked.answer !== null) return answer({ state: 'declined' })
        if (!isOpenReturn(asked, clock.now())) return answer({ state: 'over' })
        return answer({ state: 'waiting', asked: askedIn(state, found.participant) })
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/returns/end',
      summary: 'Withdraw the request',
      limited: 'joining',
      body: returnKeyBodySchema,
      status: 204,
      run: async ({ body }) => {
        const found = waiting.find(body.key)
        if (found === null) return refusal('unknown-return')
        waiting.remove(body.key)
        await rooms.run(found.session, null, null, { kind: 'endReturn', request: found.request })
        return done
      },
    }),
  ]
}
