import { z } from 'zod'
import { partIdSchema } from './part.ts'

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
  mark: z.enum(['core', 'good', 'stretch']),
  /** The dimension of the rubric that it shows; a core item has one. */
  dimension: partIdSchema.optional(),
})
export type ReferenceItem = z.infer<typeof referenceItemSchema>

/** One good board, never "the" answer. */
export const referenceBoardSchema = z.object({
  note: z.string().trim().min(1).max(600),
  items: z.array(referenceItemSchema).min(1).max(80),
})
