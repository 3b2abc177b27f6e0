import type { ParticipantId } from '../state/ids.ts'
import { currentRound, participantOf, seatIn } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat, type Seat } from '../state/vocabulary.ts'
import type { RefusalCode } from './refusals.ts'

/** Where somebody stands when they ask for something: what every rule of a seated participant needs. */
export type Standing = {
  readonly state: SessionState
  readonly round: Round
  readonly participant: ParticipantId
  readonly seat: Seat | null
  /** Server's milliseconds. */
  readonly now: number
}

/** `null` for strangers and for whoever was removed. */
export const standingOf = (state: SessionState, participant: ParticipantId | null, now: number): Standing | null => {
  const round = currentRound(state)
  if (participant === null || round === null || participantOf(state, participant) === null) return null
  return { state, round, participant, seat: seatIn(round, participant), now }
}

/** The first reason that is not `null`. */
export const firstRefusal = (...reasons: readonly (RefusalCode | null)[]): RefusalCode | null =>
  reasons.find((reason) => reason !== null) ?? null

export const unlessRunning = (round: Round): RefusalCode | null => {
  if (round.status === 'running') return null
  return round.status === 'lobby' ? 'round-not-started' : 'round-ended'
}

export const unlessLobby = (round: Round): RefusalCode | null => {
  if (round.status === 'lobby') return null
  return round.status === 'running' ? 'round-started' : 'round-ended'
}

/** Between the end of the round and the opening of its scores. */
export const unlessJudging = (round: Round): RefusalCode | null => {
  if (round.status === 'ended') return null
  return round.status === 'scored' ? 'scores-open' : 'round-not-ended'
}

export const unlessInterviewer = ({ seat }: Standing): RefusalCode | null =>
  seat === 'interviewer' ? null : 'interviewer-only'

export const unlessAtDesk = ({ seat }: Standing): RefusalCode | null => (isDeskSeat(seat) ? null : 'desk-only')

/** Observers and people without a seat watch in silence. */
export const unlessTakingPart = ({ seat }: Standing): RefusalCode | null =>
  seat === null || seat === 'observer' ? 'watching-only' : null

export const unlessFresh = (seen: number, current: number): RefusalCode | null => (seen === current ? null : 'stale')
