import { z } from 'zod'
import { lineSchema, partIdSchema, textSchema } from './part.ts'
import { referenceItemSchema } from './reference-board.ts'

const levelSchema = z.literal([1, 2, 3, 4])

/** A card of a sample board: as on a reference board, without what only comparison needs. */
const sampleItemSchema = referenceItemSchema.omit({ mark: true, dimension: true, value: true })

/** The board of somebody invented, whole, at a level: what the words of the rubric look like when somebody has written them. */
export const sampleBoardSchema = z.object({
  id: partIdSchema,
  level: levelSchema,
  title: lineSchema,
  /** What puts it at this level, and what one more level would take. */
  why: textSchema,
  items: z.array(sampleItemSchema).min(1).max(40),
})
export type SampleBoard = z.infer<typeof sampleBoardSchema>

/** What a style of company calls the competency, and what it listens for. Never in the company's name. */
export const competencySchema = z.object({ style: lineSchema, asks: lineSchema, listensFor: lineSchema })
