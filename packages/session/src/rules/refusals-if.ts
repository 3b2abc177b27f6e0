import type { ParticipantId } from '../state/ids.ts'
import { isSolo } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat } from '../state/vocabulary.ts'
import type { CommandContext } from './context.ts'
import { mayRunRound } from './may.ts'
import type { RefusalCode } from './refusals.ts'

/** Conditions that many commands share: each returns a refusal code, or `null` when it is met. */

/** The first reason that is not `null`. */
export function firstRefusal(...reasons: readonly (RefusalCode | null)[]): RefusalCode | null {
  return reasons.find((reason) => reason !== null) ?? null
}

export function unlessRunning(round: Round): RefusalCode | null {
  if (round.status === 'running') return null
  return round.status === 'lobby' ? 'round-not-started' : 'round-ended'
}

export function unlessLobby(round: Round): RefusalCode | null {
  if (round.status === 'lobby') return null
  return round.status === 'running' ? 'round-started' : 'round-ended'
}

/** Between the end of the round and the opening of its scores. */
export function unlessScoring(round: Round): RefusalCode | null {
  if (round.status === 'ended') return null
  return round.status === 'scored' ? 'scores-open' : 'round-not-ended'
}

/** Once the scores of the round are open. */
export function unlessScored({ status }: Round): RefusalCode | null {
  if (status === 'scored') return null
  return status === 'ended' ? 'scores-not-open' : 'round-not-ended'
}

export function unlessInterviewer({ seat }: CommandContext): RefusalCode | null {
  return seat === 'interviewer' ? null : 'interviewer-only'
}

export function unlessAtDesk({ seat }: CommandContext): RefusalCode | null {
  return isDeskSeat(seat) ? null : 'desk-only'
}

/** Observers and people without a seat only watch. */
export function unlessTakingPart({ seat }: CommandContext): RefusalCode | null {
  return seat === null || seat === 'observer' ? 'watching-only' : null
}

/** Unless this participant runs the round: the interviewer, in solo the candidate. */
export function unlessRunner({ state, round, participant }: CommandContext): RefusalCode | null {
  if (mayRunRound(state, participant)) return null
  return isSolo(state, round) ? 'candidate-only' : 'interviewer-only'
}

/** A version that the sender saw; a button on the screen names none, because it always shows the newest. */
export function unlessFresh(seen: number | undefined, current: number): RefusalCode | null {
  return seen === undefined || seen === current ? null : 'stale'
}

/** Of the commands that have changed a clock: those after which the same phase still runs. */
const samePhase = ['pauseClock', 'resumeClock', 'addTime']
/** Commands that mean the same whichever phase is running. */
const anyPhase = ['pauseClock', 'resumeClock', 'endRound']

/**
 * [S98] The same for the clock, whose last change may be the sender's own: when pressed right after it, a command names the version that
 * its sender saw before both. It is not stale where it means the same either way.
 */
export function unlessClockFresh(
  { state, participant }: CommandContext,
  kind: 'pauseClock' | 'resumeClock' | 'nextPhase' | 'previousPhase' | 'addTime' | 'endRound',
  seen: number | undefined,
): RefusalCode | null {
  const stale = unlessFresh(seen, state.clockVersion)
  const last = state.lastClockChange
  if (stale === null || last === null || last.by !== participant || last.from !== seen) return stale
  const [before = '', ...more] = last.effects.map((effect) => effect.split(' ')[0] ?? '')
  // A phase that was changed while the clock was paused: one command, two entries.
  const own = more.length === 0 || more.every((one) => one === 'pauseClock') ? before : ''
  if (own === kind) return stale
  return samePhase.includes(own) || (['nextPhase', 'previousPhase'].includes(own) && anyPhase.includes(kind))
    ? null
    : stale
}

export function unlessOwner(state: SessionState, participant: ParticipantId): RefusalCode | null {
  return participant === state.owner ? null : 'owner-only'
}
