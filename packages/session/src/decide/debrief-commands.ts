import { z } from 'zod'
import { firstRefusal, unlessScoring, unlessTakingPart } from '../rules/refusals-if.ts'
import { scorersOf } from '../rules/score-rules.ts'
import { textLimits } from '../rules/text-limits.ts'
import { scorecardSchema } from '../state/scorecard.ts'
import { takeawayKindSchema } from '../state/vocabulary.ts'
import { command, entry, type NewFact } from './command.ts'

export const debriefCommands = {
  /**
   * May be sealed again until the scores open. Only the first sealing is announced, so that others learn neither what nor
   * how often. The last seal that was missing opens the scores in the same decision.
   */
  sealScorecard: command({
    schema: z.object({ scorecard: scorecardSchema }),
    refusal: (context, { scorecard }) => {
      const dimensions = new Set(context.round.dimensions.map(({ id }) => id))
      return firstRefusal(
        unlessTakingPart(context),
        unlessScoring(context.round),
        Object.keys(scorecard.scores).every((id) => dimensions.has(id)) ? null : 'unknown-dimension',
      )
    },
    decide: ({ state, round, participant }, { scorecard }) => {
      const facts: NewFact[] = [entry('scorecard-filled', { round: round.id, scorecard })]
      const sealed = new Set(round.sealedBy)
      if (!sealed.has(participant)) facts.push(entry('scorecard-sealed', { round: round.id, participant }))
      sealed.add(participant)
      if (scorersOf(state, round).every((scorer) => scorer !== null && sealed.has(scorer)))
        facts.push(entry('scores-opened', { round: round.id }))
      return facts
    },
  }),

  /** For when a seat stays empty: nobody waits for a scorecard that cannot come. */
  openScores: command({
    schema: z.object({}),
    refusal: ({ state, round, participant, seat }) =>
      firstRefusal(
        seat === 'interviewer' || participant === state.owner ? null : 'interviewer-only',
        unlessScoring(round),
        scorersOf(state, round).some((scorer) => scorer !== null && !round.sealedBy.includes(scorer))
          ? 'scores-not-sealed'
          : null,
      ),
    decide: ({ round }) => [entry('scores-opened', { round: round.id })],
  }),

  /** One's own point to keep, stop or start; no words take it back. */
  setTakeaway: command({
    schema: z.object({ takeaway: takeawayKindSchema, words: z.string().trim().max(textLimits.takeaway) }),
    refusal: (context) =>
      firstRefusal(
        unlessTakingPart(context),
        context.round.status === 'ended' || context.round.status === 'scored' ? null : 'round-not-ended',
      ),
    decide: ({ round, participant }, { takeaway, words }) =>
      (round.takeaways[participant]?.[takeaway] ?? '') === words
        ? []
        : [entry('takeaway-set', { round: round.id, takeaway, words })],
  }),
}
