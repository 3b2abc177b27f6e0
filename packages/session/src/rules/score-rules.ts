import type { ParticipantId } from '../state/ids.ts'
import { holderOf, holdersOf, isSolo } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'

/** The seats whose scorecards a round cannot do without, each `null` when it is empty. */
function neededScorers(state: SessionState, round: Round): readonly (ParticipantId | null)[] {
  const candidate = holderOf(round, 'candidate')
  return isSolo(state, round) ? [candidate] : [candidate, holderOf(round, 'interviewer')]
}

/** Whether nobody has to be waited for any more: every required seat is taken and sealed, and every mentor has sealed. */
export function everybodySealed(state: SessionState, round: Round, sealed: ReadonlySet<ParticipantId>): boolean {
  return (
    neededScorers(state, round).every((scorer) => scorer !== null && sealed.has(scorer)) &&
    holdersOf(round, 'mentor').every((mentor) => sealed.has(mentor))
  )
}

/** Whether a required scorecard can still come: its seat's holder is here and has not sealed. */
export function scorecardIsMissing(state: SessionState, round: Round): boolean {
  return neededScorers(state, round).some(
    (scorer) => scorer !== null && !round.sealedBy.includes(scorer) && !state.absent.includes(scorer),
  )
}
