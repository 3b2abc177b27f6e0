import type { ParticipantId } from '../state/ids.ts'
import { participantOf } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { SharedAudience } from '../state/vocabulary.ts'
import type { RefusalCode } from './refusals.ts'

/** Why this participant may not make a share link with this view now, or `null`; applies to a closed session, too. */
export function refusalToShare(
  state: SessionState,
  participant: ParticipantId,
  { audience }: { readonly audience: SharedAudience },
): RefusalCode | null {
  if (participantOf(state, participant) === null) return 'not-joined'
  if (state.owner !== participant) return 'owner-only'
  if (state.rounds.every(({ startedAt }) => startedAt === null)) return 'round-not-started'
  if (audience === 'desk' && state.rounds.every(({ status }) => status !== 'scored')) return 'scores-not-open'
  return null
}
