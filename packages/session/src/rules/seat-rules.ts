import type { ParticipantId, RoundId } from '../state/ids.ts'
import { currentRound, holderOf, knowsGuide, participantOf, seatIn, seatsOfRound } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { Seat } from '../state/vocabulary.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { unlessAtDesk } from './refusals-if.ts'

/**
 * From the start of a round until the next one opens its candidate stays its candidate: they may not move to the desk, where the whispers
 * are, before or after the scores open.
 */
function candidateIsBound(round: Round): boolean {
  return round.status !== 'lobby'
}

/** Nobody becomes the candidate of a round that is over. */
function candidateSeatIsClosed(round: Round): boolean {
  return round.status === 'ended' || round.status === 'scored'
}

/** Why the holder of this seat may not give it up now, or `null`. */
export function refusalToLeave(round: Round, participant: ParticipantId): RefusalCode | null {
  const own = seatIn(round, participant)
  if (own === null) return 'not-seated'
  return own === 'candidate' && candidateIsBound(round) ? 'candidate-stays' : null
}

/**
 * The only person who may be the candidate when that round is taken again: its candidate. Everybody else has been sent its guide, at the
 * desk or when its scores opened. `null` when nobody may, because that person is gone, or has sat at the desk of its case since.
 */
export function candidateToTakeAgain(state: SessionState, id: RoundId): ParticipantId | null {
  const source = state.rounds.find((one) => one.id === id)
  const candidate = source === undefined ? null : holderOf(source, 'candidate')
  if (source === undefined || candidate === null || participantOf(state, candidate) === null) return null
  return source.case !== null && knowsGuide(state, candidate, source.case.caseId) ? null : candidate
}

/** Why this participant may not move to this seat of the current round, no matter who asks for it; admission is checked elsewhere. */
function refusalToMove(state: SessionState, round: Round, participant: ParticipantId, seat: Seat): RefusalCode | null {
  const own = seatIn(round, participant)
  if (own === seat) return 'already-seated'
  if (own !== null && refusalToLeave(round, participant) !== null) return 'candidate-stays'
  if (seat !== 'candidate') return null
  // Somebody who ran the round cannot be its candidate.
  if (round.status === 'running' && own === 'interviewer') return 'seat-locked'
  if (candidateSeatIsClosed(round)) return 'seat-locked'
  if (round.guideSeenBy.includes(participant)) return 'guide-seen'
  if (round.fork !== null && candidateToTakeAgain(state, round.fork.from) !== participant) return 'guide-seen'
  return round.case !== null && knowsGuide(state, participant, round.case.caseId) ? 'guide-seen' : null
}

/** Why this participant may not take this seat now, or `null`. */
export function refusalToTake(state: SessionState, participant: ParticipantId, seat: Seat): RefusalCode | null {
  const round = currentRound(state)
  const person = participantOf(state, participant)
  if (round === null || person === null) return 'not-joined'
  if (!seatsOfRound(state, round).includes(seat)) return 'seat-not-in-mode'
  if (!person.admits.includes(seat) && round.seatsBefore[participant] !== seat) return 'seat-not-admitted'
  return refusalToMove(state, round, participant, seat) ?? refusalOfHeldSeat(state, round, seat)
}

/** An absent person gives up their seat: at the desk at any time, the candidate's until the round starts. */
function refusalOfHeldSeat(state: SessionState, round: Round, seat: Seat): RefusalCode | null {
  if (seat !== 'interviewer' && seat !== 'candidate') return null
  const holder = holderOf(round, seat)
  if (holder === null) return null
  const makesRoom = seat === 'interviewer' || round.status === 'lobby'
  return makesRoom && state.absent.includes(holder) ? null : 'seat-taken'
}

/**
 * Why this participant may not take the desk over now, or `null`. A mentor may until the round has ended, no matter who holds the desk and
 * what their invitation says: they were already let in to the desk.
 */
export function refusalToTakeDesk(context: CommandContext): RefusalCode | null {
  const { state, seat, round } = context
  if (!seatsOfRound(state, round).includes('interviewer')) return 'seat-not-in-mode'
  if (seat === 'interviewer') return 'already-seated'
  return unlessAtDesk(context) ?? (candidateSeatIsClosed(round) ? 'round-ended' : null)
}

/** Of these seats, those that somebody who joined now could take. */
export function seatsFreeFor(state: SessionState, seats: readonly Seat[]): readonly Seat[] {
  const round = currentRound(state)
  if (round === null) return []
  return seats.filter(
    (seat) =>
      seatsOfRound(state, round).includes(seat) &&
      refusalOfHeldSeat(state, round, seat) === null &&
      !(seat === 'candidate' && candidateSeatIsClosed(round)),
  )
}

/**
 * Why the giver may not hand their seat to this participant, or `null`. The interviewer's and the candidate's holder, and the owner from
 * any seat, may hand it to somebody whose invitation does not admit to it: they vouch for them. A mentor or observer passes a seat on only
 * within the limits of the invitation.
 */
export function refusalToHandOver(
  state: SessionState,
  giver: ParticipantId,
  receiver: ParticipantId,
): RefusalCode | null {
  const round = currentRound(state)
  if (round === null) return 'not-joined'
  const leaving = refusalToLeave(round, giver)
  if (leaving !== null) return leaving
  const seat = seatIn(round, giver)
  if (seat === null) return 'not-seated'
  const person = participantOf(state, receiver)
  if (person === null) return 'unknown-participant'
  const vouches = seat === 'interviewer' || seat === 'candidate' || giver === state.owner
  if (!vouches && !person.admits.includes(seat)) return 'seat-not-admitted'
  return refusalToMove(state, round, receiver, seat)
}
