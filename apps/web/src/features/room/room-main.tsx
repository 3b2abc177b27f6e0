import { currentRound, phaseOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button, Callout, cx, Loading } from '../../design/index.ts'
import { BoardHistoryContext } from '../../live/board-history.ts'
import { type OpenBoard, useRoom, useRoomProps } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useRoomView } from '../../live/room-view.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { SendPoints } from '../debrief/points/send-points.ts'
import { SwapQuestion } from '../debrief/swap-question.tsx'
import { SharePanel, type Sharing, useSharing } from '../invitations/share-panel.tsx'
import { Lobby } from '../lobby/lobby.tsx'
import { PeopleList } from '../lobby/people-list.tsx'
import type { Person } from '../people/people.ts'
import { SeatNotice } from '../people/seat-notice.tsx'
import { KeepPractice } from '../progress/keep-practice.tsx'
import { PromptStrip } from '../prompt/prompt-strip.tsx'
import { TakeSheet } from '../replay/take/take-sheet.tsx'
import { ReturnRequests } from '../returns/return-requests.tsx'
import { TakeQuestion } from '../takes/take-question.tsx'
import { TrayStrip } from '../thinking/tray-strip.tsx'
import { useRecordedHistory } from './board-history.ts'
import { FootBar } from './foot-bar.tsx'
import { KeptCardsNotice } from './kept-cards-notice.tsx'
import { LiveBoard } from './live-board.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { PrintHeading } from './print-heading.tsx'
import { RoomDebrief } from './room-debrief.tsx'
import { RoomDialogs } from './room-dialogs.tsx'
import { EarlierRounds, RoundBar } from './round-bar.tsx'
import { hasPanel, SidePanel } from './side-panel.tsx'
import { usePartOnPhone } from './use-part-on-phone.ts'
import { useRoomActions } from './use-room-actions.ts'
import { useStartFocus } from './use-start-focus.ts'

/** What of the room is shown beside what every part of it gets. */
type Shown = {
  readonly room: RoomProps
  readonly people: readonly Person[]
  readonly board: OpenBoard | null
  /** Whether we are connected, even while the session is closed. */
  readonly live: boolean
  readonly onShowRound: (round: string | null) => void
}

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
  const room = { ...props, connected: props.connected && session.status.kind === 'open' }
  const shown = { room, people, board, live: props.connected, onShowRound }
  return (
    <BoardHistoryContext value={history}>
      {session.owner === props.me ? <OwnersMain {...shown} /> : <Main {...shown} sharing={null} />}
    </BoardHistoryContext>
  )
}

/** Only the owner's page asks the server for invitations. Nobody can join a closed session. */
const OwnersMain = (shown: Shown) => {
  const { token } = useRoom()
  const { session } = shown.room
  const sharing = useSharing(session.session ?? '', token, session.mode)
  return <Main {...shown} sharing={session.status.kind === 'open' ? sharing : null} />
}

const Main = ({ room, people, board, live, sharing, onShowRound }: Shown & { readonly sharing: Sharing | null }) => {
  const { session, round, me, send } = room
  const { afterRound } = useRoomView()
  const current = currentRound(session) ?? round
  const now = { ...room, round: current }
  useRoomActions(room)
  const started = round.status !== 'lobby'
  const judging = round.status === 'ended' || round.status === 'scored'
  const shown = `${round.id} ${started} ${judging}`
  useStartFocus(shown)
  const onPhone = usePartOnPhone(shown, hasPanel(room))
  const centre = !started ? (
    <Lobby
      {...room}
      people={people}
      sharing={sharing}
      earlier={session.rounds.length > 1 ? <EarlierRounds session={session} onShow={onShowRound} /> : null}
    />
  ) : judging && afterRound === 'debrief' ? (
    <RoomDebrief room={room} board={board} />
  ) : (
    <BoardPart room={room} people={people} board={board} />
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
        <SendPoints key={one.id} {...room} round={one} />
      ))}
      <KeepPractice session={session} me={me} />
      {/* Several at once scroll on a phone: the round goes on below them. */}
      <div data-notices="" className="not-low:max-md:max-h-[32%] shrink-0 overflow-y-auto print:contents">
        <ReturnRequests {...now} />
        <SeatNotice {...now} isElsewhere={current.id !== round.id} />
        <SwapQuestion {...now} />
        <TakeQuestion {...now} />
        {judging && afterRound === 'debrief' && <KeptCardsNotice board={board?.board ?? null} />}
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
          <PromptStrip {...room} />
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
        <SidePanel room={room} board={board} onPhone={onPhone} />
        <div className={cx('min-w-0 grow overflow-y-auto p-4 md:hidden', onPhone !== 'people' && 'hidden')}>
          <h2 className="mb-1 text-base font-semibold">{t`People`}</h2>
          <PeopleList {...room} people={people} />
          {sharing && started && (
            <>
              <h2 className="mt-6 mb-1 text-base font-semibold">{t`Invitations`}</h2>
              <SharePanel sharing={sharing} />
            </>
          )}
        </div>
      </div>
      <FootBar {...now} board={current.id === round.id ? board : null} />
      <PhoneBar room={room} onPhone={onPhone} />
      <RoomDialogs {...room} sharing={sharing} people={people} />
    </>
  )
}

/** Ids of the sections that the phase opens. */
const openSectionsOf = (round: Round): readonly string[] => round.agenda?.[phaseOf(round) ?? 0]?.sections ?? []

const BoardPart = ({ room, people, board }: Pick<Shown, 'room' | 'people' | 'board'>) =>
  board ? (
    <ErrorBoundary part={t`board`}>
      <LiveBoard {...room} people={people} open={board} />
      <TrayStrip {...room} board={board} openSections={openSectionsOf(room.round)} />
    </ErrorBoundary>
  ) : (
    <Loading>{t`Opening the board`}</Loading>
  )
