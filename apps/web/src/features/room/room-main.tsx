import type { BoardSnapshot } from '@greenroom/room-client'
import { currentRound, isAtDesk, isDeskSeat, phaseOf, type Round, type SessionState, seatOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { BookOpenText, LayoutGrid, UsersRound } from 'lucide-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { Button, Callout, cx, Loading } from '../../design/index.ts'
import { BoardHistoryContext } from '../../live/board-history.ts'
import { type OpenBoard, useBoardSnapshot, useRoom, useRoomProps } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView, useRoomView } from '../../live/room-view.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { DebriefView } from '../debrief/debrief-view.tsx'
import { SendPoints } from '../debrief/points/send-points.ts'
import { SwapQuestion } from '../debrief/swap-question.tsx'
import { CandidatePanel } from '../desk/candidate-panel.tsx'
import { DeskPanel } from '../desk/desk-panel.tsx'
import { useUnreadWhispers } from '../desk/unread-whispers.ts'
import { useGuide } from '../desk/use-guide.ts'
import { SharePanel, type Sharing, useSharing } from '../invitations/share-panel.tsx'
import { Lobby } from '../lobby/lobby.tsx'
import { PeopleList } from '../lobby/people-list.tsx'
import type { Person } from '../people/people.ts'
import { SeatNotice } from '../people/seat-notice.tsx'
import { KeepPractice } from '../progress/keep-practice.tsx'
import { PromptStrip } from '../prompt/prompt-strip.tsx'
import { RoundReadings } from '../readings/round-readings.tsx'
import { loadRecording } from '../replay/source/load-recording.ts'
import { TakeSheet } from '../replay/take/take-sheet.tsx'
import { ReturnRequests } from '../returns/return-requests.tsx'
import { TakeHome } from '../take-home/take-home.tsx'
import { TakeQuestion } from '../takes/take-question.tsx'
import { TrayStrip } from '../thinking/tray-strip.tsx'
import { useRecordedHistory } from './board-history.ts'
import { FootBar } from './foot-bar.tsx'
import { KeptCardsNotice } from './kept-cards-notice.tsx'
import { LiveBoard } from './live-board.tsx'
import { PrintHeading } from './print-heading.tsx'
import { RoomDialogs } from './room-dialogs.tsx'
import { EarlierRounds, RoundBar } from './round-bar.tsx'
import { usePartOnPhone } from './use-part-on-phone.ts'
import { useRoomActions } from './use-room-actions.ts'
import { useStartFocus } from './use-start-focus.ts'

type Parts = RoomProps & {
  readonly people: readonly Person[]
  readonly board: OpenBoard | null
  /** Whether we are connected, even while the session is closed. */
  readonly live: boolean
  readonly onShowRound: (round: string | null) => void
}

type OnPhone = { readonly onPhone: ReturnType<typeof usePartOnPhone> }

/** What the round needs now: its lobby, its board with the panel beside it, or its debrief. */
export function RoomMain({
  session,
  round,
  people,
  board,
  onShowRound,
}: {
  readonly session: SessionState
  /** The round that is shown: the current one, or an earlier one. */
  readonly round: Round
  readonly people: readonly Person[]
  readonly board: OpenBoard | null
  readonly onShowRound: (round: string | null) => void
}) {
  const props = useRoomProps(session, round)
  const { token } = useRoom()
  const history = useRecordedHistory(session.session ?? '', token)
  // A closed session accepts no command but the one that reopens it.
  const parts = {
    ...props,
    connected: props.connected && session.status.kind === 'open',
    live: props.connected,
    people,
    board,
    onShowRound,
  }
  return (
    <BoardHistoryContext value={history}>
      {session.owner === props.me ? <OwnersMain {...parts} /> : <Main {...parts} sharing={null} />}
    </BoardHistoryContext>
  )
}

/** Only the owner's page asks the server for invitations. Nobody can join a closed session. */
const OwnersMain = (parts: Parts) => {
  const { token } = useRoom()
  const sharing = useSharing(parts.session.session ?? '', token, parts.session.mode)
  return <Main {...parts} sharing={parts.session.status.kind === 'open' ? sharing : null} />
}

