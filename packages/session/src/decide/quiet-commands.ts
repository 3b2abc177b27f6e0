import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { mayRunRound } from '../rules/may.ts'
import { firstRefusal, unlessLobby, unlessRunning } from '../rules/refusals-if.ts'
import { absentHolder, quietOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { pauseIfRunning } from './clock-commands.ts'
import { command, entry, focusWords, type NewFact } from './command.ts'

/**
 * Quiet time is over, and a clock that was running continues from what was left of the phase: quiet time costs nothing. The clock stays
 * paused while somebody is missing whose absence pauses it. `at`: the milliseconds from which the phase runs again.
 */
export function endingQuiet(state: SessionState, round: Round, at: number): readonly NewFact[] {
  const quiet = quietOf(round)
  if (quiet === null) return []
  const ended = entry('quiet-ended', { round: round.id })
  const held = state.pauseWhenAway && absentHolder(state, round) !== null
  if (!quiet.resumes || round.clock.kind !== 'paused' || held) return [ended]
  return [ended, entry('clock-resumed', { round: round.id, deadline: at + round.clock.remaining })]
}

export const quietCommands = {
  /** Up to two minutes in which nobody speaks to the candidate; both sides see it running. */
  askQuiet: command({
    schema: z.object({}),
    refusal: ({ seat, round }) =>
      firstRefusal(
        seat === 'candidate' ? null : 'candidate-only',
        unlessRunning(round),
        quietOf(round) === null ? null : 'quiet-running',
        round.quiets.length < sessionLimits.quietsPerRound ? null : 'no-quiet-left',
      ),
    decide: ({ round }, _command, now) => [
      entry('quiet-started', { round: round.id, until: now + sessionLimits.quietFor }),
      ...pauseIfRunning(round, now),
    ],
  }),

  endQuiet: command({
    schema: z.object({}),
    refusal: ({ state, participant, seat, round }) =>
      firstRefusal(
        seat === 'candidate' || mayRunRound(state, participant) ? null : 'candidate-only',
        quietOf(round) === null ? 'quiet-not-running' : null,
      ),
    decide: ({ state, round }, _command, now) => endingQuiet(state, round, now),
  }),

  /** One line from the candidate before the round: "What I'm working on today". */
  setFocus: command({
    schema: z.object({ words: focusWords }),
    refusal: ({ seat, round }) => firstRefusal(seat === 'candidate' ? null : 'candidate-only', unlessLobby(round)),
    decide: ({ round, participant }, { words }) => {
      const known = round.focus?.by === participant ? round.focus.words : ''
      return known === words ? [] : [entry('focus-set', { round: round.id, words })]
    },
  }),
}
