import { z } from 'zod'
import { changeRound, newRound, without } from '../state/change-round.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat, type Seat, seatSchema } from '../state/vocabulary.ts'
import { open } from '../view/audience-rows.ts'
import { participant, round } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

/** Mentors and observers come and go without making anybody's command stale. */
const counted = (state: SessionState, seat: Seat): SessionState =>
  seat === 'interviewer' || seat === 'candidate' ? { ...state, seatsVersion: state.seatsVersion + 1 } : state

/** Everybody can tell from the seats and the announced case who has been sent the guide, so this holds in a browser too. */
export function withGuideSeenBy(round: Round, seen: readonly ParticipantId[]): Round {
  const fresh = [...new Set(seen)].filter((participant) => !round.guideSeenBy.includes(participant))
  return fresh.length === 0 ? round : { ...round, guideSeenBy: [...round.guideSeenBy, ...fresh] }
}

const seated = (round: Round, participant: ParticipantId, seat: Seat): Round => {
  const after: Round = { ...round, seats: { ...round.seats, [participant]: seat } }
  return isDeskSeat(seat) && round.caseReady ? withGuideSeenBy(after, [participant]) : after
}

export const seatEntries = {
  'round-opened': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data }) => ({
      ...state,
      rounds: [...state.rounds, newRound(data.round)],
      seatsVersion: state.seatsVersion + 1,
      clockVersion: state.clockVersion + 1,
    }),
  }),
  'seat-taken': entryKind({
    schema: z.object({ round, participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data }) =>
      counted(
        changeRound(state, data.round, (round) => seated(round, data.participant, data.seat)),
        data.seat,
      ),
  }),
  'seat-left': entryKind({
    schema: z.object({ round, participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data }) =>
      counted(
        changeRound(state, data.round, (round) => ({
          ...round,
          seats: without(round.seats, data.participant),
          seatsBefore: { ...round.seatsBefore, [data.participant]: data.seat },
        })),
        data.seat,
      ),
  }),
  'seat-handed-over': entryKind({
    schema: z.object({ round, from: participant, to: participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data }) =>
      counted(
        changeRound(state, data.round, (round) =>
          seated(
            {
              ...round,
              seats: without(round.seats, data.from),
              seatsBefore: { ...round.seatsBefore, [data.from]: data.seat },
            },
            data.to,
            data.seat,
          ),
        ),
        data.seat,
      ),
  }),
}
