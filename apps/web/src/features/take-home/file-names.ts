import type { Round, SessionState } from '@greenroom/session'
import { dayInDigits } from '../../words/day-words.ts'

const safe = (words: string): string => words.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 60)

/** The name of a file of one round, without its extension: by its case, and by the round if there are several. */
export function nameOfRound(what: 'debrief' | 'board', session: SessionState, round: Round): string {
  const title = round.promptShownAt === null ? null : round.case?.caseId
  return safe(`${what}-${title ?? 'session'}${session.rounds.length > 1 ? `-${round.id}` : ''}`)
}

/** The name of a file of the whole session: by its day. */
export function nameOfSession({ createdAt }: SessionState): string {
  return safe(`session-${dayInDigits(createdAt)}`)
}
