import type { ItemId } from '@greenroom/board'
import { maySeeCoverage, maySeeDeskReadings, phaseOf, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { announce } from '../../live/announcements.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import { cardDraftsOf } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useRoomView } from '../../live/room-view.ts'
import { Board } from '../board/board.tsx'
import { createBoardNews } from '../board/board-news.ts'
import { withoutBlankCards } from '../board/model/blank-cards.ts'
import { type PersonLook, useBoard } from '../board/use-board.ts'
import { useGuide } from '../desk/use-guide.ts'
import type { Person } from '../people/people.ts'
import { CoverageButton } from '../readings/coverage-button.tsx'
import { LitCardsWatch } from '../readings/lit-cards.ts'

const none: ReadonlySet<ItemId> = new Set()

/** The board of the round, fed by its live client. */
export function LiveBoard({
  open,
  people,
  ...props
}: RoomProps & { readonly open: OpenBoard; readonly people: readonly Person[] }) {
  const { board, framework } = open
  const { session, round, me } = props
  const lookOf = useCallback(
    (participant: string): PersonLook => {
      const person = people.find((one) => one.id === participant)
      return { name: person?.name ?? t`Someone`, colour: person?.colour ?? 8 }
    },
    [people],
  )
  const { actions, ...live } = useBoard(board, lookOf)
  const drawn = round.endedAt === null ? live : { ...live, view: withoutBlankCards(live.view, framework) }
  useBoardNews(open, lookOf)
  const phase = phaseOf(round)
  const openSections = useMemo(
    () =>
      (phase === null ? undefined : round.agenda?.[phase]?.sections) ?? framework.sections.map((section) => section.id),
    [phase, round.agenda, framework],
  )
  const spotlight = useRoomView((view) => view.spotlight)
  const [lit, setLit] = useState<ReadonlySet<ItemId>>(none)
  const parsed = useGuide(round)
  const guide = parsed === 'unreadable' ? null : parsed
  const watches = round.status === 'running' && round.curveballs.length > 0 && maySeeDeskReadings(round, me)
  const learns = session.coverage === 'learning' && seatIn(round, me) === 'candidate' && round.status === 'running'
  const tools = useMemo(() => (learns ? <CoverageButton open={open} /> : undefined), [learns, open])
  return (
    <>
      {watches && <LitCardsWatch {...props} guide={guide} open={open} onChange={setLit} />}
      <Board
        {...drawn}
        spotlight={spotlight !== null && drawn.view.items.has(spotlight) ? spotlight : null}
        lit={watches ? lit : none}
        tools={tools}
        framework={framework}
        openSections={openSections}
        actions={drawn.saved.kind === 'read-only' ? null : actions}
        draftsUnder={cardDraftsOf(props)}
        showCoverage={maySeeCoverage(session, round, me)}
      />
    </>
  )
}

/** What others add and remove is announced by the room's live region, also to people who only watch. */
function useBoardNews({ board, framework }: OpenBoard, lookOf: (participant: string) => PersonLook): void {
  const nameOf = useEffectEvent((participant: string) => lookOf(participant).name)
  useEffect(() => {
    const news = createBoardNews({
      framework,
      authorOf: (item) => {
        const author = board.placedBy(item)
        return author === null || author === 'me' ? author : { name: nameOf(author.participant) }
      },
      say: announce,
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds)
        return () => clearTimeout(timer)
      },
      now: () => performance.now(),
    })
    const take = (): void => {
      const { view, saved } = board.getSnapshot()
      // What is there when the board opens is not news.
      if (saved.kind !== 'loading') news.take(view)
    }
    take()
    const leave = board.subscribe(take)
    return () => {
      leave()
      news.stop()
    }
  }, [board, framework])
}
