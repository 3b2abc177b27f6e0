import { participantIdSchema, sessionIdSchema, sessionModeSchema } from '@greenroom/session'
import { z } from 'zod'
import { secretSchema } from './common-fields.ts'

/** Routes below `/api/accounts`, on a server where people may sign in; elsewhere all of them answer `not-found`. */

/** POST /api/accounts/sign-in: the provider's address to go to next. It leads back to `/account`. */
export const signInAnswerSchema = z.object({ url: z.string() })

/** Why signing in has failed, as it appears after the `#` of `/account`. */
export const signInFailures = ['begin-again', 'refused', 'not-trusted', 'provider-silent'] as const
export type SignInFailure = (typeof signInFailures)[number]

/** GET /api/accounts/sessions: the account's list, newest first. */
export const accountSessionSchema = z.object({
  session: sessionIdSchema,
  participant: participantIdSchema,
  name: z.string(),
  title: z.string().nullable(),
  mode: sessionModeSchema,
  owner: z.boolean(),
  claimedAt: z.number(),
})
export type AccountSession = z.infer<typeof accountSessionSchema>
export const accountSessionsSchema = z.object({ sessions: z.array(accountSessionSchema) })

/** POST /api/accounts/claims: the token of a participant of this browser. */
export const claimBodySchema = z.object({ token: secretSchema })
/** POST /api/accounts/claims/remove, and POST /api/accounts/tokens, which answers an admission. */
export const claimedBodySchema = z.object({ session: sessionIdSchema, participant: participantIdSchema })

/** Bytes as base64url, as browsers write them in JSON. */
const base64url = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most)
const credential = { id: base64url(1_400), rawId: base64url(1_400), type: z.literal('public-key') }

/**
 * POST /api/accounts/passkeys/offer: what a browser needs to create a passkey; for the account that is signed in, or the first of a new
 * one.
 */
export const passkeyOfferSchema = z.object({
  rp: z.object({ name: z.string(), id: z.string().optional() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number().optional(),
  attestation: z.enum(['none', 'indirect', 'direct', 'enterprise']).optional(),
  excludeCredentials: z.array(z.object({ id: z.string(), type: z.literal('public-key') })).optional(),
  authenticatorSelection: z
    .object({
      residentKey: z.enum(['discouraged', 'preferred', 'required']).optional(),
      requireResidentKey: z.boolean().optional(),
      userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
    })
    .optional(),
})
/** POST /api/accounts/passkeys/keep: the passkey that was created. */
export const passkeyMadeSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(16_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{1,20}$/))
      .max(8)
      .optional(),
  }),
})
export type PasskeyMade = z.infer<typeof passkeyMadeSchema>
/** POST /api/accounts/passkeys/ask: what a browser needs to sign in with a passkey that it has. */
export const passkeyQuestionSchema = z.object({
  challenge: z.string(),
  rpId: z.string().optional(),
  timeout: z.number().optional(),
  userVerification: z.enum(['discouraged', 'preferred', 'required']).optional(),
})
/** POST /api/accounts/passkeys/sign-in: its answer. */
export const passkeyAnswerSchema = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    userHandle: base64url(200).optional(),
  }),
})
export type PasskeyAnswer = z.infer<typeof passkeyAnswerSchema>
/** GET /api/accounts/passkeys: those of the account, in the order in which they were added. Times are milliseconds since the epoch. */
export const passkeysSchema = z.object({
  passkeys: z.array(z.object({ id: z.string(), createdAt: z.number(), usedAt: z.number() })),
})
export type ListedPasskey = z.infer<typeof passkeysSchema>['passkeys'][number]
/** POST /api/accounts/passkeys/remove: also signs out the browsers that signed in with it. */
export const passkeyRemovalSchema = z.object({ id: credential.id })
