import {
  agendaSchema,
  cutSchema,
  participantIdSchema,
  personNameSchema,
  publicCaseSchema,
  returnIdSchema,
  seatSchema,
  sessionModeSchema,
} from '@greenroom/session'
import { z } from 'zod'
import { secretSchema } from './common-fields.ts'
import { limits } from './limits.ts'

/** REST bodies, JSON over `/api`. Bearer token in `Authorization` unless a line says otherwise. Errors: `{ error: { code, message } }`. */

/** An own case: its id may be seen by everybody in a round that uses it; its secret opens it. */
export const ownCaseKeySchema = z.object({
  id: z.string().regex(/^own-[0-9a-f]{24}$/),
  secret: secretSchema,
})
export type OwnCaseKey = z.infer<typeof ownCaseKeySchema>

/** The answer of create and join: the participant's own token, shown once. */
export const admissionSchema = z.object({
  session: z.string(),
  participant: z.string(),
  token: z.string(),
})
export type Admission = z.infer<typeof admissionSchema>

/** POST /api/invitations/look — no token; changes nothing. The body of look and join carries the secret of the fragment. */
export const lookBodySchema = z.object({ invitation: secretSchema })
export const lookAnswerSchema = z.object({
  session: z.string(),
  mode: sessionModeSchema,
  cut: cutSchema,
  ownerName: z.string(),
  seats: z.array(seatSchema),
  /** Of those seats, the ones that somebody could take now. */
  freeSeats: z.array(seatSchema),
  /** People who joined by this invitation and are still in the session: somebody who presents it may be one of them on another device. */
  people: z.array(z.object({ participant: participantIdSchema, name: z.string(), seat: seatSchema.nullable() })),
  /** Where people talk, as the host of their call link; the link itself is only for people who have joined. `null` when there is none. */
  callHost: z.string().nullable(),
})
export type LookAnswer = z.infer<typeof lookAnswerSchema>

/** POST /api/invitations/join — no token; answers an admission. */
export const joinBodySchema = lookBodySchema.extend({ name: personNameSchema, seat: seatSchema.nullable() })
export type JoinBody = z.infer<typeof joinBodySchema>

/** POST /api/returns — no token: says that one is a participant who joined by this invitation, on another device. */
export const askReturnBodySchema = lookBodySchema.extend({ participant: participantIdSchema })
export const askReturnAnswerSchema = z.object({
  /** The key that the page uses to fetch the answer. */
  key: z.string(),
  request: returnIdSchema,
  /** Names of those who are here and can say yes. When nobody is, say so. */
  asked: z.array(z.string()),
})
export type AskReturnAnswer = z.infer<typeof askReturnAnswerSchema>
/** POST /api/returns/look and /api/returns/end — no token. */
export const returnKeyBodySchema = z.object({ key: secretSchema })
/** The answer of look. `granted` may be requested again until the request is forgotten; it returns the same token. */
export const returnAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), asked: z.array(z.string()) }),
  z.object({ state: z.literal('declined') }),
  z.object({ state: z.literal('over') }),
  z.object({ state: z.literal('granted'), admission: admissionSchema }),
])
export type ReturnAnswer = z.infer<typeof returnAnswerSchema>

/**
 * GET /api/sessions/:session/way-back (participant): whether there is a link by which they come back on another device. POST creates one,
 * and ends the one before; DELETE ends it.
 */
export const wayBackSchema = z.object({ createdAt: z.number().nullable() })
/** The secret is shown only this once: only its hash is stored. */
export const newWayBackSchema = z.object({ createdAt: z.number(), secret: z.string() })
/** POST /api/ways-back/look — no token: whose link this is, for the person who opened it. Does not use the link up. */
export const lookAtWayBackAnswerSchema = z.object({
  name: z.string(),
  ownerName: z.string(),
  mode: sessionModeSchema,
  seat: seatSchema.nullable(),
  owner: z.boolean(),
})
export type LookAtWayBackAnswer = z.infer<typeof lookAtWayBackAnswerSchema>
/** POST /api/ways-back — no token: trades the secret for another token of the same participant. It can be used again. */
export const useWayBackBodySchema = z.object({ secret: secretSchema })
export const useWayBackAnswerSchema = admissionSchema.extend({
  name: z.string(),
  mode: sessionModeSchema,
  owner: z.boolean(),
})
export type UseWayBackAnswer = z.infer<typeof useWayBackAnswerSchema>

/** GET /api/sessions/:session/invitations (owner). POST the same to create or renew one, DELETE …/:invitation to revoke. */
export const invitationSchema = z.object({
  id: z.string(),
  seats: z.array(seatSchema),
  createdAt: z.number(),
  revokedAt: z.number().nullable(),
  /** Only in the answer that creates it: only its hash is stored. */
  secret: z.string().nullable(),
})
export type Invitation = z.infer<typeof invitationSchema>
export const makeInvitationBodySchema = z.object({ seats: z.array(seatSchema).min(1).max(4) })

