import { contextOf } from '../rules/context.ts'
import { refuse } from '../rules/refusals.ts'
import { nextSeats, refusalToOpenNext } from '../rules/swap-rules.ts'
import { type RoundId, roundIdSchema } from '../state/ids.ts'
import { type PreparedCase, preparedCaseSchema } from '../state/interview-case.ts'
import { knowsGuide } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { entry, type NewFact } from './command.ts'
import { roomCommand } from './room-command.ts'

const nextId = (state: SessionState): RoundId => roundIdSchema.parse(`r${state.rounds.length + 1}`)

/** The next round, with everybody in their seat or with interviewer and candidate exchanged. */
export function nextRound(state: SessionState, round: Round, swapSeats: boolean): readonly NewFact[] {
  const next = nextId(state)
  return [
    entry('round-opened', { round: next }),
    ...nextSeats(state, round, swapSeats).map(({ participant, seat }) =>
      entry('seat-taken', { round: next, participant, seat }),
    ),
  ]
}

/**
 * A case from the server as the entries of a round, or `null` if they could not be read back: a log has to stay readable, whatever the bank
 * contains.
 */
export function preparedEntries(
  round: RoundId,
  how: 'drawn' | 'chosen',
  prepared: PreparedCase,
): readonly NewFact[] | null {
  const parsed = preparedCaseSchema.safeParse(prepared)
  if (!parsed.success) return null
  const { public: publicCase, guide, framework, agenda } = parsed.data
  return [
    entry('case-prepared', { round, how, case: publicCase, framework, agenda }),
    entry('guide-prepared', { round, guide }),
  ]
}

export const nextRoundCommands = {
  /**
   * The next round and its case in one decision, so that nobody waits in a lobby without one. `prepared`: `null` when the server has none
   * left to draw. `focus` is kept where its sender is the candidate.
   */
  openPrepared: roomCommand<{ readonly prepared: PreparedCase | null; readonly focus: string }>({
    roomOnly: false,
    decide: ({ state, round, by }, { prepared, focus }) => {
      const context = contextOf(state, by)
      if (context === null) return refuse('not-joined')
      const code = refusalToOpenNext(context, false)
      if (code !== null) return refuse(code)
      if (prepared === null) return refuse('no-case-left')
      const { caseId } = prepared.public
      const candidate = nextSeats(state, round, false).find(({ seat }) => seat === 'candidate')?.participant
      if (state.mode !== 'solo' && candidate !== undefined && knowsGuide(state, candidate, caseId))
        return refuse('candidate-knows-case')
      const next = nextId(state)
      const entries = preparedEntries(next, 'drawn', prepared)
      if (entries === null) return refuse('malformed')
      const facts = [...nextRound(state, round, false), ...entries, entry('case-made-ready', { round: next })]
      return focus === '' || candidate !== context.participant
        ? facts
        : [...facts, entry('focus-set', { round: next, words: focus })]
    },
  }),
}
