import type { z } from 'zod'

/**
 * Why a command is refused: a value, never an exception. The code is the contract (SPEC.md lists each with its rule);
 * the sentence is what the screen says.
 */
export const refusalSentences = {
  malformed: 'That request could not be read. Reload the page and try again.',
  'too-long': 'That is too long. Shorten it and try again.',
  'not-joined': 'You are not part of this session. Open your invitation again.',
  'session-closed': 'This session is closed.',
  'session-not-closed': 'This session is already open.',
  stale: 'Someone changed this just before you did. Check it, then try again if you still want to.',
  'seat-taken': 'That seat is taken.',
  'seat-not-admitted': 'Your invitation isn’t for that seat. Ask the owner for one that is.',
  'seat-not-in-mode': 'This kind of session has no such seat.',
  'already-seated': 'You are already in that seat.',
  'not-seated': 'You have no seat to give up.',
  'seat-locked': 'That seat can no longer be taken in this round.',
  'candidate-stays': 'The candidate stays in their seat until the next round opens.',
  'guide-seen': "You have seen this round's guide, so you can’t be its candidate.",
  'candidate-knows-case': 'The candidate has already seen the guide of this case. Choose another case.',
  'unknown-participant': 'That person is not in this session.',
  'already-asked': 'Someone is asking to join as this person right now. Wait two minutes, then try again.',
  'no-such-request': 'That request is over. They can ask again.',
  'desk-is-here':
    'This person is connected and can see the guide, so the candidate can’t confirm it. They have to do it themselves.',
  'owner-stays': 'The person who created this session can’t be removed.',
  'watching-only': 'Take a seat as interviewer, candidate or mentor to do that.',
  'interviewer-only': 'Only the interviewer can do that.',
  'desk-only': 'Only the interviewer and the mentor can do that.',
  'candidate-only': 'Only the candidate can do that.',
  'solo-only': 'In this session the interviewer gives hints and facts.',
  'owner-only': 'Only the person who created the session can do that.',
  'seats-not-filled': 'Both seats must be taken first.',
  'case-not-prepared': 'Choose a case first.',
  'no-case-left': 'No matching case that neither of you has seen. Widen the filters.',
  'unknown-case': 'Case not found.',
  'round-not-started': 'The round has not started yet.',
  'round-started': 'The round has already started.',
  'round-ended': 'The round has ended.',
  'round-not-ended': 'The round has not ended yet.',
  'scores-open': 'The scores are already open.',
  'scores-not-open': 'The scores are still sealed.',
  'scores-not-sealed': 'A scorecard is still missing.',
  'two-seats-only': 'Only the interviewer and the candidate can do that.',
  'swap-not-agreed': 'Ask the other person first. The seats are swapped once you both agree.',
  'unknown-round': 'That round doesn’t exist.',
  'no-such-moment': 'That moment is not part of the round. Choose one between its start and its end.',
  'second-take': 'This round is a second take, so its case is set.',
  'prompt-shown': 'The prompt is already shown.',
  'clock-paused': 'The clock is already paused.',
  'clock-running': 'The clock is already running.',
  'quiet-running': 'Quiet time is already running.',
  'quiet-not-running': 'Quiet time is over.',
  'no-quiet-left': 'You have used every quiet time of this round.',
  'no-such-phase': 'There are no more phases.',
  'no-time-left-to-take': 'There is not enough time left to remove that much.',
  'unknown-part': 'The case has no such card.',
  'already-released': 'That has already been given.',
  'no-hint-left': 'There are no hints left for this phase.',
  'unknown-note': 'Note not found.',
  'note-shared': 'That note is already shared.',
  'unknown-pin': 'Pin not found.',
  'unknown-dimension': 'The rubric has no such dimension.',
  'too-many': 'This session has reached its limit for that.',
  'share-used':
    'You have reached the limit for one person in this session. You can still end the round and close the session; to continue, start a new session.',
  'rate-limited': 'Too much at once. Wait a moment, then try again.',
  'store-unavailable': 'The server cannot save right now, so nothing was changed. Try again in a moment.',
} as const
export type RefusalCode = keyof typeof refusalSentences

export type Refusal = {
  readonly ok: false
  readonly code: RefusalCode
  /** With `too-long`: which field is, and how many characters it may have. */
  readonly field?: string | undefined
  readonly limit?: number | undefined
}
export function refuse(code: RefusalCode): Refusal {
  return { ok: false, code }
}

/**
 * Why what somebody sent could not be read: `too-long` with the field and its limit when that is all that is wrong with it, so that
 * nobody takes long words for damage; else `malformed`.
 */
export function refusalOfUnreadable(error: z.ZodError): Refusal {
  const [first] = error.issues
  const tooLong = error.issues.every((issue) => issue.code === 'too_big' && issue.origin === 'string')
  if (!tooLong || first?.code !== 'too_big') return refuse('malformed')
  return { ok: false, code: 'too-long', field: String(first.path.at(-1) ?? ''), limit: Number(first.maximum) }
}
