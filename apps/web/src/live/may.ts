import { type AskedCommand, type ParticipantId, refusalTo, type SessionState } from '@greenroom/session'
import { refusalSentence } from '../words/refusal-words.ts'

export type May =
  | { readonly refused: false; readonly sentence: null }
  /** `sentence`: what the button says about it. */
  | { readonly refused: true; readonly sentence: string }

const allowed: May = { refused: false, sentence: null }

/** Whether this participant may send this command now; all of its rules are in `packages/session`. */
export function may(session: SessionState, me: ParticipantId, command: AskedCommand): May {
  const code = refusalTo(session, me, command)
  return code === null ? allowed : { refused: true, sentence: refusalSentence(code) }
}
