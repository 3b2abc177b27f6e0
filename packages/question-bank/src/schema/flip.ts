import { z } from 'zod'
import { lineSchema, partIdSchema } from './part.ts'
import { formulaSchema } from './reconciliation.ts'

/**
 * The one bet on which a call rests, as arithmetic. As long as `margin` is above 0 the call holds; with `at` in place of the number called
 * `number` it comes to 0, give or take `within`.
 */
export const flipSchema = z.object({
  say: lineSchema,
  /** The item of the reference board that states it. */
  bet: partIdSchema,
  number: z.string().min(1).max(40),
  at: z.number(),
  /** How `at` is written on the card. */
  as: z.union([z.string().min(1).max(60), z.number().transform(String)]),
  margin: formulaSchema,
  within: z.number().nonnegative(),
})
