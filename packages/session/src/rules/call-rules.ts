import type { ParticipantId } from '../state/ids.ts'
import { currentRound, participantOf, seatIn } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'

/** Who is heard and seen in the call. Closing a session changes nothing here: people may still be talking about it. */

/**
 * Whether anybody hears and sees this participant in the call now: interviewer and candidate always, a mentor except while a round
 * runs, observers and people without a seat never.
 */
export function maySpeak(state: SessionState, participant: ParticipantId): boolean {
  if (mayPublish(state, participant)) return true
  const round = currentRound(state)
  if (round === null || participantOf(state, participant) === null) return false
  return seatIn(round, participant) === 'mentor' && round.status !== 'running'
}

/**
 * Whether a media server may be sent this participant's voice, camera and screen, to pass them on to everybody: those of interviewer and
 * candidate. A mentor's voice has at most one listener while a round runs, which only our own pages and server can be trusted with.
 */
export function mayPublish(state: SessionState, participant: ParticipantId): boolean {
  const round = currentRound(state)
  if (round === null || participantOf(state, participant) === null) return false
  const seat = seatIn(round, participant)
  return seat === 'interviewer' || seat === 'candidate'
}

/** Whether this participant could whisper to somebody by voice, or be whispered to, while this round runs: its mentors and its interviewer. */
export function mayTakePartInWhispers(state: SessionState, participant: ParticipantId): boolean {
  const round = currentRound(state)
  if (round === null || round.status !== 'running' || participantOf(state, participant) === null) return false
  const seat = seatIn(round, participant)
  return seat === 'mentor' || seat === 'interviewer'
}

/** Whether, if both allow it, only `interviewer` may be sent the voice of `mentor` while the round runs. */
export function mayWhisper(state: SessionState, mentor: ParticipantId, interviewer: ParticipantId): boolean {
  const round = currentRound(state)
  return (
    round !== null &&
    mayTakePartInWhispers(state, mentor) &&
    mayTakePartInWhispers(state, interviewer) &&
    seatIn(round, mentor) === 'mentor' &&
    seatIn(round, interviewer) === 'interviewer'
  )
}

/** Who allows whispers by voice, as their pages say in the call. */
export type AllowsWhispers = (participant: ParticipantId) => boolean

/** Whether `listener` may be sent the voice of `speaker` now. Camera and screen depend on `maySpeak` alone: a whisper is only a voice. */
export function mayHear(
  state: SessionState,
  listener: ParticipantId,
  speaker: ParticipantId,
  allows: AllowsWhispers,
): boolean {
  if (listener === speaker || participantOf(state, listener) === null) return false
  if (maySpeak(state, speaker)) return true
  return mayWhisper(state, speaker, listener) && allows(speaker) && allows(listener)
}
