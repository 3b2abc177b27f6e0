import {
  agendaSchema,
  coverageSchema,
  cutSchema,
  documentNameSchema,
  participantIdSchema,
  personNameSchema,
  publicCaseSchema,
  seatSchema,
  sessionModeSchema,
} from '@greenroom/session'
import { z } from 'zod'
import { projectedEntrySchema } from './from-server.ts'

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

/** DELETE /api/sessions/:session/invitations/:invitation (owner); the body may be left away. */
export const revokeInvitationBodySchema = z
  .object({
    /** Those who came in by it are removed too: their tokens end, and their connections are cut. */
    removeParticipants: z.boolean(),
  })
  .partial()
  .optional()
export type RevokeInvitationBody = z.infer<typeof revokeInvitationBodySchema>
export const revokeInvitationAnswerSchema = z.object({ removed: z.array(participantIdSchema) })

/** GET /api/sessions/:session (participant): what a page shows of a session that it is not connected to. */
export const sessionSummarySchema = z.object({
  session: z.string(),
  mode: sessionModeSchema,
  cut: cutSchema,
  createdAt: z.number(),
  status: z.enum(['open', 'closed']),
  owner: z.string(),
  /** The reader. */
  participant: z.string(),
  name: z.string(),
  seat: seatSchema.nullable(),
  participants: z.array(z.object({ participant: z.string(), name: z.string(), seat: seatSchema.nullable() })),
  rounds: z.array(
    z.object({
      round: z.string(),
      status: z.enum(['lobby', 'running', 'ended', 'scored']),
      /** Of the case whose prompt everybody has been shown. */
      title: z.string().nullable(),
      category: z.string().nullable(),
      startedAt: z.number().nullable(),
      endedAt: z.number().nullable(),
    }),
  ),
})
export type SessionSummary = z.infer<typeof sessionSummarySchema>

/** GET /api/sessions/:session/replay?after=… (participant): everything that this participant may see, in pages of at most 1 MB. */
export const replayEditSchema = z.object({
  document: documentNameSchema,
  at: z.number(),
  by: participantIdSchema.nullable(),
  /** How many entries of the reader's stream precede the edit. */
  n: z.number().int().min(0),
  /** One Yjs update (V1), base64. */
  update: z.string(),
})
export type ReplayEdit = z.infer<typeof replayEditSchema>
export const replayPageSchema = z.object({
  entries: z.array(projectedEntrySchema),
  edits: z.array(replayEditSchema),
  /** The `after` of the next page; `null` on the last. */
  next: z.string().nullable(),
})
export type ReplayPage = z.infer<typeof replayPageSchema>
/** `after` of a replay: how many entries and how many edits of the reader the pages before held. */
export const replayAfterSchema = z.string().regex(/^[0-9]{1,9}\.[0-9]{1,9}$/)

/** GET /api/bank and GET /api/bank/:case — no token: the public part of a case, never its guide. */
export const bankCaseSchema = publicCaseSchema.extend({
  agendas: z.object({ 45: agendaSchema, 20: agendaSchema }),
})
export type BankCase = z.infer<typeof bankCaseSchema>

/** Every refusal of the REST side. `code` is the contract; the sentence may be shown. */
export const restErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
export type RestError = z.infer<typeof restErrorSchema>

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
