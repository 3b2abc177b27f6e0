import { z } from 'zod'
import { lineSchema, partIdSchema, textSchema } from './part.ts'

const nameSchema = z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'must be a camelCase name')
/** A formula of + − * / and brackets over numbers and names; a number stands for itself. */
export const formulaSchema = z.union([z.string().trim().min(1).max(400), z.number().transform(String)])

const populationSchema = z.string().trim().min(1).max(60)

/**
 * A number that a text of the case states. `in` says which (a fact's or curveball's id, or `prompt`), `as` how it is
 * written there, so that the text and the arithmetic cannot drift apart. Without them the number is the author's own (the
 * truth behind the facts). A share may say `of` whom it is one, and a count or share `is` whom it counts: then it is checked that
 * shares of different people are not added or multiplied as if they were the same.
 */
const namedNumberSchema = z
  .union([
    z.number(),
    z
      .object({
        value: z.number(),
        in: z.union([z.literal('prompt'), partIdSchema]).optional(),
        as: z.union([z.string().min(1).max(60), z.number().transform(String)]).optional(),
        of: populationSchema.optional(),
        is: populationSchema.optional(),
      })
      .refine((number) => (number.in === undefined) === (number.as === undefined), 'needs both in and as, or neither'),
  ])
  .transform((number): NamedNumber => (typeof number === 'number' ? { value: number } : number))
export type NamedNumber = {
  readonly value: number
  readonly in?: string
  readonly as?: string
  readonly of?: string
  readonly is?: string
}

/** Exactly one of `equals`, `below`, `above`; `within` is an absolute tolerance and belongs to `equals`. */
export const checkSchema = z
  .object({
    say: lineSchema,
    formula: formulaSchema,
    equals: formulaSchema.optional(),
    within: z.number().nonnegative().default(0),
    below: formulaSchema.optional(),
    above: formulaSchema.optional(),
  })
  .refine(
    (check) => [check.equals, check.below, check.above].filter((side) => side !== undefined).length === 1,
    'needs exactly one of equals, below, above',
  )
export type Check = z.infer<typeof checkSchema>

/** The arithmetic of a case's numbers as data: computed by the linter, read by people. */
export const reconciliationSchema = z.object({
  /** How the numbers hang together, in words. */
  how: textSchema,
  numbers: z.record(nameSchema, namedNumberSchema),
  checks: z.array(checkSchema).min(1).max(60),
})
export type Reconciliation = z.infer<typeof reconciliationSchema>
