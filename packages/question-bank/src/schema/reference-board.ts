import { z } from 'zod'
import { partIdSchema } from './part.ts'
import { formulaSchema } from './reconciliation.ts'

/**
 * What a metric of the tree comes to, so that it can be checked that children add up or multiply to their parent: now, or before and
 * after. All of one tree in one unit, shares as parts of one. `within`: by how much the parent may differ from what its children make.
 */
const valueSchema = z
  .object({
    now: formulaSchema.optional(),
    before: formulaSchema.optional(),
    after: formulaSchema.optional(),
    within: z.number().nonnegative().default(0),
  })
  .refine(
    ({ now, before, after }) => (now === undefined) === (before !== undefined && after !== undefined),
    'needs now, or before and after',
  )
  .refine(
    ({ now, before, after }) => now === undefined || (before ?? after) === undefined,
    'needs now, or before and after',
  )

/** An item of a board as a case's author writes it. Held against the category's framework by the linter. */
export const referenceItemSchema = z.object({
  id: partIdSchema,
  section: z.string().min(1).max(64),
  kind: z.string().min(1).max(40),
  /** A short card, as on a real board. */
  text: z.string().trim().min(1).max(140),
  parent: partIdSchema.optional(),
  fields: z.record(z.string(), z.union([z.string().max(200), z.number()]).transform(String)).default({}),
  links: z.array(z.object({ kind: z.string().min(1).max(40), to: partIdSchema })).default([]),
  value: valueSchema.optional(),
  mark: z.enum(['core', 'good', 'stretch']),
  /** The dimension of the rubric that it shows; a core item has one. */
  dimension: partIdSchema.optional(),
})
export type ReferenceItem = z.infer<typeof referenceItemSchema>

/** One good board, never "the" answer. The linter asks for its note and its items where the category has one. */
export const referenceBoardSchema = z.object({
  note: z.string().trim().max(600),
  items: z.array(referenceItemSchema).max(80),
})
