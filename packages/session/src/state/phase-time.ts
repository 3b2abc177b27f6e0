import type { Agenda } from './interview-case.ts'
import type { Round } from './state.ts'

/** Milliseconds planned for each phase. */
export const planOf = (agenda: Agenda): readonly number[] => agenda.map((phase) => Math.round(phase.minutes * 60_000))

/** The phase that the clock stands in; after the end the one it stood in last. `null` before the start. */
export const phaseOf = (round: Round): number | null =>
  round.clock.kind === 'stopped' ? (round.phaseStarts.at(-1)?.phase ?? null) : round.clock.phase

/** Milliseconds left of each phase at `now`; negative when overrun. */
export const remainingAt = (round: Round, now: number): readonly number[] => {
  const { clock } = round
  if (clock.kind === 'stopped') return round.phaseRemaining
  const left = clock.kind === 'running' ? clock.deadline - now : clock.remaining
  return round.phaseRemaining.with(clock.phase, left)
}
