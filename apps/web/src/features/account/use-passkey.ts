import { passkeyAnswerSchema, passkeyMadeSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { ApiAnswer } from '../../browser/api.ts'
import { accountApi } from './account-api.ts'

const failed = (message: string): ApiAnswer<null> => ({ ok: false, code: 'passkey', message })

/** Browsers report the outcome as the name of an error. */
const failureOf = (error: unknown): ApiAnswer<null> => {
  switch (error instanceof Error ? error.name : '') {
    case 'InvalidStateError':
      return failed(t`This device already has a passkey of your account. Nothing was changed.`)
    case 'NotAllowedError':
    case 'AbortError':
      return failed(
        t`No passkey was used: you cancelled, it took too long, or this device has none for this server. Nothing was changed.`,
      )
    default:
      return failed(t`This browser can’t use passkeys here. Nothing was changed. Try another browser.`)
  }
}

/** Creates a passkey on this device: for the account that is signed in, or the first of a new one, which is then signed in. */
export async function makePasskey(): Promise<ApiAnswer<null>> {
  const offer = await accountApi.passkeyOffer()
  if (!offer.ok) return offer
  try {
    const made = passkeyMadeSchema.parse(await startRegistration({ optionsJSON: offer.value }))
    return await accountApi.keepPasskey(made)
  } catch (error) {
    return failureOf(error)
  }
}

/** Signs in with a passkey of this device, or of one nearby. */
export async function signInByPasskey(): Promise<ApiAnswer<null>> {
  const question = await accountApi.passkeyQuestion()
  if (!question.ok) return question
  try {
    const answer = passkeyAnswerSchema.parse(await startAuthentication({ optionsJSON: question.value }))
    return await accountApi.answerByPasskey(answer)
  } catch (error) {
    return failureOf(error)
  }
}
