import { refuse } from '../rules/refusals.ts'
import { refusalToHandOver, refusalToLeave, refusalToTake } from '../rules/seat-rules.ts'
import { firstRefusal, type Standing, unlessFresh } from '../rules/standing.ts'
import type { ParticipantId } from '../state/ids.ts'
import { participantOf, seatIn } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { Seat } from '../state/vocabulary.ts'
import { type Draft, draft, type Judged } from './draft.ts'

const leaving = (round: Round, participant: ParticipantId): readonly Draft[] => {
  const seat = seatIn(round, participant)
  return seat === null ? [] : [draft('seat-left', { round: round.id, participant, seat })]
}

export const decideTakeSeat = ({ state, round, participant }: Standing, seat: Seat, seatsVersion: number): Judged => {
  const code = firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToTake(state, participant, seat))
  if (code !== null) return refuse(code)
  return [...leaving(round, participant), draft('seat-taken', { round: round.id, participant, seat })]
}

export const decideLeaveSeat = ({ state, round, participant }: Standing, seatsVersion: number): Judged => {
  const code = firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToLeave(round, participant))
  return code === null ? leaving(round, participant) : refuse(code)
}

export const decideHandOver = (
  { state, round, participant, seat }: Standing,
  to: ParticipantId,
  seatsVersion: number,
): Judged => {
  const code = firstRefusal(unlessFresh(seatsVersion, state.seatsVersion), refusalToHandOver(state, participant, to))
  if (code !== null) return refuse(code)
  if (seat === null) return refuse('not-seated')
  return [...leaving(round, to), draft('seat-handed-over', { round: round.id, from: participant, to, seat })]
}

/** By the owner, or by the room itself (`standing: null`) when an invitation was revoked. */
export const decideRemove = (
  state: SessionState,
  standing: Standing | null,
  removed: ParticipantId,
  seatsVersion: number,
): Judged => {
  if (standing !== null) {
    if (standing.participant !== state.owner) return refuse('owner-only')
    if (seatsVersion !== state.seatsVersion) return refuse('stale')
  }
  if (participantOf(state, removed) === null) return refuse('unknown-participant')
  if (removed === state.owner) return refuse('owner-stays')
  return [draft('participant-removed', { participant: removed })]
}
