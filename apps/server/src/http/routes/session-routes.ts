import {
  admissionSchema,
  type CreateSessionBody,
  createSessionBodySchema,
  knownCasesAnswerSchema,
  sessionSummarySchema,
} from '@greenroom/protocol'
import {
  casesKnownToCandidate,
  displayNames,
  type LoopPlan,
  ownerMayPrepareFrom,
  type ParticipantId,
  type PreparedCase,
  participantIdSchema,
  refusalTo,
  type SessionState,
  seatOf,
} from '@greenroom/session'
import type { AudioKeeper } from '../../audio/audio-keeper.ts'
import { drawsFor, type LoopPlace, prepareInLoop } from '../../bank/loop-cases.ts'
import type { OwnCases } from '../../own-cases/own-cases.ts'
import type { ServerDeps } from '../../ports.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { removeParticipant } from '../remove-participant.ts'
import {
  type Answer,
  answer,
  created,
  done,
  openRoute,
  type Route,
  refusal,
  roomRefusal,
  sessionRoute,
} from './route.ts'

/** The case that a new session starts with. When it cannot be prepared this is a refusal, and no session is created. */
const pickCase = async (
  body: CreateSessionBody,
  deps: ServerDeps,
  ownCases: OwnCases,
  address: string,
  place: LoopPlace | null,
): Promise<PreparedCase | null | Answer> => {
  const wanted = body.case
  if (wanted.kind === 'later') return null
  if (!ownerMayPrepareFrom(body.mode, body.seat)) return roomRefusal('interviewer-only')
  const cut = place?.round.cut ?? body.cut
  const { bank, random } = deps
  if (wanted.kind === 'own') return (await ownCases.prepare(wanted, cut, address)) ?? refusal('unknown-own-case')
  const drawn = (): string | null => {
    if (wanted.kind === 'chosen') return wanted.caseId
    const seen = new Set(wanted.seen)
    const draws = place === null ? [bank.draw.bind(bank, wanted)] : drawsFor(place, bank)
    for (const draw of draws) {
      const caseId = draw(seen, random)
      if (caseId !== null) return caseId
    }
    return null
  }
  const caseId = drawn()
  if (caseId === null) return roomRefusal('no-case-left')
  const prepared = place === null ? bank.prepare(caseId, cut) : prepareInLoop(place, caseId, bank)
  return prepared ?? roomRefusal('unknown-case')
}

const firstOf = (loop: LoopPlan | null): LoopPlace | null => {
  const first = loop?.rounds[0]
  return loop === null || first === undefined ? null : { loop: loop.id, round: { ...first, number: 1 } }
}

/** Field by field: what is not named here does not leave the server. */
const summarize = (state: SessionState, participant: ParticipantId) => {
  const names = displayNames(state)
  return {
    session: state.session,
    mode: state.mode,
    cut: state.cut,
    createdAt: state.createdAt,
    status: state.status.kind,
    owner: state.owner,
    participant,
    name: names.get(participant) ?? '',
    seat: seatOf(state, participant),
    participants: Object.values(state.participants)
      .filter((person) => person.removedAt === null)
      .map(({ id }) => ({ participant: id, name: names.get(id) ?? '', seat: seatOf(state, id) })),
    rounds: state.rounds.map((round) => {
      const shown = round.promptShownAt === null ? null : round.case
      return {
        round: round.id,
        status: round.status,
        title: shown?.title ?? null,
        category: shown?.category ?? null,
        startedAt: round.startedAt,
        endedAt: round.endedAt,
      }
    }),
  }
}

export function createSessionRoutes(
  deps: ServerDeps,
  rooms: Rooms,
  ownCases: OwnCases,
  audio: Pick<AudioKeeper, 'removeSession'>,
): readonly Route[] {
  return [
    openRoute({
      method: 'post',
      path: '/api/sessions',
      summary: 'Start a session',
      limited: 'creating',
      body: createSessionBodySchema,
      answers: admissionSchema,
      status: 201,
      run: async ({ body, address }) => {
        if (body.mode === 'solo' && body.seat !== 'candidate') return roomRefusal('seat-not-in-mode')
        const loop = body.loop ? deps.bank.loop(body.loop) : null
        if (body.loop && loop === null) return refusal('unknown-loop')
        const picked = await pickCase(body, deps, ownCases, address, firstOf(loop))
        if (picked !== null && 'ok' in picked) return picked
        const session = deps.ids.session()
        const participant = deps.ids.participant()
        const token = deps.ids.secret()
        const { mode, cut, coverage, callLink } = body
        const result = await rooms.run(session, participant, null, {
          kind: 'createSession',
          session,
          mode,
          cut,
          coverage,
          callLink,
          owner: participant,
          ownerName: body.name,
          ownerSeat: body.seat,
          loop,
        })
        if (!result.ok) return roomRefusal(result.code)
        await deps.access.addToken(token, session, participant, null)
        if (picked !== null) {
          const how = body.case.kind === 'drawn' ? 'drawn' : 'chosen'
          const prepared = await rooms.run(session, participant, null, { kind: 'prepareCase', how, prepared: picked })
          if (!prepared.ok) return roomRefusal(prepared.code)
        }
        return created({ session, participant, token })
      },
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session',
      who: 'participant',
      summary: 'The session and its current state',
      answers: sessionSummarySchema,
      run: async (_input, { session, participant }) => {
        const state = await rooms.read(session)
        const damaged = rooms.damagedFrom(session) !== null
        return state === null
          ? refusal(damaged ? 'session-damaged' : 'unknown-session')
          : answer(
              sessionSummarySchema.parse({
                ...summarize(state, participant),
                ...(damaged && { damaged }),
              }),
            )
      },
    }),

    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/known-cases',
      who: 'participant',
      summary: 'Cases whose guide the candidate has seen, for the person who prepares one',
      answers: knownCasesAnswerSchema,
      run: async (_input, { session, participant }) => {
        const state = await rooms.read(session)
        if (state === null) return refusal('unknown-session')
        // Nobody else learns what somebody has read.
        const prepares = refusalTo(state, participant, { kind: 'chooseCase', caseId: '' }) === null
        return answer({ cases: prepares ? [...casesKnownToCandidate(state)] : [] })
      },
    }),

    sessionRoute({
      method: 'delete',
      path: '/api/sessions/:session',
      who: 'owner',
      summary: 'Delete the session permanently',
      status: 204,
      run: async (_input, { session }) => {
        await rooms.remove(session)
        // Sound first: once the log is gone, nothing says whose it was.
        await audio.removeSession(session)
        // Tokens last: as long as anything is left, the owner can try again.
        await deps.store.deleteSession(session)
        await deps.access.deleteSession(session)
        return done
      },
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/participants/:participant/remove',
      who: 'owner',
      summary: 'Remove a participant: their token ends and their connections are cut',
      status: 204,
      run: async ({ params }, { session, participant: by }) => {
        const parsed = participantIdSchema.safeParse(params.participant)
        if (!parsed.success) return roomRefusal('unknown-participant')
        const refused = await removeParticipant({ deps, rooms, session, by, participant: parsed.data })
        return refused === null ? done : roomRefusal(refused)
      },
    }),
  ]
}
