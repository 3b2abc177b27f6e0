import type { ParticipantId } from '../state/ids.ts'
import { currentRound, holderOf, isSolo, seatIn, seatOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat } from '../state/vocabulary.ts'

/** What a person may do in the round as it is, for rules and for what the screen offers. */

/** Who prepares, starts and ends the round and controls its clock: the interviewer, in solo the candidate. */
export function runsRound(state: SessionState, participant: ParticipantId): boolean {
  return seatOf(state, participant) === (isSolo(state, currentRound(state)) ? 'candidate' : 'interviewer')
}

/**
 * Whether the interviewer of a running round is gone: the seat is empty, or its holder counts as absent. The candidate then stands in, so
 * that nobody waits for ever.
 */
export function interviewerIsGone(state: SessionState): boolean {
  const round = currentRound(state)
  if (round === null || isSolo(state, round) || (round.status !== 'running' && round.status !== 'ended')) return false
  const holder = holderOf(round, 'interviewer')
  return holder === null || state.absent.includes(holder)
}

/** Who runs the round right now: also the candidate, while the interviewer is gone. */
export function mayRunRound(state: SessionState, participant: ParticipantId): boolean {
  return runsRound(state, participant) || (interviewerIsGone(state) && seatOf(state, participant) === 'candidate')
}

/** Whether this participant may press the clock's buttons now. */
export function mayControlClock(state: SessionState, participant: ParticipantId): boolean {
  return state.status.kind === 'open' && currentRound(state)?.status === 'running' && mayRunRound(state, participant)
}

/** Whether this participant may give facts, hints and curveballs now. In solo the room answers instead. */
export function mayRelease(state: SessionState, participant: ParticipantId): boolean {
  return mayControlClock(state, participant) && seatOf(state, participant) === 'interviewer'
}

/** Whether coverage of the sections is shown: always at the desk; to others in `learning`, or in `strict` once scores are open. */
export function maySeeCoverage(state: SessionState, round: Round, participant: ParticipantId): boolean {
  return state.coverage === 'learning' || round.status === 'scored' || isDeskSeat(seatIn(round, participant))
}

/**
 * Whether the desk's view of a round (which facts were asked for, what a curveball changed) is shown: at its desk, and to everybody once
 * its scores are open.
 */
export function maySeeDeskReadings(round: Round, participant: ParticipantId): boolean {
  return round.status === 'scored' || isDeskSeat(seatIn(round, participant))
}

/** Whether anybody keeps the session going: its interviewer, in solo its candidate, or the candidate who stands in. */
export type Attendance = 'not-needed' | 'attended' | 'unattended'

/** [S64] Before the first round starts nothing has been shown that a candidate should not keep, and nobody needs to be there. */
export function readAttendance(state: SessionState, isHere: (participant: ParticipantId) => boolean): Attendance {
  const round = currentRound(state)
  const begun = state.rounds.some((one) => one.startedAt !== null)
  if (state.status.kind !== 'open' || !begun || round === null) return 'not-needed'
  const attends = Object.values(state.participants).some(({ id }) => isHere(id) && mayRunRound(state, id))
  return attends ? 'attended' : 'unattended'
}

/** Whether the page about how somebody interviewed is shown: only to the interviewer of that round, once its scores are open. */
export function maySeeInterviewing(round: Round, participant: ParticipantId): boolean {
  return round.status === 'scored' && seatIn(round, participant) === 'interviewer'
}
