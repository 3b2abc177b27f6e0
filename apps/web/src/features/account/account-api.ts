import { accountSessionsSchema, admissionSchema, signInAnswerSchema } from '@greenroom/protocol'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'

type Somebody = { readonly session: string; readonly participant: string }
const nothing = z.null()
const call = <T>(path: string, schema: z.ZodType<T>, body: unknown) =>
  callApi(`/accounts${path}`, { method: 'POST', body, schema, withCookie: true })

/** Signing in, and the sessions of an account. Its cookie goes along; no script can read it. */
export const accountApi = {
  signIn: () => call('/sign-in', signInAnswerSchema, {}),
  signOut: () => call('/sign-out', nothing, {}),
  list: () => callApi('/accounts/sessions', { schema: accountSessionsSchema, withCookie: true }),
  claim: (token: string) => call('/claims', nothing, { token }),
  remove: ({ session, participant }: Somebody) => call('/claims/remove', nothing, { session, participant }),
  tokenFor: ({ session, participant }: Somebody) => call('/tokens', admissionSchema, { session, participant }),
}
