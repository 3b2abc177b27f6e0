import type { ParticipantId } from '../state/ids.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat, type Seat } from '../state/vocabulary.ts'
import { changeRound, type Told, without } from './fold-rounds.ts'

/** Mentors and observers come and go without making anybody's command stale. */
const counted = (state: SessionState, seat: Seat): SessionState =>
  seat === 'interviewer' || seat === 'candidate' ? { ...state, seatsVersion: state.seatsVersion + 1 } : state

/** Everybody can tell from the seats and the announced case who has been sent the guide, so this holds in a browser too. */
export const withGuideSeenBy = (round: Round, seen: readonly ParticipantId[]): Round => {
  const fresh = seen.filter((participant) => !round.guideSeenBy.includes(participant))
  return fresh.length === 0 ? round : { ...round, guideSeenBy: [...round.guideSeenBy, ...fresh] }
}

const seated = (round: Round, participant: ParticipantId, seat: Seat): Round => {
  const after: Round = { ...round, seats: { ...round.seats, [participant]: seat } }
  return isDeskSeat(seat) && round.caseReady ? withGuideSeenBy(after, [participant]) : after
}

export const foldSeatTaken = (state: SessionState, { data }: Told<'seat-taken'>): SessionState =>
  counted(
    changeRound(state, data.round, (round) => seated(round, data.participant, data.seat)),
    data.seat,
  )

export const foldSeatLeft = (state: SessionState, { data }: Told<'seat-left'>): SessionState =>
  counted(
    changeRound(state, data.round, (round) => ({ ...round, seats: without(round.seats, data.participant) })),
    data.seat,
  )

export const foldSeatHandedOver = (state: SessionState, { data }: Told<'seat-handed-over'>): SessionState =>
  counted(
    changeRound(state, data.round, (round) =>
      seated({ ...round, seats: without(round.seats, data.from) }, data.to, data.seat),
    ),
    data.seat,
  )
