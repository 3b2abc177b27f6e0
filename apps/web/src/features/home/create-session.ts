import { type Admission, admissionSchema } from '@greenroom/protocol'
import { type ApiAnswer, callApi } from '../../browser/api.ts'
import { ownCaseKey } from '../own-case-list/own-cases.ts'
import { seenCaseIds } from '../seen/seen.ts'
import { bodyOf, type StartForm } from './start-form.ts'

/** Asks the server for a session as the form says; answers who this browser is in it. */
export function createSession(form: StartForm): Promise<ApiAnswer<Admission>> {
  return callApi('/sessions', {
    method: 'POST',
    body: bodyOf(form, seenCaseIds(), ownCaseKey),
    schema: admissionSchema,
  })
}
