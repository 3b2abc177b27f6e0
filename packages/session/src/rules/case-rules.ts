import type { ParticipantId } from '../state/ids.ts'
import { currentRound, holderOf, seatOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { Seat, SessionMode } from '../state/vocabulary.ts'
import { contextOf } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal, unlessLobby, unlessRunner } from './refusals-if.ts'

/** A candidate who prepares their own case would know it; in solo the room keeps it from them. */
function isBlind(mode: SessionMode, seat: Seat | null): boolean {
  return mode !== 'solo' && seat === 'candidate'
}

/** Whether the owner may start a session in this seat with its case chosen or drawn. */
export function ownerMayPrepareFrom(mode: SessionMode, seat: Seat | null): boolean {
  return !isBlind(mode, seat)
}

/** While a case may still be prepared at all. */
export function refusalOfPreparedRound(round: Round): RefusalCode | null {
  return firstRefusal(
    unlessLobby(round),
    round.fork === null ? null : 'second-take',
    round.promptShownAt === null ? null : 'prompt-shown',
  )
}

/**
 * Why this participant may not prepare a case now. The person who runs the round may, and (not in solo) a mentor, who is sent its guide
 * anyway; the owner may, too, until a case is ready (a session created with its case), unless they are the candidate.
 */
export function refusalToPrepare(state: SessionState, participant: ParticipantId): RefusalCode | null {
  const context = contextOf(state, participant)
  if (context === null) return 'not-joined'
  const ownerFirst =
    participant === state.owner && !context.round.caseReady && !isBlind(state.mode, seatOf(state, participant))
  const mentor = context.seat === 'mentor' && state.mode !== 'solo'
  return firstRefusal(ownerFirst || mentor ? null : unlessRunner(context), refusalOfPreparedRound(context.round))
}

/** Cases that must not be given to the candidate of the current round, because they were sent the guide. Does not apply in solo. */
export function casesKnownToCandidate(state: SessionState): readonly string[] {
  const round = currentRound(state)
  const candidate = round === null || state.mode === 'solo' ? null : holderOf(round, 'candidate')
  return candidate === null ? [] : (state.guidesSeen[candidate] ?? [])
}
