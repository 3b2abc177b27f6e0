import type { ParticipantId } from '../state/ids.ts'
import { holderOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'

/** The candidate and the interviewer (solo: the candidate), each `null` when their seat is empty. */
export function scorersOf(state: SessionState, round: Round): readonly (ParticipantId | null)[] {
  return state.mode === 'solo'
    ? [holderOf(round, 'candidate')]
    : [holderOf(round, 'candidate'), holderOf(round, 'interviewer')]
}
