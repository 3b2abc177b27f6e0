import type { Seat, SessionMode } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** The words of the vocabulary as the screen says them. */
export const modeWords: Readonly<Record<SessionMode, string>> = {
  peer: t`Peer mock`,
  coaching: 'Coaching',
  solo: t`Solo rehearsal`,
}
export const seatWords: Readonly<Record<Seat, string>> = {
  interviewer: 'Interviewer',
  candidate: 'Candidate',
  mentor: 'Mentor',
  observer: 'Observer',
}
/** What somebody does in a seat, in one line. */
export const seatLines: Readonly<Record<Seat, string>> = {
  interviewer: t`You read the guide and run the clock.`,
  candidate: t`You work through the case on the board.`,
  mentor: t`You see the guide and can whisper to the interviewer.`,
  observer: t`You watch without taking part.`,
}
export const difficultyWords: Readonly<Record<string, string>> = { easy: 'Easy', medium: 'Medium', hard: 'Hard' }

/** `payments` → `Payments` */
export function startsCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `interviewer, candidate or mentor` */
export function listInWords(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
