import type { ParticipantId, RoundId } from '../state/ids.ts'
import { participantOf } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { RefusalCode } from './refusals.ts'

/**
 * Why this participant may not be shown a reference run of the case of a round now, or `null`. A run shows how the case can be solved, so
 * it opens when the reference board does: with the scores of that round, to everybody in the session.
 */
export function refusalToReferenceRun(
  state: SessionState,
  participant: ParticipantId,
  round: RoundId,
): RefusalCode | null {
  if (participantOf(state, participant) === null) return 'not-joined'
  const found = state.rounds.find(({ id }) => id === round)
  if (found === undefined) return 'unknown-round'
  return found.status === 'scored' ? null : 'scores-not-open'
}
