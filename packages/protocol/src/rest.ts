import { coverageSchema, cutSchema, personNameSchema, seatSchema, sessionModeSchema } from '@greenroom/session'
import { z } from 'zod'

/** REST bodies, JSON over `/api`. Bearer token in `Authorization` unless a line says otherwise. Errors: `{ error: { code, message } }`. */

/** POST /api/sessions — no token. */
export const createSessionBodySchema = z.object({
  mode: sessionModeSchema,
  cut: cutSchema,
  coverage: coverageSchema,
  callLink: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  name: personNameSchema,
  /** The owner's own seat; solo: always the candidate's. */
  seat: seatSchema,
  /** A case chosen now, one drawn now, or later. Only possible when the owner sits at the desk or in solo. */
  case: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('later') }),
    z.object({
      kind: z.literal('drawn'),
      category: z.string().max(40).nullable(),
      difficulty: z.string().max(20).nullable(),
      seen: z.array(z.string().max(64)).max(500),
    }),
    z.object({ kind: z.literal('chosen'), caseId: z.string().max(64) }),
  ]),
})
export type CreateSessionBody = z.infer<typeof createSessionBodySchema>

/** Answer of create and join: the participant's own token, shown once. */
export const admissionSchema = z.object({
  session: z.string(),
  participant: z.string(),
  token: z.string(),
})
export type Admission = z.infer<typeof admissionSchema>

/** POST /api/invitations/look — no token; changes nothing. Body of look and join carries the secret of the fragment. */
export const lookBodySchema = z.object({ invitation: z.string().min(20).max(200) })
export const lookAnswerSchema = z.object({
  session: z.string(),
  mode: sessionModeSchema,
  cut: cutSchema,
  ownerName: z.string(),
  seats: z.array(seatSchema),
  /** Of those seats, the ones that somebody could take now. */
  freeSeats: z.array(seatSchema),
})
export type LookAnswer = z.infer<typeof lookAnswerSchema>

/** POST /api/invitations/join — no token; answers an admission. */
export const joinBodySchema = lookBodySchema.extend({ name: personNameSchema, seat: seatSchema.nullable() })
export type JoinBody = z.infer<typeof joinBodySchema>

/** GET /api/sessions/:session/invitations (owner). POST the same to make or renew one, DELETE …/:invitation to revoke. */
export const invitationSchema = z.object({
  id: z.string(),
  seats: z.array(seatSchema),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
  /** Only in the answer that makes it: only its hash is stored. */
  secret: z.string().nullable(),
})
export type Invitation = z.infer<typeof invitationSchema>
export const makeInvitationBodySchema = z.object({ seats: z.array(seatSchema).min(1).max(4) })

/** GET /api/site — no token: what the page needs to know of the server. */
export const siteSchema = z.object({
  version: z.string(),
  protocol: z.number(),
  /** From the environment; `null`: invitations use the address that the page was opened with. */
  publicUrl: z.string().nullable(),
  lanUrls: z.array(z.string()),
  retentionDays: z.number().nullable(),
})
export type Site = z.infer<typeof siteSchema>