/** DELETE /api/sessions/:session/invitations/:invitation (owner); the body may be omitted. */
export const revokeInvitationBodySchema = z
  .object({
    /** People who joined by it are removed, too: their tokens end, and their connections are cut. */
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
  /** Its log cannot be read to the end: this is the state before the damage. */
  damaged: z.boolean().optional(),
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

/**
 * GET /api/sessions/:session/known-cases (participant): for a participant who may prepare a case now, the cases of this session whose guide
 * the candidate was sent, which are not offered for them; for everybody else none.
 */
export const knownCasesAnswerSchema = z.object({ cases: z.array(z.string()) })
export type KnownCasesAnswer = z.infer<typeof knownCasesAnswerSchema>

/** GET /api/bank and GET /api/bank/:case — no token: the public part of a case, never its guide. */
export const bankCaseSchema = publicCaseSchema.extend({
  parents: z.array(z.string().max(80)).max(4).default([]),
  status: z.string().max(20).default('draft'),
  /** Ids of the loops that it may come up in. */
  loops: z.array(z.string().max(64)).max(64).default([]),
  agendas: z.object({ 45: agendaSchema, 20: agendaSchema }),
  /** Whether people can compare their run with a recorded one once it is scored. */
  hasRun: z.boolean().default(false),
})
export type BankCase = z.infer<typeof bankCaseSchema>

/**
 * GET /api/sessions/:session/rounds/:round/runs (participant): the reference runs of the round's case, once its scores are open; the
 * strong one first. GET …/runs/:run answers the recording of one.
 */
export const referenceRunSchema = z.object({
  id: z.string().max(120),
  level: z.enum(['strong', 'at-the-bar']),
  title: z.string().max(120),
  madeBy: z.string().max(80),
  /** The day, as 2026-11-28. */
  madeOn: z.string().max(10),
})
export type ReferenceRun = z.infer<typeof referenceRunSchema>

/** POST /api/own-cases — no token: takes all of the files in, or none. */
export const importCasesBodySchema = z.object({
  // Too many, or too large: the linter says so for each file. These bounds are those of the body itself.
  files: z
    .array(z.object({ name: z.string().max(300), text: z.string().max(limits.ownCasesBodyBytes) }))
    .min(1)
    .max(4 * limits.ownCasesAtOnce),
})
export type ImportCasesBody = z.infer<typeof importCasesBodySchema>
/** What the linter says about a file. Lines and columns count from 1; `at` is the path into the case. */
export const caseFaultSchema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.number(),
  at: z.array(z.union([z.string(), z.number()])),
  rule: z.string(),
  message: z.string(),
})
export type CaseFault = z.infer<typeof caseFaultSchema>
/** `version` counts how often it was saved. */
export const ownCaseSchema = z.object({
  id: ownCaseKeySchema.shape.id,
  version: z.number().int(),
  changedAt: z.number(),
  public: bankCaseSchema,
})
export type OwnCase = z.infer<typeof ownCaseSchema>
/** The secrets are shown only this once: only their hashes are stored. In the order of the files. */
export const importCasesAnswerSchema = z.object({
  cases: z.array(ownCaseSchema.extend({ secret: ownCaseKeySchema.shape.secret })),
})
/** GET /api/own-cases/:id — bearer: the case's secret, as for PUT and DELETE. `text` is the YAML. */
export const ownCaseFileSchema = ownCaseSchema.extend({ text: z.string() })
export type OwnCaseFile = z.infer<typeof ownCaseFileSchema>
/** PUT /api/own-cases/:id. `expects`: the version that was changed; when there is a newer one by now, nothing is saved. */
export const saveCaseBodySchema = z.object({
  text: z.string().max(limits.ownCasesBodyBytes),
  expects: z.number().int(),
})
/** POST /api/sessions/:session/own-case (participant): prepares it for the round; the caller must be allowed to prepare one. Body: `OwnCaseKey`. */

/** Refusals that only REST has, in addition to those of the room's rules (`RefusalCode`). */
export type RestRefusalCode =
  | 'unauthorized'
  | 'revoked'
  | 'unknown-session'
  | 'session-damaged'
  | 'unknown-invitation'
  | 'unknown-return'
  | 'unknown-way-back'
  | 'invitation-revoked'
  | 'invitation-full'
  | 'unknown-own-case'
  | 'unknown-loop'
  | 'own-case-changed'
  | 'case-faults'
  | 'too-many-cases'
  | 'unknown-share'
  | 'share-revoked'
  | 'share-ended'
  | 'wrong-hash'
  | 'not-audio'
  | 'unknown-audio-part'
  | 'unknown-recording'
  | 'recording-unreadable'
  | 'too-many-recordings'
  | 'unknown-admin-link'
  | 'admin-only'
  | 'admin-busy'
  | 'account-only'
  | 'passkey-refused'
  | 'provider-silent'
  | 'unknown-claim'
  | 'unknown-backup'
  | 'already-restored'
  | 'not-found'
  | 'foreign-origin'
  | 'too-large'
  | 'internal'

/**
 * Every refusal over REST. `code` is the contract. `message` is for people who call the API themselves; the page has its own words for
 * every code that it knows. `faults` only with `case-faults`; `field` and `limit` only with `too-long`.
 */
export const restErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    faults: z.array(caseFaultSchema).optional(),
    field: z.string().optional(),
    limit: z.number().optional(),
  }),
})
export type RestError = z.infer<typeof restErrorSchema>

/** GET /api/site — no token: what the page needs to know about the server. */
export const siteSchema = z.object({
  version: z.string(),
  protocol: z.number(),
  /** From the environment. `null`: invitations use the address that the page was opened with. */
  publicUrl: z.string().nullable(),
  lanUrls: z.array(z.string()),
  retentionDays: z.number().nullable(),
  /** Whether people may sign in at a provider, so that their sessions follow them. Servers older than this field have no accounts. */
  signIn: z.boolean().default(false),
  /** Whether people may sign in with a passkey. */
  passkeys: z.boolean().default(false),
  /** This server lets in only people who sign in, and nobody has in this browser. */
  mustSignIn: z.boolean().default(false),
})
export type Site = z.infer<typeof siteSchema>
