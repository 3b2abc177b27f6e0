import type { ParticipantId } from '../state/ids.ts'
import { currentRound, runsRound, seatsFilled } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal, unlessLobby } from './standing.ts'

/** Whoever runs the round: the interviewer, in solo the candidate. */
export const refusalToRun = (state: SessionState, participant: ParticipantId): RefusalCode | null => {
  if (runsRound(state, participant)) return null
  return state.mode === 'solo' ? 'candidate-only' : 'interviewer-only'
}

/** Why this participant may not start the round now, or `null`: for `decide`, and for the button on the screen. */
export const refusalToStart = (state: SessionState, participant: ParticipantId): RefusalCode | null => {
  const round = currentRound(state)
  if (round === null) return 'not-joined'
  return firstRefusal(
    refusalToRun(state, participant),
    unlessLobby(round),
    seatsFilled(state) ? null : 'seats-not-filled',
    round.caseReady ? null : 'case-not-prepared',
  )
}
