import { type Comment, type ParticipantId, type RefusalCode, type Round, sessionLimits } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { refusalSentence } from '../../words/refusal-words.ts'

/** Who will read what is typed here, shown where it is typed. */
export function readersOf(round: Round): string {
  return round.status === 'scored'
    ? t`Everybody in this session can read it.`
    : t`Only you can read it until the scores open, then everybody in this session.`
}

/** `Mia left 6 comments`. */
export function leftWords(name: string, count: number): string {
  return plural(count, { one: `${name} left # comment`, other: `${name} left # comments` })
}

/** The text of a comment; a pin has none. */
export function wordsOf({ words }: Pick<Comment, 'words'>): string {
  return words === '' ? t`Pinned this moment` : words
}

/** Why nobody can write here, worded for what they wanted to do. */
export function refusalOf(code: RefusalCode): string {
  switch (code) {
    case 'too-many':
      return t`There is no room for more comments: a session can hold ${sessionLimits.comments.toLocaleString('en-GB')}, and one person can write ${sessionLimits.commentsPerAuthor.toLocaleString('en-GB')}. Delete one first.`
    case 'watching-only':
      return t`Observers can read comments. The owner of the session can let them comment, too.`
    case 'round-not-ended':
    case 'round-not-started':
      return t`Comments can be written once the round has ended.`
    case 'no-such-moment':
      return t`This moment is outside the round. Go to one between its start and its end.`
    default:
      return refusalSentence(code)
  }
}

/** `3 new since Tuesday`; on a first visit, which has no day to name, `3 new`. `since` and `now`: local milliseconds. */
export function newWords(count: number, since: number | null, now: number): string {
  const many = count.toLocaleString('en-GB')
  if (since === null) return t`${many} new`
  return t`${many} new since ${dayOf(since, now)}`
}

function dayOf(since: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(since)) / 86_400_000)
  if (days === 0) return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(since)
  if (days === 1) return t`yesterday`
  if (days < 7) return new Intl.DateTimeFormat('en-GB', { weekday: 'long' }).format(since)
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(since)
}
const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0)

/** Whether this is somebody else's comment that can be read. */
export function isOthers({ by, deletedAt }: Comment, me: ParticipantId): boolean {
  return by !== me && deletedAt === null
}
