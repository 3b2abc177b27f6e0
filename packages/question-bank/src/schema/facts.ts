import { z } from 'zod'
import { lineSchema, partIdSchema, partShape, textSchema } from './part.ts'

/** When the interviewer may hand a fact over. */
const releaseSchema = z.discriminatedUnion('on', [
  /** Only when somebody asks for it, concretely: `for` says what has to be asked. */
  z.object({ on: z.literal('request'), for: lineSchema, notBefore: partIdSchema.optional() }),
  /** From the start of a phase on, unasked. */
  z.object({ on: z.literal('phase'), phase: partIdSchema }),
  /** Together with a curveball. */
  z.object({ on: z.literal('curveball'), curveball: partIdSchema }),
])
export type Release = z.infer<typeof releaseSchema>

const tableSchema = z.object({
  columns: z.array(z.string().max(60)).min(2).max(8),
  rows: z
    .array(
      z
        .array(z.union([z.string().max(120), z.number()]).transform(String))
        .min(2)
        .max(8),
    )
    .min(1)
    .max(20),
})
export type FactTable = z.infer<typeof tableSchema>

export const factSchema = z.object({
  ...partShape,
  label: z.string().trim().min(1).max(120),
  text: textSchema,
  table: tableSchema.optional(),
  release: releaseSchema,
  /** Words of a question that ask for this fact, in lower case: in solo the room matches questions against them. */
  askFor: z.array(z.string().trim().min(2).max(80)).max(24),
  /** True, and beside the point: a candidate who chases it loses time. */
  redHerring: z.boolean().default(false),
  /** What the interviewer needs to know about it and does not say. */
  deskNote: z.string().trim().max(600).optional(),
  /** Why its numbers take no part in the reconciliation. */
  standsAlone: lineSchema.optional(),
})
export type Fact = z.infer<typeof factSchema>
