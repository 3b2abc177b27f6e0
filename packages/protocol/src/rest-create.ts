import {
  commandTable,
  coverageSchema,
  cutSchema,
  personNameSchema,
  seatSchema,
  sessionModeSchema,
  textLimits,
} from '@greenroom/session'
import { z } from 'zod'
import { seenCasesSchema } from './common-fields.ts'
import { ownCaseKeySchema } from './rest.ts'

/** POST /api/sessions — no token. */
export const createSessionBodySchema = z.object({
  mode: sessionModeSchema,
  cut: cutSchema,
  coverage: coverageSchema,
  callLink: z
    .url({ protocol: /^https?$/ })
    .max(textLimits.callLink)
    .nullable(),
  name: personNameSchema,
  /** The owner's own seat; in solo always the candidate's. */
  seat: seatSchema,
  /** The loop of the bank whose rounds the session holds; its first case is drawn from those of its first round. */
  loop: z.string().max(64).nullish(),
  /** A case chosen now, one drawn now, or later. Only possible when the owner sits at the desk or in solo. */
  case: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('later') }),
    z.object({
      kind: z.literal('drawn'),
      ...commandTable.drawCase.schema.shape,
      seen: seenCasesSchema,
    }),
    z.object({ kind: z.literal('chosen'), caseId: z.string().max(64) }),
    ownCaseKeySchema.extend({ kind: z.literal('own') }),
  ]),
})
export type CreateSessionBody = z.infer<typeof createSessionBodySchema>
