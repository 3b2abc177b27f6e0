import { z } from 'zod'
import { sessionLimits } from '../rules/session-limits.ts'
import { textLimits } from '../rules/text-limits.ts'
import { scoreSchema } from './vocabulary.ts'

/** Where a score or a takeaway points: a moment of the session, or an item of the board. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), at: z.number().int(), label: z.string().max(textLimits.evidence) }),
  z.object({ kind: z.literal('item'), item: z.string().max(64), label: z.string().max(textLimits.evidence) }),
])
export type Evidence = z.infer<typeof evidenceSchema>

export const scorecardSchema = z.object({
  scores: z.record(
    z.string().max(64),
    z.object({
      score: scoreSchema,
      words: z.string().max(textLimits.scorecardWords),
      evidence: z.array(evidenceSchema).max(sessionLimits.evidencePerScore),
    }),
  ),
})
export type Scorecard = z.infer<typeof scorecardSchema>

/** More than any rubric has. */
const mostScores = 32

/** A scorecard as it is sealed now. Those in the log may be older, and are read as they were. */
export const newScorecardSchema = z.object({
  scores: scorecardSchema.shape.scores
    .refine((scores) => Object.keys(scores).length <= mostScores)
    .meta({ maxProperties: mostScores }),
})
