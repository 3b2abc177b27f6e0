import type { ParticipantId } from './ids.ts'
import type { Round, SessionState } from './state.ts'
import type { Seat } from './vocabulary.ts'

/** Pure views of a state that more than one room needs. */

export const currentRound = (state: SessionState): Round | null => state.rounds.at(-1) ?? null

export const seatOf = (state: SessionState, participant: ParticipantId): Seat | null =>
  currentRound(state)?.seats[participant] ?? null

/** Whether this participant may edit the board of this round now: interviewer and candidate, while it runs. */
export const mayEditBoard = (round: Round, participant: ParticipantId): boolean => {
  const seat = round.seats[participant]
  return round.status === 'running' && (seat === 'interviewer' || seat === 'candidate')
}
