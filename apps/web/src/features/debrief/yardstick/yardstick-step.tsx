import type { BoardView, Framework } from '@greenroom/board'
import type { Guide, ReferenceItem } from '@greenroom/question-bank'
import { type BoardComparison, compareBoards, proposePairs } from '@greenroom/replay'
import { holderOf, maySend, type Pair, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Ruler } from 'lucide-react'
import { useMemo } from 'react'
import { create } from 'zustand'
import { EmptyState, Segmented } from '../../../design/index.ts'
import { announce } from '../../../live/announcements.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { SampleBoards } from '../../desk/sample-boards.tsx'
import { cardsInOrder, writtenItems } from './reference-items.ts'
import { YardstickBoards } from './yardstick-boards.tsx'
import { YardstickLists } from './yardstick-lists.tsx'

type Board = { readonly view: BoardView; readonly framework: Framework }

/** How this person last compared the boards. */
export const useYardstickView = create<{ readonly look: 'boards' | 'lists' }>()(() => ({ look: 'boards' }))

/** One's own board beside the reference board of the case: what only it has, what both have, and what it lacks. */
export function YardstickStep(
  props: RoomProps & { readonly guide: Guide | null; readonly board: Board | null; readonly onPaper?: boolean },
) {
  const { guide, board } = props
  const items = useMemo(() => writtenItems(guide), [guide])
  if (items.length === 0 && guide !== null && guide.sampleBoards.length > 0)
    return (
      <div className="flex max-w-3xl flex-col gap-3">
        <p className="text-sm text-ink-soft">{t`A story has no single right board. Compare yours with boards by invented candidates.`}</p>
        <SampleBoards boards={guide.sampleBoards} />
      </div>
    )
  if (items.length === 0)
    return (
      <EmptyState icon={<Ruler />} title={t`This case has no reference board`}>
        {guide === null
          ? t`The guide of this round comes from an older version and can’t be read here.`
          : t`Its author has not written one yet.`}
      </EmptyState>
    )
  if (board === null) return <p role="status" className="text-sm text-ink-faint">{t`Opening the board…`}</p>
  return <Comparing {...props} board={board} items={items} note={guide?.referenceBoard.note ?? ''} />
}

function Comparing({
  items,
  board,
  note,
  onPaper = false,
  ...props
}: RoomProps & {
  readonly board: Board
  readonly items: readonly ReferenceItem[]
  readonly note: string
  readonly onPaper?: boolean
}) {
  const { session, round, me, connected, send } = props
  const cards = useMemo(() => cardsInOrder(board), [board])
  const proposed = useMemo(() => proposePairs(cards, items), [cards, items])
  const comparison: BoardComparison<ReferenceItem> = useMemo(
    () => compareBoards(cards, items, round.pairs, proposed),
    [cards, items, round.pairs, proposed],
  )
  const [first] = items
  const canCorrect =
    first !== undefined &&
    maySend(session, me, { kind: 'setPair', reference: first.id, pair: { kind: 'none' }, round: round.id })
  const candidate = holderOf(round, 'candidate')
  const owner = seatIn(round, me) === 'candidate' ? null : nameIn(session, candidate)
  const set = async (reference: ReferenceItem, pair: Pair): Promise<boolean> => {
    const card = pair.kind === 'card' ? cards.find(({ id }) => id === pair.item) : undefined
    if (!(await send({ kind: 'setPair', reference: reference.id, pair, round: round.id }))) return false
    if (card) announce(t`“${card.text}” is paired with “${reference.text}”.`)
    else if (pair.kind === 'none') announce(t`“${reference.text}” is not paired any more.`)
    else announce(t`“${reference.text}” is back to its proposed pair.`)
    return true
  }
  const shown = useYardstickView(({ look }) => look)
  const parts = { comparison, framework: board.framework, items, owner, canCorrect, connected, onSet: set }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        {note !== '' && <p className="max-w-3xl grow basis-80 text-sm text-ink-soft">{note}</p>}
        {!onPaper && (
          <Segmented
            label={t`How to compare`}
            hideLabel
            size="sm"
            className="w-full sm:w-72"
            options={[
              { id: 'boards', label: t`Side by side` },
              { id: 'lists', label: t`As lists` },
            ]}
            value={shown}
            onChange={(look) => useYardstickView.setState({ look })}
          />
        )}
      </div>
      {onPaper || shown === 'lists' ? (
        <YardstickLists {...parts} isEmpty={cards.length === 0} />
      ) : (
        <YardstickBoards {...parts} view={board.view} />
      )}
    </div>
  )
}
