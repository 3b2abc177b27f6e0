import { z } from 'zod'
import { contextOf } from '../rules/context.ts'
import { refuse } from '../rules/refusals.ts'
import { refusalToTakeAgain, seatsToTakeAgain, type Take } from '../rules/take-rules.ts'
import { roundIdSchema } from '../state/ids.ts'
import { phaseOf, remainingAt } from '../state/phase-time.ts'
import type { Round } from '../state/state.ts'
import { command, entry, type NewFact } from './command.ts'
import { roomCommand } from './room-command.ts'

/** A moment of a round, in the store's milliseconds: the same one that a replay shows there. */
export const takeMomentSchema = z.object({ round: roundIdSchema, at: z.number().int() })

/** The state of a round at the moment from which it is taken again, as far as the current state no longer has it. */
export type KeptOfRound = {
  readonly phase: number
  /** Milliseconds, by phase. */
  readonly remaining: readonly number[]
  readonly granted: readonly number[]
  readonly promptShown: boolean
}

/** `round`: its state at the moment. `null`: it had not started. */
export function keptOf(round: Round, at: number): KeptOfRound | null {
  const phase = phaseOf(round)
  if (phase === null) return null
  const { phaseGranted: granted, promptShownAt } = round
  return { phase, remaining: remainingAt(round, at), granted, promptShown: promptShownAt !== null }
}

export const takeCommands = {
  /** The server reads the state of the round at that moment, and completes this as `forkRound`. */
  takeAgain: command({
    schema: takeMomentSchema.extend({ who: z.enum(['together', 'alone']) }),
    refusal: refusalToTakeAgain,
    decide: () => refuse('malformed'),
  }),
}

export const takeRoomCommands = {
  /**
   * A new round that continues from a moment of an earlier one. Its board is not copied: the log says where to read it. Its case goes to
   * the same audiences as always. `kept: null`: the round had not started by then.
   */
  forkRound: roomCommand<{ readonly take: Take; readonly kept: KeptOfRound | null }>({
    roomOnly: false,
    decide: ({ state, by }, { take, kept }) => {
      const context = contextOf(state, by)
      const source = state.rounds.find((one) => one.id === take.round)
      if (context === null) return refuse('not-joined')
      const code = refusalToTakeAgain(context, take)
      if (code !== null) return refuse(code)
      if (source === undefined) return refuse('unknown-round')
      if (kept === null) return refuse('no-such-moment')
      const { case: publicCase, guide, preparedFramework: framework, preparedAgenda: agenda } = source
      if (publicCase === null || guide === null || framework === null || agenda === null)
        return refuse('case-not-prepared')
      const round = roundIdSchema.parse(`r${state.rounds.length + 1}`)
      const { phase, remaining, granted } = kept
      const alone = take.who === 'alone' && state.mode !== 'solo'
      const facts: NewFact[] = [
        entry('round-opened', { round }),
        entry('round-forked', {
          round,
          from: source.id,
          at: take.at,
          alone,
          phase,
          remaining: [...remaining],
          granted: [...granted],
        }),
        ...seatsToTakeAgain(context, take).map(({ participant, seat }) =>
          entry('seat-taken', { round, participant, seat }),
        ),
        entry('case-prepared', { round, how: 'chosen', case: publicCase, framework, agenda }),
        entry('guide-prepared', { round, guide }),
        entry('case-made-ready', { round }),
      ]
      if (kept.promptShown) facts.push(entry('prompt-shown', { round, case: publicCase, how: 'shown' }))
      return facts
    },
  }),
}
