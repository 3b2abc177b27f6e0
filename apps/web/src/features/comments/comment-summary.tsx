import {
  commentKey,
  type ParticipantId,
  type Round,
  type SessionState,
  type Thread,
  threadsOf,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { nameIn } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { type CommentedCard, cardWords } from './card-words.ts'
import { leftWords, wordsOf } from './comment-words.ts'

/** Threads by who began them, those with most to say first; of one person, or of all. */
export function threadsByPerson(
  { comments }: Pick<Round, 'comments'>,
  by: ParticipantId | null = null,
): readonly { readonly by: ParticipantId; readonly threads: readonly Thread[] }[] {
  const readable = threadsOf({ comments }).filter(({ first }) => first.deletedAt === null)
  return [...Map.groupBy(readable, ({ first }) => first.by)]
    .filter(([author]) => by === null || author === by)
    .map(([author, threads]) => ({ by: author, threads }))
    .toSorted((a, b) => b.threads.length - a.threads.length)
}

/** What each person left, by moment: `Mia left 6 comments`. `link`: how to go to a moment; without it the times are plain text. */
export function CommentSummary({
  session,
  round,
  by = null,
  cardOf,
  link = (words) => words,
  Heading = 'h3',
  most = 100,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly by?: ParticipantId | null
  readonly cardOf: (item: string) => CommentedCard | null
  readonly link?: (words: string, thread: Thread) => ReactNode
  readonly Heading?: 'h3' | 'h4'
  /** The number listed for each person; the rest is given as a count. */
  readonly most?: number
}) {
  return threadsByPerson(round, by).map(({ by: author, threads }) => (
    <section key={author} className="flex flex-col gap-1">
      <Heading className="text-sm font-medium text-ink">{leftWords(nameIn(session, author), threads.length)}</Heading>
      <ol className="flex flex-col gap-1">
        {threads.slice(0, most).map((thread) => {
          const { first, replies } = thread
          return (
            <li key={commentKey(first)} className="text-sm text-ink">
              <span className="tabular mr-1.5 text-ink-soft">
                {link(momentWords(first.moment, round.startedAt), thread)}
              </span>
              <span dir="auto" className="break-words whitespace-pre-line">
                {wordsOf(first)}
              </span>
              {first.item !== null && (
                <span className="block text-xs text-ink-soft" dir="auto">
                  {cardWords(cardOf(first.item), round.startedAt)}
                </span>
              )}
              {first.resolvedBy !== null && <span className="text-xs text-ink-soft"> {t`(resolved)`}</span>}
              {replies.length > 0 && (
                <ul className="mt-1 flex flex-col gap-0.5 border-l-2 border-line pl-2.5">
                  {replies.map((reply) => (
                    <li key={commentKey(reply)} dir="auto" className="break-words whitespace-pre-line">
                      <span className="text-ink-soft">{nameIn(session, reply.by)}:</span> {reply.words}
                    </li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
      {threads.length > most && (
        <p className="text-xs text-ink-soft">{t`and ${(threads.length - most).toLocaleString('en-GB')} more in the replay`}</p>
      )}
    </section>
  ))
}
