import {
  lookAtWayBackAnswerSchema,
  newWayBackSchema,
  useWayBackAnswerSchema,
  useWayBackBodySchema,
  wayBackSchema,
} from '@greenroom/protocol'
import { displayNames, participantOf, seatOf } from '@greenroom/session'
import { z } from 'zod'
import type { ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { answer, created, done, openRoute, type Route, refusal, roomRefusal, sessionRoute } from './route.ts'

/** A separate account: wrong guesses at a participant's link do not use up what the participant needs to come back. */
const payerOf = (address: string, session: string, participant: string) => ({
  address,
  session,
  participant: `${participant} way back`,
})

/** The link that a participant keeps for coming back on another device without anybody's permission. */
export function createWayBackRoutes(deps: ServerDeps, rooms: Rooms): readonly Route[] {
  const { access, budgets, clock, ids } = deps
  return [
    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/way-back',
      who: 'participant',
      summary: 'Whether the caller has a link for coming back, without its secret',
      answers: wayBackSchema,
      run: async (_input, { session, participant }) =>
        answer({ createdAt: await access.wayBackOf(session, participant) }),
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/way-back',
      who: 'participant',
      summary: 'Make a link for coming back; its secret is shown only once, and it replaces the previous link',
      body: z.object({}),
      answers: newWayBackSchema,
      status: 201,
      run: async ({ address }, { session, participant }) => {
        const paid = budgets.charge(payerOf(address, session, participant), 'returning', 1, clock.monotonic())
        if (!paid.ok) return roomRefusal('rate-limited')
        const secret = ids.secret()
        const createdAt = clock.now()
        return (await access.setWayBack(session, participant, secret, createdAt))
          ? created({ createdAt, secret })
          : refusal('revoked')
      },
    }),

    sessionRoute({
      method: 'delete',
      path: '/api/sessions/:session/way-back',
      who: 'participant',
      summary: 'Revoke that link',
      answers: wayBackSchema,
      run: async (_input, { session, participant }) => {
        await access.revokeWayBack(session, participant)
        return answer({ createdAt: null })
      },
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/sign-out-others',
      who: 'participant',
      summary: 'Revoke the caller’s other tokens and their link for coming back',
      body: z.object({}),
      status: 204,
      run: async (_input, { session, participant, token }) => {
        await access.revokeOtherTokens(token, session, participant)
        // A participant whose token is still valid comes back without the link.
        await rooms.reconnect(session, participant)
        return done
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/ways-back/look',
      summary: 'Whose link for coming back this is, and to which session it leads',
      limited: 'joining',
      body: useWayBackBodySchema,
      answers: lookAtWayBackAnswerSchema,
      run: async ({ body }) => {
        const found = await access.findWayBack(body.secret)
        const state = found === null ? null : await rooms.read(found.session)
        if (found === null || state === null || participantOf(state, found.participant) === null)
          return refusal('unknown-way-back')
        const names = displayNames(state)
        return answer({
          name: names.get(found.participant) ?? '',
          ownerName: (state.owner !== null && names.get(state.owner)) || '',
          mode: state.mode,
          seat: seatOf(state, found.participant),
          owner: state.owner === found.participant,
        })
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/ways-back',
      summary: 'Exchange the secret of such a link for another token for the same participant',
      limited: 'joining',
      body: useWayBackBodySchema,
      answers: useWayBackAnswerSchema,
      status: 201,
      run: async ({ body, address }) => {
        const found = await access.findWayBack(body.secret)
        if (found === null) return refusal('unknown-way-back')
        const { session, participant, invitation } = found
        const state = await rooms.read(session)
        if (state === null || participantOf(state, participant) === null) return refusal('unknown-way-back')
        const paid = budgets.charge(payerOf(address, session, participant), 'returning', 1, clock.monotonic())
        if (!paid.ok) return roomRefusal('rate-limited')
        const token = ids.secret()
        await access.addToken(token, session, participant, invitation)
        // They may have been removed in the meantime, before this token was stored and could be revoked with the others.
        if ((await access.findWayBack(body.secret)) === null) {
          const now = await rooms.read(session)
          if (now === null || participantOf(now, participant) === null)
            await access.revokeParticipant(session, participant)
          return refusal('unknown-way-back')
        }
        // A closed or damaged session accepts no entries any more, and can still be read.
        await rooms.run(session, null, null, { kind: 'noteDevice', participant })
        return created({
          session,
          participant,
          token,
          name: displayNames(state).get(participant) ?? '',
          mode: state.mode,
          owner: state.owner === participant,
        })
      },
    }),
  ]
}
