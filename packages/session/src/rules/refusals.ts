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
  'session-not-closed': 'This session is open already.',
  stale: 'This changed a moment before you pressed. Look again, then repeat if you still want it.',
  'seat-taken': 'That seat is taken.',
  'seat-not-admitted': 'Your invitation does not admit you to that seat.',
  'seat-not-in-mode': 'This kind of session has no such seat.',
  'already-seated': 'You sit in that seat already.',
  'not-seated': 'You have no seat to give up.',
  'seat-locked': 'That seat cannot be taken in this round any more.',
  'candidate-stays': 'The candidate keeps their seat from the start of a round until the next one opens.',
  'guide-seen': "You have seen this round's guide, so you cannot be its candidate.",
  'candidate-knows-case': 'The candidate has been sent the guide of this case. Choose another one.',
  'unknown-participant': 'That person is not in this session.',
  'owner-stays': "The person who created this session can't be removed.",
  'watching-only': 'Take a seat as interviewer, candidate or mentor to do that.',
  'interviewer-only': 'Only the interviewer can do that.',
  'desk-only': 'Only the interviewer and the mentor can do that.',
  'candidate-only': 'Only the candidate can do that.',
  'solo-only': 'In this session the interviewer gives hints and facts.',
  'owner-only': 'Only the person who created the session can do that.',
  'seats-not-filled': 'Both seats must be taken first.',
  'case-not-prepared': 'Draw or choose a case first.',
  'no-case-left': 'No case matches that neither of you has seen. Widen the filters.',
  'unknown-case': 'There is no such case in the bank.',
  'round-not-started': 'The round has not started yet.',
  'round-started': 'The round has started already.',
  'round-ended': 'The round has ended.',
  'round-not-ended': 'The round has not ended yet.',
  'scores-open': 'The scores are open already.',
  'scores-not-open': 'The scores are still sealed.',
  'scores-not-sealed': 'A scorecard is still missing.',
  'prompt-shown': 'The prompt is shown already.',
  'clock-paused': 'The clock is paused already.',
  'clock-running': 'The clock is running already.',
  'no-such-phase': 'There is no further phase.',
  'no-time-left-to-take': 'There is less time left than you want to take away.',
  'unknown-part': 'The case has no such card.',
  'already-released': 'That has been released already.',
  'no-hint-left': 'There is no hint left for this phase.',
  'unknown-note': 'There is no such note of yours.',
  'note-shared': 'That note is shared already.',
  'unknown-dimension': 'The rubric has no such dimension.',
  'too-many': 'This session has reached its limit for that.',
  'share-used':
    'You have added as much to this session as one person may. The round can still be ended and the session closed; to go on, start a new session.',
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
