import { currentRound, isAtDesk, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { useOnScreenKeyboard } from '../../browser/typing/on-screen-keyboard.ts'
import { useTapWhileWriting } from '../../browser/typing/tap-while-writing.ts'
import { Loading, useKeptFocus } from '../../design/index.ts'
import { useOpenBoard, useRoomProps, useRoomSnapshot } from '../../live/room-context.ts'
import { useShownRound } from '../../live/shown-round.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { LazyPart, lazyPart } from '../../shell/lazy-part.tsx'
import { SkipLink } from '../../shell/skip-link.tsx'
import { LiveRibbon } from '../clock/live-ribbon.tsx'
import { peopleOf } from '../people/people.ts'
import { recents } from '../recents/browser-recents.ts'
import { markSeen } from '../seen/seen.ts'
import { RoomHeader } from './header/room-header.tsx'
import { RoomAnnouncer } from './room-announcer.tsx'
import { RoomMain } from './room-main.tsx'
import { RoomOver } from './room-over.tsx'
import { RoomUnreachable } from './room-unreachable.tsx'
import { useRegionKeys } from './use-region-keys.ts'

const CallStrip = lazyPart(() => import('../call/call-strip.tsx').then((m) => m.CallStrip))

/** The room on the screen: a bar that never leaves, and below it what the round needs now. Only parts of it scroll. */
export function RoomFrame() {
  const { session: sessionInAddress = '' } = useParams()
  const { connection, session, participant, here } = useRoomSnapshot()
  const live = connection.kind === 'live'
  const round = session ? currentRound(session) : null
  const open = useOpenBoard(round)
  const shown = useShownRound(session)
  const shownBoard = useOpenBoard(shown.round)
  const people = useMemo(
    () => (session ? peopleOf(session, round, live ? here : null, participant) : []),
    [session, round, live, here, participant],
  )
  const atDesk = session ? isAtDesk(session, participant) : false
  // Before the prompt is shown the title itself would be a hint on somebody's shared screen.
  const title = round?.case && (round.promptShownAt !== null || atDesk) ? round.case.title : null
  // An earlier round is identified by its own title, which is in the log that everybody was sent.
  const looked = shown.round
  const shownTitle =
    looked === null || looked.id === round?.id
      ? title
      : looked.case && looked.promptShownAt !== null
        ? looked.case.title
        : null
  usePageTitle(shownTitle ?? t`Session`)

  const id = session?.session ?? null
  const shownCase = round?.promptShownAt != null ? (round.case?.caseId ?? null) : null
  useEffect(() => {
    if (shownCase) markSeen(shownCase)
  }, [shownCase])
  const name = session?.participants[participant]?.name
  useEffect(() => {
    if (!id) return
    recents.touch(id, participant, { ...(title ? { title } : {}), ...(name ? { name } : {}) })
  }, [id, participant, title, name])

  if (connection.kind === 'ended') {
    return <RoomOver reason={connection.reason} session={id ?? sessionInAddress} participant={participant} />
  }
  if (!session || !round) {
    const failing = connection.kind === 'waiting' || (connection.kind === 'connecting' && connection.attempt > 1)
    return failing ? <RoomUnreachable /> : <Loading>{t`Opening the room`}</Loading>
  }
  return (
    <Frame>
      <SkipLink>{t`Skip to the board`}</SkipLink>
      <RoomHeader
        session={session}
        round={round}
        people={people}
        title={shownTitle}
        board={open?.board ?? null}
        shown={shown.round ?? round}
        onShowRound={shown.show}
      />
      <RoomRibbon session={session} round={shown.round ?? round} />
      {people.length > 1 && <RoomPictures session={session} round={round} />}
      <RoomAnnouncer session={session} round={round} people={people} connected={live} />
      <ErrorBoundary part={t`room`}>
        <RoomMain
          session={session}
          round={shown.round ?? round}
          people={people}
          board={shownBoard}
          onShowRound={shown.show}
        />
      </ErrorBoundary>
    </Frame>
  )
}

const RoomRibbon = ({ session, round }: { readonly session: SessionState; readonly round: Round }) => {
  const { serverNow } = useRoomProps(session, round)
  return <LiveRibbon session={session} round={round} serverNow={serverNow} />
}

const RoomPictures = ({ session, round }: { readonly session: SessionState; readonly round: Round }) => {
  const props = useRoomProps(session, round)
  return (
    <LazyPart>
      <CallStrip {...props} />
    </LazyPart>
  )
}

/** Relative and clipped: text for screen readers, placed outside what scrolls, must not make the page longer. */
const Frame = ({ children }: { readonly children: ReactNode }) => {
  const root = useRef<HTMLDivElement>(null)
  useKeptFocus(root)
  useRegionKeys(root)
  useOnScreenKeyboard(root)
  useTapWhileWriting(root)
  return (
    <div
      ref={root}
      className="group/room relative flex h-[calc(100dvh-var(--keyboard,0px))] flex-col overflow-clip bg-canvas low:h-auto low:min-h-dvh print:block print:h-auto print:overflow-visible print:bg-transparent"
    >
      {children}
    </div>
  )
}
