import { z } from 'zod'
import { type CommandContext, contextIn } from '../rules/context.ts'
import { mayRunRound } from '../rules/may.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessScored, unlessScoring, unlessTakingPart } from '../rules/refusals-if.ts'
import { everybodySealed, scorecardIsMissing } from '../rules/score-rules.ts'
import { newFeedbackPointSchema } from '../state/feedback-point.ts'
import { roundIdSchema } from '../state/ids.ts'
import { isSolo } from '../state/readings.ts'
import { newScorecardSchema } from '../state/scorecard.ts'
import { command, entry, type NewFact } from './command.ts'

/** Somebody who was not waited for adds their scorecard after the scores opened; it is never lost. */
function mayAddLate({ round, participant }: CommandContext): boolean {
  return round.status === 'scored' && !round.sealedBy.includes(participant)
}

/** Guesses of the interviewer's levels and ratings of the interviewer: from the candidate, where there is an interviewer. */
function unlessInterviewed({ state, round, seat }: CommandContext): RefusalCode | null {
  if (isSolo(state, round)) return 'seat-not-in-mode'
  return seat === 'candidate' ? null : 'candidate-only'
}

const noPoint = { evidence: null, gap: '', next: null }

export const debriefCommands = {
  /**
   * A scorecard may be sealed again until the scores open. Only the first sealing is announced, so that others learn neither what changed
   * nor how often. The last missing seal opens the scores in the same decision.
   */
  sealScorecard: command({
    schema: z.object({ scorecard: newScorecardSchema, round: roundIdSchema.optional() }),
    refusal: (current, { scorecard, round }) => {
      const context = contextIn(current, round)
      if (context === null) return 'unknown-round'
      const dimensions = new Set(context.round.dimensions.map(({ id }) => id))
      const named = [...Object.keys(scorecard.scores), ...Object.keys(scorecard.guesses ?? {})]
      return firstRefusal(
        unlessTakingPart(context),
        mayAddLate(context) ? null : unlessScoring(context.round),
        named.every((id) => dimensions.has(id)) ? null : 'unknown-dimension',
        scorecard.guesses || scorecard.aboutInterviewer ? unlessInterviewed(context) : null,
      )
    },
    decide: (current, { scorecard, round: id }) => {
      const context = contextIn(current, id)
      if (context === null) return refuse('unknown-round')
      const { state, round, participant } = context
      const facts: NewFact[] = [entry('scorecard-filled', { round: round.id, scorecard })]
      const sealed = new Set(round.sealedBy)
      if (!sealed.has(participant)) facts.push(entry('scorecard-sealed', { round: round.id, participant }))
      sealed.add(participant)
      if (round.status === 'ended' && everybodySealed(state, round, sealed))
        facts.push(entry('scores-opened', { round: round.id }))
      return facts
    },
  }),

  /**
   * Nobody waits for a scorecard that cannot come; mentors who have not sealed are skipped on purpose. A second take need not be scored:
   * anybody who takes part in it may go on without.
   */
  openScores: command({
    /** `round`: whose scores are meant. Two people who open them at the same moment both get what they asked for. */
    schema: z.object({ round: roundIdSchema.optional() }),
    refusal: (current, { round: id }) => {
      const context = contextIn(current, id)
      if (context === null) return 'unknown-round'
      const { state, round, participant } = context
      if (round.fork !== null && unlessTakingPart(context) === null && round.status !== 'scored')
        return unlessScoring(round)
      const runs = mayRunRound(state, participant) || participant === state.owner ? null : 'interviewer-only'
      if (id !== undefined && round.status === 'scored') return round.fork === null ? runs : unlessTakingPart(context)
      return firstRefusal(runs, unlessScoring(round), scorecardIsMissing(state, round) ? 'scores-not-sealed' : null)
    },
    decide: (current, { round: id }) => {
      const context = contextIn(current, id)
      if (context === null) return refuse('unknown-round')
      const { round } = context
      return round.status === 'scored' ? [] : [entry('scores-opened', { round: round.id })]
    },
  }),

  /**
   * One of a person's own feedback points, as a whole: a moment or card, the gap, the next step. Only once the scores are open, so that
   * nobody's scorecard follows somebody else's words.
   */
  setFeedbackPoint: command({
    schema: z.object({ ...newFeedbackPointSchema.shape, round: roundIdSchema.optional() }),
    refusal: (current, { round }) => {
      const context = contextIn(current, round)
      if (context === null) return 'unknown-round'
      return firstRefusal(unlessTakingPart(context), unlessScored(context.round))
    },
    decide: (current, { point, evidence, gap, next, round: id }) => {
      const context = contextIn(current, id)
      if (context === null) return refuse('unknown-round')
      const { round, participant } = context
      const before = round.feedbackPoints[participant]?.find((one) => one.point === point) ?? { point, ...noPoint }
      const after = { point, evidence, gap, next }
      return JSON.stringify(before) === JSON.stringify(after)
        ? []
        : [entry('feedback-point-set', { round: round.id, ...after })]
    },
  }),
}
