import { phaseOf, remainingAt } from './phase-time.ts'
import type { Round } from './state.ts'

/** Where a round's clock stands at a given time; all times in milliseconds. */
export type ClockReading = {
  readonly kind: 'running' | 'paused' | 'stopped'
  readonly phase: number
  /** Left of this phase, never below 0. */
  readonly remaining: number
  /** How far this phase has run over; 0 while it has not. */
  readonly overrun: number
  readonly paused: boolean
  readonly elapsedInPhase: number
  /** Spent in all phases so far; pauses do not count. */
  readonly elapsedInCase: number
  /** Left of this phase and of those after it, if nothing runs over. */
  readonly totalRemaining: number
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

/**
 * `serverNow`: the server's milliseconds since the epoch as the reader estimates them. `null` before the round started.
 * After the end it stands still.
 */
export function clockAt(round: Round, serverNow: number): ClockReading | null {
  const phase = phaseOf(round)
  if (phase === null) return null
  const remaining = remainingAt(round, serverNow)
  const left = remaining[phase] ?? 0
  return {
    kind: round.clock.kind,
    phase,
    remaining: Math.max(0, left),
    overrun: Math.max(0, -left),
    paused: round.clock.kind === 'paused',
    elapsedInPhase: (round.phaseGranted[phase] ?? 0) - left,
    elapsedInCase: sum(round.phaseGranted) - sum(remaining),
    totalRemaining: sum(remaining.slice(phase).map((each) => Math.max(0, each))),
  }
}
