import { type ParticipantId, type Round, type SessionState, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { seatWords } from '../words/words.ts'
import { nameIn } from './room-props.ts'

/** Whose view something is that leaves the room: a participant's, in their seat of a round. `round: null`: of the whole session. */
export function viewWords(session: SessionState, round: Round | null, me: ParticipantId): string {
  const seat = round === null ? null : seatIn(round, me)
  return seat === null
    ? t`As ${nameIn(session, me)} sees it.`
    : t`As ${nameIn(session, me)} sees it, from the ${seatWords[seat].toLowerCase()}’s seat.`
}

/** What scores mean to somebody who was not there. */
export function practiceWords(): string {
  return t`The scores are practice: what these people saw in one rehearsal, not an assessment.`
}
