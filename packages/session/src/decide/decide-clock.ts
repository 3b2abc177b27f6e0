import { refuse } from '../rules/refusals.ts'
import { refusalToRun } from '../rules/round-rules.ts'
import { firstRefusal, type Standing, unlessFresh, unlessRunning } from '../rules/standing.ts'
import { agendaAdvancesAt, currentRound } from '../state/readings.ts'
import type { Clock, Round, SessionState } from '../state/state.ts'
import { type Draft, draft, type Judged } from './draft.ts'

type Ticking = Exclude<Clock, { kind: 'stopped' }>

/** Milliseconds left of the current phase; negative when overrun. */
const leftOf = (clock: Ticking, now: number): number =>
  clock.kind === 'running' ? clock.deadline - now : clock.remaining

export const pauseIfRunning = (round: Round, now: number): readonly Draft[] =>
  round.clock.kind === 'running'
    ? [draft('clock-paused', { round: round.id, remaining: leftOf(round.clock, now) })]
    : []

const refusalToTurn = (standing: Standing, clockVersion: number) =>
  firstRefusal(
    refusalToRun(standing.state, standing.participant),
    unlessRunning(standing.round),
    unlessFresh(clockVersion, standing.state.clockVersion),
  )

export const decidePause = (standing: Standing, clockVersion: number): Judged => {
  const code = refusalToTurn(standing, clockVersion)
  if (code !== null) return refuse(code)
  if (standing.round.clock.kind !== 'running') return refuse('clock-paused')
  return pauseIfRunning(standing.round, standing.now)
}

export const decideResume = (standing: Standing, clockVersion: number): Judged => {
  const { round, now } = standing
  const code = refusalToTurn(standing, clockVersion)
  if (code !== null) return refuse(code)
  if (round.clock.kind !== 'paused') return refuse('clock-running')
  return [draft('clock-resumed', { round: round.id, deadline: now + round.clock.remaining })]
}

/** To the phase after or before. What is left of the phase that is left is kept; a paused clock stays paused. */
export const decideTurnPhase = (standing: Standing, by: 1 | -1, clockVersion: number): Judged => {
  const { round, now } = standing
  const code = refusalToTurn(standing, clockVersion)
  if (code !== null) return refuse(code)
  if (round.clock.kind === 'stopped') return refuse('round-not-started')
  const phase = round.clock.phase + by
  const remaining = round.phaseRemaining[phase]
  if (remaining === undefined) return refuse('no-such-phase')
  const started = draft('phase-started', { round: round.id, phase, deadline: now + remaining })
  return round.clock.kind === 'running' ? [started] : [started, draft('clock-paused', { round: round.id, remaining })]
}

export const decideAddTime = (standing: Standing, milliseconds: number, clockVersion: number): Judged => {
  const { round, now } = standing
  const code = refusalToTurn(standing, clockVersion)
  if (code !== null) return refuse(code)
  const { clock } = round
  if (clock.kind === 'stopped') return refuse('round-not-started')
  if (milliseconds === 0) return []
  if (milliseconds < 0 && leftOf(clock, now) + milliseconds < 0) return refuse('no-time-left-to-take')
  return [
    draft('time-added', {
      round: round.id,
      added: milliseconds,
      clock:
        clock.kind === 'running'
          ? { kind: 'running', deadline: clock.deadline + milliseconds }
          : { kind: 'paused', remaining: clock.remaining + milliseconds },
    }),
  ]
}

/** Counts from the deadline itself, so that a room that was late, or asleep, does not lengthen the case. */
export const decideAdvanceAgenda = (state: SessionState, now: number): Judged => {
  const due = agendaAdvancesAt(state)
  const round = currentRound(state)
  if (due === null || due > now || round === null || round.clock.kind !== 'running') return refuse('no-such-phase')
  const phase = round.clock.phase + 1
  return [draft('phase-started', { round: round.id, phase, deadline: due + (round.phaseRemaining[phase] ?? 0) })]
}
