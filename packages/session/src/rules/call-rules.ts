import type { ParticipantId } from '../state/ids.ts'
import { currentRound, participantOf, seatIn } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'

/** Who is heard and seen in the call. Closing a session changes nothing here: people may still be talking about it. */

/**
 * Whether anybody hears and sees this participant in the call now: interviewer and candidate always, a mentor except while a round
 * runs, observers and people without a seat never.
 */
export function maySpeak(state: SessionState, participant: ParticipantId): boolean {
  const round = currentRound(state)
  if (round === null || participantOf(state, participant) === null) return false
  const seat = seatIn(round, participant)
  if (seat === 'mentor') return round.status !== 'running'
  return seat === 'interviewer' || seat === 'candidate'
}

/** Whether `listener` may be sent the voice, the camera and the screen of `speaker` now. */
export function mayHear(state: SessionState, listener: ParticipantId, speaker: ParticipantId): boolean {
  return listener !== speaker && participantOf(state, listener) !== null && maySpeak(state, speaker)
}
