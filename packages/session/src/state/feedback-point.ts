import { z } from 'zod'
import { textLimits } from '../limits/text-limits.ts'
import { evidenceSchema } from './scorecard.ts'
import { typedText } from './typed-words.ts'

/** Each person has at most three points: what matters most is never the fourth. */
export const feedbackPointNumbers = [1, 2, 3] as const
export const feedbackPointNumberSchema = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type FeedbackPointNumber = z.infer<typeof feedbackPointNumberSchema>

/** What to do about a gap. */
const nextStepIn = (ownWords: z.ZodString) =>
  z.discriminatedUnion('kind', [
    /** A drill of the case; its title is included for readers without the guide. */
    z.object({ kind: z.literal('drill'), drill: z.string().max(64), title: z.string().max(textLimits.drillTitle) }),
    /** The stretch from this moment, taken again. Milliseconds since the epoch. */
    z.object({ kind: z.literal('take'), at: z.number().int() }),
    z.object({ kind: z.literal('own'), words: ownWords }),
  ])
const nextStepSchema = nextStepIn(z.string().trim().min(1).max(textLimits.feedback))
export type NextStep = z.infer<typeof nextStepSchema>

/** A moment or card, what was missing there, and what to do next. Every part may be left open. */
export const feedbackPointSchema = z.object({
  point: feedbackPointNumberSchema,
  evidence: evidenceSchema.nullable(),
  gap: z.string().trim().max(textLimits.feedback),
  next: nextStepSchema.nullable(),
})
export type FeedbackPoint = z.infer<typeof feedbackPointSchema>

/** A point as it is written now. Those in the log may be older, and are read as they were. */
export const newFeedbackPointSchema = feedbackPointSchema.extend({
  gap: typedText(textLimits.feedback),
  next: nextStepIn(typedText(textLimits.feedback).min(1)).nullable(),
})

/** How much of a point is filled in, in thirds. */
export function thirdsOf({ evidence, gap, next }: Omit<FeedbackPoint, 'point'>): 0 | 1 | 2 | 3 {
  return ((evidence === null ? 0 : 1) + (gap === '' ? 0 : 1) + (next === null ? 0 : 1)) as 0 | 1 | 2 | 3
}
