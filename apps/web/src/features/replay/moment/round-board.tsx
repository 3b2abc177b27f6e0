import type { ItemId } from '@greenroom/board'
import { clockAt, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { memo, useMemo } from 'react'
import { EmptyState, personColour } from '../../../design/index.ts'
import { frameworkOf } from '../../../live/framework-of.ts'
import { nameIn } from '../../../live/room-props.ts'
import { Board } from '../../board/board.tsx'
import { withoutBlankCards } from '../../board/model/blank-cards.ts'
import { peopleInOrder } from '../player/people-in-order.ts'
import type { useBoardAt } from './use-board-at.ts'

/** Drawn again only when what it shows changes: while somebody drags the playhead, the moment changes more often than the board. */
const StillBoard = memo(Board)

const saved = { kind: 'saved' } as const
const noSections: readonly string[] = []

/** The board of a round at a moment of a recording. */
export function RoundBoard({
  round,
  session,
  now,
  board,
  spotlight,
  commented,
  isPrivate = false,
}: {
  readonly round: Round | null
  readonly session: SessionState
  readonly now: number
  readonly spotlight: string | null
  readonly commented?: ReadonlyMap<ItemId, number>
  /** Its board is not in this recording (S113). */
  readonly isPrivate?: boolean
  readonly board: Extract<ReturnType<typeof useBoardAt>, { kind: 'ready' }>['board']
}) {
  const data = round?.framework ?? null
  const framework = data === null ? null : frameworkOf(data)
  const reading = round ? clockAt(round, now) : null
  const openSections = reading ? (round?.agenda?.[reading.phase]?.sections ?? noSections) : noSections
  const isOver = round !== null && round.endedAt !== null && now >= round.endedAt
  const editor = board.lastEdit?.by ?? null
  const focus = board.lastEdit?.items[0] ?? null
  const others = useMemo(
    () =>
      editor === null || focus === null
        ? []
        : [
            {
              key: editor,
              name: nameIn(session, editor),
              colour: personColour(editor, peopleInOrder(session)),
              focus: focus as ItemId,
              caret: null,
            },
          ],
    [editor, focus, session],
  )
  if (!framework)
    return (
      <EmptyState
        title={t`The round has not started`}
      >{t`The board appears with the first phase. Press play, or jump to a phase below.`}</EmptyState>
    )
  if (isPrivate)
    return (
      <EmptyState
        title={t`This round is private`}
      >{t`What candidates say about themselves stays in the session. In a share link or a recording for everybody, such a round has its clock, but no board, notes or scores.`}</EmptyState>
    )
  return (
    <StillBoard
      view={isOver ? withoutBlankCards(board.view, framework) : board.view}
      framework={framework}
      openSections={openSections}
      {...(commented !== undefined && { commented })}
      others={others}
      saved={saved}
      spotlight={spotlight as ItemId | null}
      actions={null}
    />
  )
}
