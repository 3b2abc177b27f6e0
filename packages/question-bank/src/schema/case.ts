import type { z } from 'zod'
import { guideSchema } from './guide.ts'
import { colophonSchema, publicFieldsSchema } from './public-part.ts'

/** A case file, whole: what everybody may see in `public`, what is for the desk in `guide` (and `public.readAloud`). */
export const caseSchema = colophonSchema.extend({
  public: publicFieldsSchema,
  guide: guideSchema.omit({ readAloud: true }),
})
export type Case = z.infer<typeof caseSchema>