const Main = (parts: Parts & { readonly sharing: Sharing | null }) => {
  const { session, round, people, sharing, me, live, send, onShowRound } = parts
  const { afterRound } = useRoomView()
  const current = currentRound(session) ?? round
  const now = { ...parts, round: current }
  useRoomActions(parts)
  const started = round.status !== 'lobby'
  const judging = round.status === 'ended' || round.status === 'scored'
  const shown = `${round.id} ${started} ${judging}`
  useStartFocus(shown)
  const onPhone = usePartOnPhone(shown, hasPanel(parts))
  const centre = !started ? (
    <Lobby
      {...parts}
      earlier={session.rounds.length > 1 ? <EarlierRounds session={session} onShow={onShowRound} /> : null}
    />
  ) : judging && afterRound === 'debrief' ? (
    <Judging {...parts} />
  ) : (
    <BoardPart {...parts} />
  )
  return (
    <>
      {session.status.kind === 'closed' && (
        <section aria-label={t`Session closed`} className="shrink-0 px-3 py-2">
          <Callout
            tone="warn"
            title={t`This session is closed`}
            actions={
              session.owner === me && (
                <Button size="sm" isDisabled={!live} onPress={() => void send({ kind: 'reopenSession' })}>
                  {t`Open it again`}
                </Button>
              )
            }
          >
            {session.status.reason === 'owner'
              ? t`Its owner closed it. You can still read and replay everything.`
              : t`It was closed automatically: nobody who can run it had been here for an hour. You can still read and replay everything.`}
          </Callout>
        </section>
      )}
      {session.rounds.map((one) => (
        <SendPoints key={one.id} {...parts} round={one} />
      ))}
      <KeepPractice session={session} me={me} />
      {/* Several at once scroll on a phone: the round goes on below them. */}
      <div data-notices="" className="not-low:max-md:max-h-[32%] shrink-0 overflow-y-auto print:contents">
        <ReturnRequests {...now} />
        <SeatNotice {...now} />
        <SwapQuestion {...now} />
        <TakeQuestion {...now} />
        {judging && afterRound === 'debrief' && <KeptCardsNotice board={parts.board?.board ?? null} />}
      </div>
      <TakeSheet {...now} />
      {started && (
        <section
          aria-label={t`Prompt`}
          // A printed debrief includes the prompt itself.
          className={cx(
            'shrink-0 border-b border-line bg-surface',
            judging && afterRound === 'debrief' && 'print:hidden',
          )}
        >
          <PromptStrip {...parts} />
        </section>
      )}
      {judging && afterRound === 'board' && <PrintHeading session={session} round={round} me={me} />}
      {judging && <RoundBar session={session} round={round} onShow={onShowRound} />}
      {/* On a phone without a height of its own, so that what stands above and below it keeps its place in the window. */}
      <div className="flex min-h-0 grow not-low:max-md:basis-0 print:block">
        <main
          id="main"
          className={cx(
            'relative min-w-0 grow overflow-hidden outline-none max-md:overflow-y-auto has-[[data-stacked]]:overflow-y-auto',
            // Where the page scrolls the board has a height of its own; stacked sections take what they need.
            'low:h-96 low:max-sm:h-auto low:max-sm:overflow-visible print:h-auto print:overflow-visible',
            onPhone !== 'board' && 'max-md:hidden',
          )}
        >
          {centre}
        </main>
        <SidePanel {...parts} onPhone={onPhone} />
        <div className={cx('min-w-0 grow overflow-y-auto p-4 md:hidden', onPhone !== 'people' && 'hidden')}>
          <h2 className="mb-1 text-base font-semibold">{t`People`}</h2>
          <PeopleList {...parts} />
          {sharing && started && (
            <>
              <h2 className="mt-6 mb-1 text-base font-semibold">{t`Invitations`}</h2>
              <SharePanel sharing={sharing} />
            </>
          )}
        </div>
      </div>
      <FootBar {...now} board={current.id === round.id ? parts.board : null} />
      <PhoneBar {...parts} onPhone={onPhone} />
      <RoomDialogs {...parts} sharing={sharing} people={people} />
    </>
  )
}

const viewOf = (snapshot: BoardSnapshot) => snapshot.view

/** The debrief points at cards, so it receives the board as it ended, and access to the recording. */
const Judging = (parts: Parts) => {
  const view = useBoardSnapshot(parts.board?.board ?? null, viewOf)
  const guide = useGuide(parts.round)
  const framework = parts.board?.framework ?? null
  const board = useMemo(() => (view && framework ? { view, framework } : null), [view, framework])
  const { token } = useRoom()
  const id = parts.session.session ?? ''
  const loadAll = useCallback(
    (progress: (edits: number) => void, signal: AbortSignal) => loadRecording(id, token, progress, signal),
    [id, token],
  )
  // What of the session was deleted is in no recording that is loaded after it.
  const without = deletedAirtimes(parts.session)
  const { load } = useMemo(
    () => ({ without, load: (signal: AbortSignal) => loadAll(() => undefined, signal) }),
    [loadAll, without],
  )
  return (
    <div className="h-full scroll-pb-28 overflow-y-auto print:h-auto print:overflow-visible">
      <DebriefView
        key={parts.round.id}
        {...parts}
        board={board}
        load={load}
        token={token}
        during={<RoundReadings {...parts} guide={guide === 'unreadable' ? null : guide} open={parts.board} />}
        takeHome={(print) => (
          <TakeHome
            session={parts.session}
            round={parts.round}
            me={parts.me}
            board={board}
            load={loadAll}
            at={{ session: id, token }}
            prints="rounds"
            onPrint={print}
          />
        )}
      />
    </div>
  )
}

