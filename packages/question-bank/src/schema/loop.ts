import { z } from 'zod'
import { cuts } from '../vocabulary.ts'
import { lineSchema, partIdSchema, textSchema } from './part.ts'
import { colophonSchema } from './public-part.ts'

/** A case that a round may be held with, and the sentence that leads from the story to it, read aloud before its prompt. */
const loopCaseSchema = z.object({ id: partIdSchema, bridge: lineSchema })

const loopRoundSchema = z.object({
  /** As the people who hold it would call it. */
  title: z.string().trim().min(1).max(60),
  /** The first names the round; cases may be of any of them. */
  categories: z.array(partIdSchema).min(1).max(3),
  minutes: z.literal(cuts),
  tests: lineSchema,
  /** Two or more, so that somebody who has seen one can still be surprised. */
  cases: z.array(loopCaseSchema).min(2).max(12),
})

const sourceSchema = z.object({
  title: lineSchema,
  publisher: lineSchema,
  /** Of publication; of a web page, the year in which it was read. */
  year: z.number().int().min(1990).max(2100),
  /** How much of it the authors had before them; `not-opened`: named from general knowledge, because they could not open it. */
  read: z.enum(['whole', 'in-part', 'not-opened']),
})

const weighedCategorySchema = z.object({ category: partIdSchema, weight: z.number().positive().max(100) })

const trackDrillSchema = z.object({
  id: partIdSchema,
  title: lineSchema,
  minutes: z.number().int().min(3).max(5),
  text: lineSchema,
})

const day = { text: lineSchema, minutes: z.number().int().min(0).max(240) }
/** `weakest`: drawn by one's own weakest dimension; `category` is that of a day without scores so far. */
const planDaySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['read', 'rest', 'loop']), ...day }),
  z.object({ kind: z.literal('drill'), drill: partIdSchema, ...day }),
  z.object({ kind: z.enum(['case', 'weakest']), category: partIdSchema, ...day }),
])

/** How a style of company interviews, and how to prepare for it. All of it is for everybody. */
export const trackSchema = z.object({
  summary: lineSchema,
  how: z
    .array(z.object({ title: lineSchema, text: textSchema }))
    .min(3)
    .max(8),
  sources: z.array(sourceSchema).min(2).max(12),
  /** How often each category is asked there: the weights of a draw by this mix. They add up to 100. */
  mix: z.array(weighedCategorySchema).min(2).max(16),
  cases: z.array(partIdSchema).length(8),
  drills: z.array(trackDrillSchema).min(3).max(8),
  /** Two weeks, one entry a day. */
  plan: z.array(planDaySchema).length(14),
})
export type Track = z.infer<typeof trackSchema>
export type PlanDay = Track['plan'][number]

/** A file of `loops/`: rounds with one story running through them, in the style of a company, and the way to prepare for them. */
export const loopSchema = colophonSchema
  .pick({ version: true, locale: true, licence: true, author: true, lastChecked: true })
  .extend({
    id: partIdSchema,
    /** In the style of whom, as at the start of a line: “An AI lab”. */
    company: z.string().trim().min(1).max(60),
    title: lineSchema,
    /** Says that no company’s own loop was copied, and that numbers are invented. */
    notice: textSchema,
    /** Read before the first round; what follows stays in its world. */
    story: textSchema,
    /** How such loops are decided: above the levels on the closing page. */
    closing: textSchema,
    rounds: z.array(loopRoundSchema).min(3).max(5),
    track: trackSchema,
  })
export type Loop = z.infer<typeof loopSchema>

/** A loop as everybody may see it: without the sentences that lead to a case, and with its cases as one list. */
export const publicLoopSchema = loopSchema.omit({ rounds: true }).extend({
  rounds: z.array(loopRoundSchema.omit({ cases: true })),
  cases: z.array(partIdSchema),
})
export type PublicLoop = z.infer<typeof publicLoopSchema>
