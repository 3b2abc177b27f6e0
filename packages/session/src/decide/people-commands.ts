import { z } from 'zod'
import { refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessFresh, unlessOwner } from '../rules/refusals-if.ts'
import { refusalToHandOver, refusalToLeave, refusalToTake, refusalToTakeDesk } from '../rules/seat-rules.ts'
import { type ParticipantId, participantIdSchema } from '../state/ids.ts'
import { holderOf, participantOf, seatIn } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { personNameSchema, type Seat, seatSchema } from '../state/vocabulary.ts'
import { command, entry, type NewFact, version } from './command.ts'

function leaving(round: Round, participant: ParticipantId): readonly NewFact[] {
  const seat = seatIn(round, participant)
  return seat === null ? [] : [entry('seat-left', { round: round.id, participant, seat })]
}

/** An absent interviewer or candidate loses the seat when another person takes it. */
export function vacating(round: Round, seat: Seat): readonly NewFact[] {
  const holder = seat === 'interviewer' || seat === 'candidate' ? holderOf(round, seat) : null
  return holder === null ? [] : leaving(round, holder)
}

/**
 * Somebody who gives up a seat returns to the mentor's or observer's seat that they had before. An interviewer who has seen the guide stays
 * at the desk as a mentor: no other active seat is open to them in this round.
 */
function returning(round: Round, participant: ParticipantId, given: Seat): readonly NewFact[] {
  const before = round.seatsBefore[participant]
  const back = before === 'mentor' || before === 'observer' ? before : null
  const stays = given === 'interviewer' && round.guideSeenBy.includes(participant) ? 'mentor' : null
  const seat = back ?? stays
  return seat === null || seat === given ? [] : [entry('seat-taken', { round: round.id, participant, seat })]
}

/** Why nobody may remove this participant. */
export function refusalToBeRemoved(
  state: SessionState,
  participant: ParticipantId,
): 'unknown-participant' | 'owner-stays' | null {
  if (participantOf(state, participant) === null) return 'unknown-participant'
  return participant === state.owner ? 'owner-stays' : null
}

export const peopleCommands = {
  rename: command({
    schema: z.object({ name: personNameSchema }),
    refusal: () => null,
    decide: ({ state, participant }, { name }) =>
      participantOf(state, participant)?.name === name ? [] : [entry('participant-named', { participant, name })],
  }),

  takeSeat: command({
    schema: z.object({ seat: seatSchema, seatsVersion: version }),
    refusal: ({ state, participant }, { seat, seatsVersion }) =>
      firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToTake(state, participant, seat)),
    decide: ({ round, participant }, { seat }) => [
      ...leaving(round, participant),
      ...vacating(round, seat),
      entry('seat-taken', { round: round.id, participant, seat }),
    ],
  }),

  leaveSeat: command({
    schema: z.object({ seatsVersion: version }),
    refusal: ({ state, round, participant }, { seatsVersion }) =>
      firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToLeave(round, participant)),
    decide: ({ round, participant }) => leaving(round, participant),
  }),

  handOverSeat: command({
    schema: z.object({ to: participantIdSchema, seatsVersion: version }),
    refusal: ({ state, participant }, { to, seatsVersion }) =>
      firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToHandOver(state, participant, to)),
    decide: ({ round, participant, seat }, { to }) =>
      seat === null
        ? refuse('not-seated')
        : [
            ...leaving(round, to),
            entry('seat-handed-over', { round: round.id, from: participant, to, seat }),
            ...returning(round, participant, seat),
          ],
  }),

  /** A mentor becomes the interviewer, and the interviewer a mentor: in one decision, so that the desk is never empty. */
  takeDesk: command({
    schema: z.object({ seatsVersion: version }),
    refusal: (context, { seatsVersion }) =>
      firstRefusal(unlessFresh(seatsVersion, context.state.seatsVersion), refusalToTakeDesk(context)),
    decide: ({ round, participant }) => {
      const holder = holderOf(round, 'interviewer')
      if (holder === null)
        return [
          ...leaving(round, participant),
          entry('seat-taken', { round: round.id, participant, seat: 'interviewer' }),
        ]
      const back = returning(round, holder, 'interviewer')
      return [
        ...leaving(round, participant),
        entry('seat-handed-over', { round: round.id, from: holder, to: participant, seat: 'interviewer' }),
        ...(back.length > 0 ? back : [entry('seat-taken', { round: round.id, participant: holder, seat: 'mentor' })]),
      ]
    },
  }),

  removeParticipant: command({
    schema: z.object({ participant: participantIdSchema, seatsVersion: version }),
    refusal: ({ state, participant: by }, { participant, seatsVersion }) =>
      firstRefusal(
        unlessOwner(state, by),
        unlessFresh(seatsVersion, state.seatsVersion),
        refusalToBeRemoved(state, participant),
      ),
    decide: (_context, { participant }) => [entry('participant-removed', { participant })],
  }),
}
