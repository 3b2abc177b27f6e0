import type { BoardView } from '@greenroom/board'
import { threadsOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { TextLink } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { cardAtEnd } from '../comments/card-words.ts'
import { CommentSummary, threadsByPerson } from '../comments/comment-summary.tsx'
import { newWords } from '../comments/comment-words.ts'
import { newKey, useNewComments } from '../comments/comments-seen.ts'

/** Comments on a round, person by person, each with a link to its moment; they are written in the replay. */
export function CommentsInDebrief({
  session,
  round,
  me,
  view,
}: Pick<RoomProps, 'session' | 'round' | 'me'> & { readonly view: BoardView | null }) {
  const { fresh, since } = useNewComments(session, me)
  if (threadsByPerson(round).length === 0) return null
  const ofRound = [...fresh].filter((key) => key.startsWith(`${round.id} `)).length
  return (
    <section aria-labelledby="debrief-comments" className="flex flex-col gap-2">
      <h3 id="debrief-comments" className="flex items-center gap-2 text-base font-semibold text-ink">
        {t`Comments in the replay`}
        {ofRound > 0 && (
          <span className="inline-flex items-center gap-1.5 text-xs font-medium text-accent-ink">
            <span aria-hidden="true" className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />
            {newWords(ofRound, since, Date.now())}
          </span>
        )}
      </h3>
      <CommentSummary
        session={session}
        round={round}
        Heading="h4"
        cardOf={(item) => cardAtEnd(view, item)}
        link={(words, { first }) => <TextLink to={replayAt(session, first.moment)}>{words}</TextLink>}
      />
    </section>
  )
}

const replayAt = ({ session, createdAt }: RoomProps['session'], moment: number): string =>
  `/s/${session}/replay?t=${Math.ceil((moment - createdAt) / 1000)}`

/** Shown when others have written comments that were not read here yet; leads to the first of them in the replay. */
export function UnreadComments({ session, me }: Pick<RoomProps, 'session' | 'me'>) {
  const { fresh, since } = useNewComments(session, me)
  const moments = session.rounds.flatMap((round) =>
    threadsOf(round).flatMap(({ first, replies }) =>
      [first, ...replies].some((one) => fresh.has(newKey(round, one))) ? [first.moment] : [],
    ),
  )
  if (moments.length === 0) return null
  return (
    <span className="inline-flex items-center gap-1.5 text-xs font-medium text-accent-ink">
      <span aria-hidden="true" className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />
      <TextLink to={replayAt(session, Math.min(...moments))}>
        {t`Comments: ${newWords(fresh.size, since, Date.now())}`}
      </TextLink>
    </span>
  )
}
