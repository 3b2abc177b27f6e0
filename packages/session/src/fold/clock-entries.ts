import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import type { RoundId } from '../state/ids.ts'
import { phaseOf, remainingAt } from '../state/phase-time.ts'
import type { Clock, Round, SessionState } from '../state/state.ts'
import { open } from './audience-rows.ts'
import { milliseconds, round } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

const turn = (state: SessionState, id: RoundId, change: (round: Round) => Round): SessionState => {
  const turned = changeRound(state, id, change)
  return { ...turned, clockVersion: turned.clockVersion + 1 }
}

const pausedAt = (round: Round, remaining: number): Round => {
  const phase = phaseOf(round) ?? 0
  return {
    ...round,
    phaseRemaining: round.phaseRemaining.with(phase, remaining),
    clock: { kind: 'paused', phase, remaining },
  }
}

export const clockEntries = {
  'round-ended': entryKind({
    schema: z.object({
      round,
      /** What is judged, without its levels: those open with the scores. */
      dimensions: z.array(z.object({ id: z.string().max(64), title: z.string().max(120) })).max(8),
    }),
    audience: open,
    fold: (state, { data, at }) =>
      turn(state, data.round, (round) => ({
        ...round,
        status: 'ended',
        endedAt: at,
        dimensions: data.dimensions,
        phaseRemaining: remainingAt(round, at),
        clock: { kind: 'stopped' },
      })),
  }),
  /** Running again, with the clock paused where it stopped. Seals are broken: what comes now may change a score. */
  'round-reopened': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data }) =>
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
      }),
  }),
  /** `deadline` is when the phase's time is used up; a deadline in the past means an overrun. */
  'phase-started': entryKind({
    schema: z.object({ round, phase: z.number().int().min(0).max(15), deadline: milliseconds }),
    audience: open,
    fold: (state, { data, at }) =>
      turn(state, data.round, (round) => {
        // If the time left of the phase is known, so is the exact moment of the decision, and with it what the phase before keeps: `at` is
        // the store's time and may be later.
        const decidedAt = data.deadline - (round.phaseRemaining[data.phase] ?? 0)
        return {
          ...round,
          phaseRemaining: remainingAt(round, decidedAt),
          phaseStarts: [...round.phaseStarts, { phase: data.phase, at }],
          clock: { kind: 'running', phase: data.phase, deadline: data.deadline },
        }
      }),
  }),
  'clock-paused': entryKind({
    schema: z.object({ round, remaining: milliseconds }),
    audience: open,
    fold: (state, { data }) => turn(state, data.round, (round) => pausedAt(round, data.remaining)),
  }),
  'clock-resumed': entryKind({
    schema: z.object({ round, deadline: milliseconds }),
    audience: open,
    fold: (state, { data }) =>
      turn(state, data.round, (round) => ({
        ...round,
        clock: { kind: 'running', phase: phaseOf(round) ?? 0, deadline: data.deadline },
      })),
  }),
  /** Exactly one of `deadline` (running) and `remaining` (paused) says where the clock stands afterwards. */
  'time-added': entryKind({
    schema: z.object({
      round,
      added: milliseconds,
      clock: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('running'), deadline: milliseconds }),
        z.object({ kind: z.literal('paused'), remaining: milliseconds }),
      ]),
    }),
    audience: open,
    fold: (state, { data }) =>
      turn(state, data.round, (round) => {
        const phase = phaseOf(round) ?? 0
        const granted = round.phaseGranted.with(phase, (round.phaseGranted[phase] ?? 0) + data.added)
        if (data.clock.kind === 'paused') return { ...pausedAt(round, data.clock.remaining), phaseGranted: granted }
        const clock: Clock = { kind: 'running', phase, deadline: data.clock.deadline }
        return { ...round, phaseGranted: granted, clock }
      }),
  }),
}
