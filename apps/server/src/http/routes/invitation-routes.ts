import {
  admissionSchema,
  invitationSchema,
  joinBodySchema,
  lookAnswerSchema,
  lookBodySchema,
  makeInvitationBodySchema,
  revokeInvitationAnswerSchema,
  revokeInvitationBodySchema,
  serverLimits,
} from '@greenroom/protocol'
import {
  displayNames,
  participantOf,
  type SessionId,
  type SessionState,
  seatOf,
  seatsFreeFor,
  seatsOfMode,
} from '@greenroom/session'
import { z } from 'zod'
import type { ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { removeParticipant } from '../remove-participant.ts'
import { answer, created, openRoute, type Route, refusal, roomRefusal, sessionRoute } from './route.ts'

/** People who joined by this invitation and are still here, under the names that everybody sees. */
const peopleOf = async (
  { access }: Pick<ServerDeps, 'access'>,
  state: SessionState,
  { session, id }: { readonly session: SessionId; readonly id: string },
) => {
  const names = displayNames(state)
  const joined = await access.participantsOf(session, id)
  return joined.flatMap((participant) =>
    participantOf(state, participant) === null
      ? []
      : [{ participant, name: names.get(participant) ?? '', seat: seatOf(state, participant) }],
  )
}

/** Runs actions with the same key one after another: what was counted is still true when something is added. */
const createQueues = () => {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const before = last.get(key)
    const running = before === undefined ? run() : before.then(run, run)
    last.set(key, running)
    try {
      return await running
    } finally {
      if (last.get(key) === running) last.delete(key)
    }
  }
}

export function createInvitationRoutes(deps: ServerDeps, rooms: Rooms): readonly Route[] {
  const inTurn = createQueues()
  return [
    openRoute({
      method: 'post',
      path: '/api/invitations/look',
      summary: 'What an invitation is for; changes nothing',
      limited: 'joining',
      body: lookBodySchema,
      answers: lookAnswerSchema,
      run: async ({ body }) => {
        const invitation = await deps.access.findInvitation(body.invitation)
        const state = invitation === null ? null : await rooms.read(invitation.session)
        if (invitation === null || state === null) return refusal('unknown-invitation')
        if (invitation.revoked) return refusal('invitation-revoked')
        const owner = state.owner === null ? null : participantOf(state, state.owner)
        return answer({
          session: invitation.session,
          mode: state.mode,
          cut: state.cut,
          ownerName: owner === null ? '' : (displayNames(state).get(owner.id) ?? ''),
          seats: invitation.seats,
          freeSeats: seatsFreeFor(state, invitation.seats),
          people: await peopleOf(deps, state, invitation),
          callHost: state.callLink === null ? null : new URL(state.callLink).host,
        })
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/invitations/join',
      summary: 'Exchange an invitation and a name for a token',
      limited: 'joining',
      body: joinBodySchema,
      answers: admissionSchema,
      status: 201,
      run: async ({ body }) => {
        const invitation = await deps.access.findInvitation(body.invitation)
        if (invitation === null) return refusal('unknown-invitation')
        if (invitation.revoked) return refusal('invitation-revoked')
        if (body.seat !== null && !invitation.seats.includes(body.seat)) return roomRefusal('seat-not-admitted')
        const { session, seats } = invitation
        const participant = deps.ids.participant()
        const token = deps.ids.secret()
        const refused = await inTurn(invitation.id, async () => {
          const state = await rooms.read(session)
          if (state !== null && (await peopleOf(deps, state, invitation)).length >= serverLimits.guestsPerInvitation)
            return refusal('invitation-full')
          const result = await rooms.run(session, participant, null, {
            kind: 'joinSession',
            participant,
            name: body.name,
            admits: seats,
            seat: body.seat,
          })
          if (!result.ok) return result.code === 'not-joined' ? refusal('unknown-invitation') : roomRefusal(result.code)
          await deps.access.addToken(token, session, participant, invitation.id)
          return null
        })
        if (refused !== null) return refused
        // It may have been revoked in the meantime, and the revocation may have looked for guests before this one was stored.
        if ((await deps.access.findInvitation(body.invitation))?.revoked !== false) {
          await removeParticipant({ deps, rooms, session, by: null, participant })
          return refusal('invitation-revoked')
        }
        return created({ session, participant, token })
      },
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/invitations',
      who: 'owner',
      summary: 'The invitations of the session, without their secrets',
      answers: z.array(invitationSchema),
      run: async (_input, { session }) => {
        const invitations = await deps.access.listInvitations(session)
        return answer(invitations.map((invitation) => ({ ...invitation, secret: null })))
      },
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/invitations',
      who: 'owner',
      summary: 'Create an invitation; its secret is shown only once',
      body: makeInvitationBodySchema,
      answers: invitationSchema,
      status: 201,
      run: async ({ body }, { session }) => {
        const state = await rooms.read(session)
        if (state === null) return refusal('unknown-session')
        const seats = seatsOfMode[state.mode].filter((seat) => body.seats.includes(seat))
        if (seats.length !== new Set(body.seats).size) return roomRefusal('seat-not-in-mode')
        const secret = deps.ids.secret()
        const createdAt = deps.clock.now()
        const id = await inTurn(`invitations of ${session}`, async () => {
          const made = await deps.access.listInvitations(session)
          return made.length < serverLimits.invitationsPerSession
            ? deps.access.addInvitation(session, secret, seats, createdAt)
            : null
        })
        return id === null ? roomRefusal('too-many') : created({ id, seats, createdAt, revokedAt: null, secret })
      },
    }),

    sessionRoute({
      method: 'delete',
      path: '/api/sessions/:session/invitations/:invitation',
      who: 'owner',
      summary: 'Revoke an invitation and, if asked, remove everybody who joined with it',
      body: revokeInvitationBodySchema,
      answers: revokeInvitationAnswerSchema,
      run: async ({ params, body }, { session }) => {
        const invitation = params.invitation ?? ''
        const known = (await deps.access.listInvitations(session)).some(({ id }) => id === invitation)
        if (!known) return refusal('unknown-invitation')
        await deps.access.revokeInvitation(session, invitation, deps.clock.now())
        const removed: string[] = []
        if (body?.removeParticipants !== true) return answer({ removed })
        for (const participant of await deps.access.participantsOf(session, invitation)) {
          const refused = await removeParticipant({ deps, rooms, session, by: null, participant })
          if (refused === null) removed.push(participant)
          else if (refused === 'store-unavailable') return roomRefusal(refused)
        }
        return answer({ removed })
      },
    }),
  ]
}
