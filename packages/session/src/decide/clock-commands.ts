import { z } from 'zod'
import type { CommandContext } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessClockFresh, unlessRunner, unlessRunning } from '../rules/refusals-if.ts'
import { quietOf } from '../state/readings.ts'
import type { Clock, Round } from '../state/state.ts'
import { command, type Decided, entry, type NewFact, version } from './command.ts'

type Ticking = Exclude<Clock, { kind: 'stopped' }>

/** Milliseconds left of the current phase; negative when overrun. */
function leftOf(clock: Ticking, now: number): number {
  return clock.kind === 'running' ? clock.deadline - now : clock.remaining
}

export function pauseIfRunning(round: Round, now: number): readonly NewFact[] {
  return round.clock.kind === 'running'
    ? [entry('clock-paused', { round: round.id, remaining: leftOf(round.clock, now) })]
    : []
}

/** Quiet time ends with anything that stops or resumes the clock. */
function quietEnded(round: Round): readonly NewFact[] {
  return quietOf(round) === null ? [] : [entry('quiet-ended', { round: round.id })]
}

/** Goes before the end of a round or a session: nothing keeps running. */
export function stopAll(round: Round, now: number): readonly NewFact[] {
  return [...quietEnded(round), ...pauseIfRunning(round, now)]
}

type Turning = 'pauseClock' | 'resumeClock' | 'nextPhase' | 'previousPhase' | 'addTime'
type Seen = { readonly clockVersion?: number }

function refusalToTurn(context: CommandContext, kind: Turning, seen: Seen): RefusalCode | null {
  return firstRefusal(
    unlessRunner(context),
    unlessRunning(context.round),
    unlessClockFresh(context, kind, seen.clockVersion),
  )
}

function refusalToGo(context: CommandContext, seen: Seen, by: 1 | -1): RefusalCode | null {
  const { clock, phaseRemaining } = context.round
  const turning = refusalToTurn(context, by === 1 ? 'nextPhase' : 'previousPhase', seen)
  if (turning !== null) return turning
  return clock.kind === 'stopped' || phaseRemaining[clock.phase + by] === undefined ? 'no-such-phase' : null
}

/** To the next or the previous phase. What is left of the current phase is kept; a paused clock stays paused. */
function turnedPhase(round: Round, by: 1 | -1, now: number): Decided {
  if (round.clock.kind === 'stopped') return refuse('round-not-started')
  const phase = round.clock.phase + by
  const remaining = round.phaseRemaining[phase]
  if (remaining === undefined) return refuse('no-such-phase')
  const started = entry('phase-started', { round: round.id, phase, deadline: now + remaining })
  return round.clock.kind === 'running' ? [started] : [started, entry('clock-paused', { round: round.id, remaining })]
}

export const clockCommands = {
  /** Agreed once for the session, so that a dropped connection costs nobody time. */
  setPauseWhenAway: command({
    schema: z.object({ on: z.boolean() }),
    refusal: unlessRunner,
    decide: ({ state }, { on }) => (state.pauseWhenAway === on ? [] : [entry('pause-when-away-set', { on })]),
  }),

  pauseClock: command({
    schema: z.object({ clockVersion: version }),
    refusal: (context, seen) =>
      firstRefusal(
        refusalToTurn(context, 'pauseClock', seen),
        context.round.clock.kind === 'running' ? null : 'clock-paused',
      ),
    decide: ({ round }, _command, now) => pauseIfRunning(round, now),
  }),

  resumeClock: command({
    schema: z.object({ clockVersion: version }),
    refusal: (context, seen) =>
      firstRefusal(
        refusalToTurn(context, 'resumeClock', seen),
        context.round.clock.kind === 'paused' ? null : 'clock-running',
      ),
    decide: ({ round }, _command, now) =>
      round.clock.kind === 'paused'
        ? [...quietEnded(round), entry('clock-resumed', { round: round.id, deadline: now + round.clock.remaining })]
        : refuse('clock-running'),
  }),

  nextPhase: command({
    schema: z.object({ clockVersion: version }),
    refusal: (context, seen) => refusalToGo(context, seen, 1),
    decide: ({ round }, _command, now) => turnedPhase(round, 1, now),
  }),

  previousPhase: command({
    schema: z.object({ clockVersion: version }),
    refusal: (context, seen) => refusalToGo(context, seen, -1),
    decide: ({ round }, _command, now) => turnedPhase(round, -1, now),
  }),

  addTime: command({
    /** Milliseconds; a negative number takes time away. At most ten minutes at once. */
    schema: z.object({ clockVersion: version, milliseconds: z.number().int().min(-600_000).max(600_000) }),
    refusal: (context, seen) => refusalToTurn(context, 'addTime', seen),
    decide: ({ round }, { milliseconds }, now) => {
      const { clock } = round
      if (clock.kind === 'stopped') return refuse('round-not-started')
      if (milliseconds === 0) return []
      if (milliseconds < 0 && leftOf(clock, now) + milliseconds < 0) return refuse('no-time-left-to-take')
      return [
        entry('time-added', {
          round: round.id,
          added: milliseconds,
          clock:
            clock.kind === 'running'
              ? { kind: 'running', deadline: clock.deadline + milliseconds }
              : { kind: 'paused', remaining: clock.remaining + milliseconds },
        }),
      ]
    },
  }),
}
