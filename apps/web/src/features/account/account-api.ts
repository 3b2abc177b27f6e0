import {
  accountSessionsSchema,
  admissionSchema,
  type PasskeyAnswer,
  type PasskeyMade,
  passkeyOfferSchema,
  passkeyQuestionSchema,
  passkeysSchema,
  signInAnswerSchema,
} from '@greenroom/protocol'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'

type Somebody = { readonly session: string; readonly participant: string }
const nothing = z.null()
const call = <T>(path: string, schema: z.ZodType<T>, body: unknown) =>
  callApi(`/accounts${path}`, { method: 'POST', body, schema })

/** Signing in, and the sessions of an account. Its cookie is sent along; no script can read it. */
export const accountApi = {
  signIn: () => call('/sign-in', signInAnswerSchema, {}),
  passkeyOffer: () => call('/passkeys/offer', passkeyOfferSchema, {}),
  keepPasskey: (made: PasskeyMade) => call('/passkeys/keep', nothing, made),
  passkeyQuestion: () => call('/passkeys/ask', passkeyQuestionSchema, {}),
  answerByPasskey: (answer: PasskeyAnswer) => call('/passkeys/sign-in', nothing, answer),
  passkeys: () => callApi('/accounts/passkeys', { schema: passkeysSchema }),
  removePasskey: (id: string) => call('/passkeys/remove', nothing, { id }),
  signOut: () => call('/sign-out', nothing, {}),
  list: () => callApi('/accounts/sessions', { schema: accountSessionsSchema }),
  claim: (token: string) => call('/claims', nothing, { token }),
  remove: ({ session, participant }: Somebody) => call('/claims/remove', nothing, { session, participant }),
  tokenFor: ({ session, participant }: Somebody) => call('/tokens', admissionSchema, { session, participant }),
}
