import { z } from 'zod'
import { cutSchema } from './vocabulary.ts'

const line = z.string().min(1).max(300)

/**
 * The rounds that a session plans, as its log records them. Copied from the bank, so that a session does not depend on a loop that may
 * change. Which cases a round may draw is not included: nobody is told what comes next.
 */
export const loopPlanSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  version: z.string().max(32),
  /** Whose interviews it imitates. */
  company: z.string().min(1).max(60),
  title: line,
  /** The setting that all rounds share. */
  story: z.string().max(4000),
  /** How such loops are decided. */
  closing: z.string().max(4000),
  rounds: z
    .array(z.object({ title: z.string().min(1).max(60), category: z.string().max(40), cut: cutSchema }))
    .min(1)
    .max(12),
})
export type LoopPlan = z.infer<typeof loopPlanSchema>
