import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { textLimits } from '../limits/text-limits.ts'
import { scoreSchema } from './vocabulary.ts'

/** What a score or a feedback point refers to: a moment of the session, or an item of the board. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), at: z.number().int(), label: z.string().max(textLimits.evidence) }),
  z.object({ kind: z.literal('item'), item: z.string().max(64), label: z.string().max(textLimits.evidence) }),
])
export type Evidence = z.infer<typeof evidenceSchema>

const dimensionId = z.string().max(64)

/** One judgement: a level and its evidence. */
const viewSchema = z.object({ score: scoreSchema, words: z.string().max(textLimits.scorecardWords) })

export const scorecardSchema = z.object({
  scores: z.record(
    dimensionId,
    z.object({
      score: scoreSchema,
      words: z.string().max(textLimits.scorecardWords),
      evidence: z.array(evidenceSchema).max(sessionLimits.evidencePerScore),
      /** Ids of the rubric's ticks that were seen. */
      ticks: z.array(z.string().max(64)).max(sessionLimits.ticksPerScore).optional(),
    }),
  ),
  /** The candidate's: the level they expect from the interviewer, by dimension. */
  guesses: z.record(dimensionId, scoreSchema).optional(),
  /** The candidate's: how they were interviewed. */
  aboutInterviewer: z
    .object({ clarity: viewSchema.optional(), probing: viewSchema.optional(), pacing: viewSchema.optional() })
    .optional(),
})
export type Scorecard = z.infer<typeof scorecardSchema>

/** What the candidate rates the interviewer on: clear set-up and answers, questions that go deeper, and room to think with help in time. */
export const interviewerDimensions = ['clarity', 'probing', 'pacing'] as const
export type InterviewerDimension = (typeof interviewerDimensions)[number]

/** More than any rubric has. */
const mostScores = 32
const fewEnough = (scores: object): boolean => Object.keys(scores).length <= mostScores

/** A scorecard as it is sealed now. Those in the log may be older, and are read as they were. */
export const newScorecardSchema = z.object({
  scores: scorecardSchema.shape.scores.refine(fewEnough).meta({ maxProperties: mostScores }),
  guesses: scorecardSchema.shape.guesses.unwrap().refine(fewEnough).meta({ maxProperties: mostScores }).optional(),
  aboutInterviewer: scorecardSchema.shape.aboutInterviewer,
})
