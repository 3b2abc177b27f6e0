import { type Admission, admissionSchema, limits } from '@greenroom/protocol'
import { type ApiAnswer, callApi } from '../../browser/api.ts'
import { writeDraft } from '../../browser/drafts.ts'
import { roomDraftOf } from '../../live/room-draft.ts'
import { ownCaseKey } from '../own-case-list/own-cases.ts'
import { recents } from '../recents/browser-recents.ts'
import { seenCaseIds } from '../seen/seen.ts'
import { bodyOf, type StartForm } from './start-form.ts'

/**
 * Asks the server for a session as described by the form; this browser is then its owner. What they want to work on is entered in the
 * lobby, for them to send.
 */
export async function createSession(form: StartForm): Promise<ApiAnswer<Admission>> {
  const seen = [...form.except, ...seenCaseIds()].slice(0, limits.seenCases)
  const answer = await callApi('/sessions', {
    method: 'POST',
    body: bodyOf(form, seen, ownCaseKey),
    schema: admissionSchema,
  })
  if (!answer.ok) return answer
  const name = form.name.trim()
  recents.rememberName(name)
  recents.enter(answer.value, { name, title: null, mode: form.mode, owner: true })
  const { session, participant } = answer.value
  if (form.focus !== '')
    // The first round of every session.
    writeDraft(roomDraftOf({ session: { session }, round: { id: 'r1' }, me: participant }, 'focus'), form.focus, '')
  return answer
}
