import { sessionLimits } from '../limits/session-limits.ts'
import type { ParticipantId, ReturnId } from '../state/ids.ts'
import { isAtDesk, participantOf, seatOf } from '../state/readings.ts'
import type { ReturnRequest, SessionState } from '../state/state.ts'
import type { RefusalCode } from './refusals.ts'

/** Whether a request is waiting for its answer. `now` is the server's time. */
export function isOpenReturn(asked: ReturnRequest, now: number): boolean {
  return asked.answer === null && now - asked.at < sessionLimits.returnOpenFor
}

/** The requests that wait for an answer. `now` is the server's time. */
export function openReturns(state: SessionState, now: number): readonly ReturnRequest[] {
  return state.returns.filter((one) => isOpenReturn(one, now))
}

/** Whether this participant is one of those who are asked: the person themselves, the owner, and everybody who takes part. */
export function isAskedToConfirm(state: SessionState, by: ParticipantId, participant: ParticipantId): boolean {
  if (participantOf(state, by) === null) return false
  if (by === participant || by === state.owner) return true
  const seat = seatOf(state, by)
  return seat !== null && seat !== 'observer'
}

/** Why this participant may not answer a request, or `null`. Only the server can tell whether its time is over. */
export function refusalToAnswerReturn(
  state: SessionState,
  by: ParticipantId,
  request: ReturnId,
  granted: boolean,
): RefusalCode | null {
  const asked = state.returns.find((one) => one.request === request)
  if (asked === undefined || asked.answer !== null) return 'no-such-request'
  const { participant, here } = asked
  if (participantOf(state, participant) === null) return 'unknown-participant'
  if (!isAskedToConfirm(state, by, participant)) return 'watching-only'
  // Otherwise a candidate could let themselves in as the interviewer, and read the guide, unnoticed by the interviewer.
  const deskIsHere = isAtDesk(state, participant) && here && !state.absent.includes(participant)
  return granted && by !== participant && seatOf(state, by) === 'candidate' && deskIsHere ? 'desk-is-here' : null
}
