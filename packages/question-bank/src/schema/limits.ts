import { z } from 'zod'
import { lineSchema, partIdSchema } from './part.ts'
import { formulaSchema } from './reconciliation.ts'

const limitSchema = z
  .object({
    say: lineSchema,
    /** A number, or a formula over the numbers of the reconciliation. */
    at: formulaSchema,
    /** The item of the reference board that states it, and how it is written there. */
    in: partIdSchema.optional(),
    as: z.union([z.string().min(1).max(60), z.number().transform(String)]).optional(),
  })
  .refine((limit) => (limit.in === undefined) === (limit.as === undefined), 'needs both in and as, or neither')

/** Limits of one quantity in one unit, each above the one before it. */
export const limitsSchema = z.array(z.object({ of: lineSchema, rising: z.array(limitSchema).min(2).max(8) })).max(8)