const deletedAirtimes = ({ airtimes }: SessionState): string =>
  airtimes.flatMap(({ airtime, deletedAt }) => (deletedAt === null ? [] : [airtime])).join()

/** Ids of the sections that the phase opens. */
const openSectionsOf = (round: Round): readonly string[] => round.agenda?.[phaseOf(round) ?? 0]?.sections ?? []

const BoardPart = (parts: Parts) =>
  parts.board ? (
    <ErrorBoundary part={t`board`}>
      <LiveBoard {...parts} open={parts.board} />
      <TrayStrip {...parts} board={parts.board} openSections={openSectionsOf(parts.round)} />
    </ErrorBoundary>
  ) : (
    <Loading>{t`Opening the board`}</Loading>
  )

/** Whether there is something beside the centre: always at the desk, otherwise while a round runs. */
export function hasPanel({ session, round, me }: Pick<RoomProps, 'session' | 'round' | 'me'>): boolean {
  if (round.status === 'running') return true
  return round.status === 'lobby' && isAtDesk(session, me) && round.guide !== null
}

const SidePanel = (parts: Parts & OnPhone) => {
  const { panelOpen } = useRoomView()
  const { session, me, onPhone } = parts
  if (!hasPanel(parts)) return null
  const atDesk = isDeskSeat(seatOf(session, me))
  return (
    <aside
      aria-label={atDesk ? t`Interviewer’s panel` : t`Your panel`}
      className={cx(
        'min-h-0 shrink-0 print:hidden border-line bg-surface max-md:w-full md:border-l low:md:h-96',
        atDesk ? 'md:w-84 xl:w-96' : 'md:w-72 xl:w-80',
        !panelOpen && 'md:hidden',
        onPhone !== 'panel' && 'max-md:hidden',
      )}
    >
      <ErrorBoundary part={t`panel`}>{atDesk ? <DeskPanel {...parts} /> : <CandidatePanel {...parts} />}</ErrorBoundary>
    </aside>
  )
}

const phoneTab =
  'flex h-13 flex-1 cursor-default flex-col items-center justify-center gap-0.5 text-2xs font-medium [&_svg]:size-5'

/** A whisper is waiting in a panel that is not visible. */
export function UnreadDot({ className }: { readonly className?: string }) {
  return (
    <span className={cx('absolute size-2 rounded-full bg-info-ink ring-2 ring-surface', className)}>
      <span className="sr-only">{t`, new whisper`}</span>
    </span>
  )
}

/** What fits a phone only one at a time. */
const PhoneBar = ({ onPhone, ...parts }: Parts & OnPhone) => {
  const whispers = useUnreadWhispers(parts.round, parts.me).length
  const tab = (id: 'board' | 'panel' | 'people', label: string, icon: ReactNode) => (
    <button
      type="button"
      aria-pressed={onPhone === id}
      className={cx(phoneTab, onPhone === id ? 'text-accent-ink' : 'text-ink-faint')}
      onClick={() => setRoomView({ onPhone: id })}
    >
      {icon}
      {label}
    </button>
  )
  const centre = { lobby: t`Lobby`, running: t`Board`, ended: t`Debrief`, scored: t`Debrief` }[parts.round.status]
  return (
    <nav
      aria-label={t`Parts of the room`}
      // While a card is being edited on a phone, the keyboard needs the room.
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] pointer-coarse:group-has-[main_textarea:focus]/room:hidden md:hidden print:hidden"
    >
      {tab('board', centre, <LayoutGrid aria-hidden="true" />)}
      {hasPanel(parts) &&
        tab(
          'panel',
          t`Your panel`,
          <span className="relative">
            <BookOpenText aria-hidden="true" />
            {whispers > 0 && <UnreadDot className="-top-0.5 -right-1" />}
          </span>,
        )}
      {tab('people', t`People`, <UsersRound aria-hidden="true" />)}
    </nav>
  )
}
