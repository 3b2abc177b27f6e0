import { participantIdSchema, sessionIdSchema, sessionModeSchema } from '@greenroom/session'
import { z } from 'zod'
import { secretSchema } from './common-fields.ts'

/** Routes below `/api/accounts`, on a server where people may sign in; else all of them answer `not-found`. */

/** POST /api/accounts/sign-in: where to go next, at the provider. It leads back to `/account`. */
export const signInAnswerSchema = z.object({ url: z.string() })

/** Why signing in has failed, as it stands behind the `#` of `/account`. */
export const signInFailures = ['begin-again', 'refused', 'not-trusted', 'provider-silent'] as const
export type SignInFailure = (typeof signInFailures)[number]

/** GET /api/accounts/sessions: what is on the list of the account, the newest first. */
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
