import { z } from 'zod'
import { lineSchema, longOnlySchema, partIdSchema, partShape, textSchema } from './part.ts'

/** A question that candidates ask, and what the interviewer answers. */
export const clarifyingSchema = z.object({
  ...partShape,
  question: lineSchema,
  /** `give` the answer; `ask-back`: "what would you assume?", then confirm `answer`; `not-known`: say so. */
  state: z.enum(['give', 'ask-back', 'not-known']),
  answer: textSchema,
  longOnly: longOnlySchema,
})

/** A rung of help: 1 a nudging question, 2 a pointer, 3 the answer handed over. The ceiling is the best score left. */
export const hintSchema = z.object({
  ...partShape,
  rung: z.literal([1, 2, 3]),
  text: textSchema,
  ceiling: z.object({ dimension: partIdSchema, level: z.literal([1, 2, 3, 4]) }),
})
export type Hint = z.infer<typeof hintSchema>

export const probeSchema = z.object({
  ...partShape,
  /** The section of the board that it digs into. */
  section: z.string().min(1).max(64),
  text: textSchema,
  /** What a strong reply holds. */
  strong: textSchema,
  /** The ladder that it is a rung of: what the candidate says that opens it, in one line. */
  ladder: lineSchema.optional(),
  /** Its place on the ladder, from 1: each goes deeper into the same moment. */
  rung: z.number().int().min(1).max(6).optional(),
  longOnly: longOnlySchema,
})

export const curveballSchema = z.object({
  ...partShape,
  text: textSchema,
  /** The moment to play it. */
  when: lineSchema,
  /** Items of the reference board that should change. */
  moves: z.array(partIdSchema).max(24),
  /** What a strong reply changes, in words. */
  listenFor: textSchema,
  longOnly: longOnlySchema,
})

export const mistakeSchema = z.object({
  ...partShape,
  text: lineSchema,
  /** What it looks like on the board, so that a peer sees it. */
  boardSign: lineSchema,
  /** What to say when one sees it. */
  say: lineSchema.optional(),
})

/** The same moment at level 2 and at level 4, as somebody would say it. */
export const sampleSchema = z.object({
  ...partShape,
  dimension: partIdSchema,
  weaker: textSchema,
  stronger: textSchema,
  why: lineSchema,
})

export const drillSchema = z.object({
  id: partIdSchema,
  title: lineSchema,
  minutes: z.number().min(3).max(5),
  dimension: partIdSchema,
  text: textSchema,
})

export const guidePhaseSchema = z.object({
  id: partIdSchema,
  goal: textSchema,
  moveOnWhen: textSchema,
  ifStuck: textSchema,
})
export type Clarifying = z.infer<typeof clarifyingSchema>
export type Probe = z.infer<typeof probeSchema>
export type Curveball = z.infer<typeof curveballSchema>
export type Mistake = z.infer<typeof mistakeSchema>
export type Sample = z.infer<typeof sampleSchema>
export type Drill = z.infer<typeof drillSchema>
export type GuidePhase = z.infer<typeof guidePhaseSchema>
