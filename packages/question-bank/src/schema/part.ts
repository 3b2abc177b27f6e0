import { z } from 'zod'

/** Ids of everything an author names: kebab-case, as in the log. */
export const partIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be kebab-case: lower-case letters, digits and hyphens')

/** One line. */
export const lineSchema = z.string().trim().min(1, 'is empty').max(300)
/** A few sentences. */
export const textSchema = z.string().trim().min(1, 'is empty').max(4000)

/** What every part of a guide has: an id of its own in the case, and the phase under which the desk lays it out. */
export const partShape = { id: partIdSchema, phase: partIdSchema }

/** Parts that the 20-minute cut leaves out. */
export const longOnlySchema = z.boolean().default(false)
