import type { RoundId } from '../state/ids.ts'
import { phaseOf, remainingAt } from '../state/phase-time.ts'
import type { Clock, Round, SessionState } from '../state/state.ts'
import { changeRound, type Told } from './fold-rounds.ts'

const turn = (state: SessionState, id: RoundId, change: (round: Round) => Round): SessionState => {
  const turned = changeRound(state, id, change)
  return { ...turned, clockVersion: turned.clockVersion + 1 }
}

/**
 * The entry says when the new phase is used up. What that phase had left is known, so the difference is the very instant at
 * which it was decided, and what the phase before it keeps is exact: `at` is the store's time and may be later.
 */
export const foldPhaseStarted = (state: SessionState, { data, at }: Told<'phase-started'>): SessionState =>
  turn(state, data.round, (round) => {
    const decidedAt = data.deadline - (round.phaseRemaining[data.phase] ?? 0)
    return {
      ...round,
      phaseRemaining: remainingAt(round, decidedAt),
      phaseStarts: [...round.phaseStarts, { phase: data.phase, at }],
      clock: { kind: 'running', phase: data.phase, deadline: data.deadline },
    }
  })

const pausedAt = (round: Round, remaining: number): Round => {
  const phase = phaseOf(round) ?? 0
  return {
    ...round,
    phaseRemaining: round.phaseRemaining.with(phase, remaining),
    clock: { kind: 'paused', phase, remaining },
  }
}

export const foldClockPaused = (state: SessionState, { data }: Told<'clock-paused'>): SessionState =>
  turn(state, data.round, (round) => pausedAt(round, data.remaining))

export const foldClockResumed = (state: SessionState, { data }: Told<'clock-resumed'>): SessionState =>
  turn(state, data.round, (round) => ({
    ...round,
    clock: { kind: 'running', phase: phaseOf(round) ?? 0, deadline: data.deadline },
  }))

export const foldTimeAdded = (state: SessionState, { data }: Told<'time-added'>): SessionState =>
  turn(state, data.round, (round) => {
    const phase = phaseOf(round) ?? 0
    const granted = round.phaseGranted.with(phase, (round.phaseGranted[phase] ?? 0) + data.added)
    if (data.clock.kind === 'paused') return { ...pausedAt(round, data.clock.remaining), phaseGranted: granted }
    const clock: Clock = { kind: 'running', phase, deadline: data.clock.deadline }
    return { ...round, phaseGranted: granted, clock }
  })

export const foldRoundEnded = (state: SessionState, { data, at }: Told<'round-ended'>): SessionState =>
  turn(state, data.round, (round) => ({
    ...round,
    status: 'ended',
    endedAt: at,
    dimensions: data.dimensions,
    phaseRemaining: remainingAt(round, at),
    clock: { kind: 'stopped' },
  }))

/** Running again, with the clock paused where it stopped. Seals are broken: what comes now may change a judgement. */
export const foldRoundReopened = (state: SessionState, { data }: Told<'round-reopened'>): SessionState =>
  turn(state, data.round, (round) => {
    const phase = phaseOf(round) ?? 0
    return {
      ...round,
      status: 'running',
      endedAt: null,
      sealedBy: [],
      scorecards: {},
      clock: { kind: 'paused', phase, remaining: round.phaseRemaining[phase] ?? 0 },
    }
  })
