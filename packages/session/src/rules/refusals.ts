import type { z } from 'zod'

/** Why a command is refused: a value, never an exception. SPEC.md lists each code with its rules; the page has a sentence for each. */
export const refusalCodes = [
  'malformed',
  'too-long',
  'not-joined',
  'session-closed',
  'session-not-closed',
  'stale',
  'seat-taken',
  'seat-not-admitted',
  'seat-not-in-mode',
  'already-seated',
  'not-seated',
  'seat-locked',
  'candidate-stays',
  'guide-seen',
  'candidate-knows-case',
  'unknown-participant',
  'already-asked',
  'no-such-request',
  'desk-is-here',
  'owner-stays',
  'watching-only',
  'interviewer-only',
  'desk-only',
  'candidate-only',
  'solo-only',
  'owner-only',
  'seats-not-filled',
  'case-not-prepared',
  'no-case-left',
  'unknown-case',
  'round-not-started',
  'round-started',
  'round-ended',
  'round-not-ended',
  'scores-open',
  'scores-not-open',
  'scores-not-sealed',
  'two-seats-only',
  'swap-not-agreed',
  'unknown-round',
  'no-such-moment',
  'second-take',
  'prompt-shown',
  'clock-paused',
  'clock-running',
  'quiet-running',
  'quiet-not-running',
  'no-quiet-left',
  'no-such-phase',
  'no-time-left-to-take',
  'unknown-part',
  'already-released',
  'no-hint-left',
  'unknown-note',
  'note-shared',
  'unknown-pin',
  'unknown-comment',
  'unknown-dimension',
  'unknown-audio',
  'audio-running',
  'audio-not-running',
  'audio-erased',
  'audio-not-agreed',
  'audio-outside',
  'audio-taken',
  'unknown-airtime',
  'airtime-over',
  'airtime-deleted',
  'airtime-not-agreed',
  'airtime-outside',
  'too-many',
  'share-used',
  'rate-limited',
  'store-unavailable',
  'being-upgraded',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

export type Refusal = {
  readonly ok: false
  readonly code: RefusalCode
  /** With `too-long`: the field, and how many characters it may have. */
  readonly field?: string | undefined
  readonly limit?: number | undefined
}

/** A refusal that needs no more than its code. */
export function refuse(code: RefusalCode): Refusal {
  return { ok: false, code }
}

/**
 * Why input could not be parsed: `too-long` with the field and its limit when that is all that is wrong with it, so that long text is not
 * reported as damage; otherwise `malformed`.
 */
export function refusalOfUnreadable(error: z.ZodError): Refusal {
  const [first] = error.issues
  const limits = error.issues.map((issue) =>
    issue.code === 'too_big' && issue.origin === 'string' ? Number(issue.maximum) : Number.NaN,
  )
  if (first === undefined || limits.some(Number.isNaN)) return refuse('malformed')
  // A name is bounded before it is cleaned, and again afterwards: the second limit is the one that counts.
  const limit = Math.min(...limits.filter((_, at) => error.issues[at]?.path.join() === first.path.join()))
  return { ok: false, code: 'too-long', field: String(first.path.at(-1) ?? ''), limit }
}
