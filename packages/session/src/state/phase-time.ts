import type { Agenda } from './interview-case.ts'
import type { Round } from './state.ts'

/** Milliseconds planned for each phase. */
export function planOf(agenda: Agenda): readonly number[] {
  return agenda.map((phase) => Math.round(phase.minutes * 60_000))
}

/** The phase that the clock is in; after the end, the one it was in last. `null` before the start. */
export function phaseOf(round: Round): number | null {
  return round.clock.kind === 'stopped' ? (round.phaseStarts.at(-1)?.phase ?? null) : round.clock.phase
}

/** Milliseconds left of each phase at `now`; negative when overrun. */
export function remainingAt(round: Round, now: number): readonly number[] {
  const { clock } = round
  if (clock.kind === 'stopped') return round.phaseRemaining
  const left = clock.kind === 'running' ? clock.deadline - now : clock.remaining
  return round.phaseRemaining.with(clock.phase, left)
}

/**
 * How many hints of the current phase have not been given yet. `null` when neither guide nor agenda says it (a browser in a session of an
 * older version). Without the guide a hint counts towards the phase in which it was given, which in solo is its own.
 */
export function hintsLeft(round: Round): number | null {
  const phase = phaseOf(round) ?? 0
  const { id, hints } = round.agenda?.[phase] ?? {}
  if (round.guide !== null) {
    const given = new Set(round.hints.map(({ hint }) => hint))
    return round.guide.hints.filter((hint) => hint.phase === id && !given.has(hint.id)).length
  }
  if (hints === undefined) return null
  const starts = [...(round.fork?.phaseStarts ?? []), ...round.phaseStarts]
  const given = round.hints.filter(({ at }) => starts.findLast((start) => start.at <= at)?.phase === phase)
  return Math.max(0, hints - given.length)
}
