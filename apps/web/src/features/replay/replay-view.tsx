import type { BoardView, Framework } from '@greenroom/board'
import { type BoardSeeker, createStates, createTimeline, type RecordedSession } from '@greenroom/replay'
import { boardOf, clockAt, currentRound, participantIdSchema, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { Badge, ButtonLink, Callout, Progress, Select } from '../../design/index.ts'
import { frameworkOf } from '../../live/framework-of.ts'
import { nameIn } from '../../live/room-props.ts'
import { timeOnFace } from '../clock/clock-words.ts'
import { MomentAction } from '../clock/moment-action.ts'
import { ReleasedPanel } from '../desk/released-panel.tsx'
import { Stamp } from '../desk/stamp.tsx'
import { TakeLink, useTakeBeside } from '../takes/take-link.tsx'
import { type MomentAudience, MomentLink } from './moment-link.tsx'
import { PlayerBar } from './player-bar.tsx'
import { useReplayComments } from './replay-comments.tsx'
import { replayKeyOf, soughtBy } from './replay-keys.ts'
import { ReplayTray } from './replay-tray.tsx'
import { RoundBoard } from './round-board.tsx'
import { ScoreList } from './score-list.tsx'
import { StripBar, StripToggle } from './strip-bar.tsx'
import { useBoardAt } from './use-board-at.ts'
import { usePlayer } from './use-player.ts'
import { useStrip } from './use-strip.ts'

/** The whole session, and the round and board of the moment that a replay shows. */
export type ShownMoment = {
  readonly session: SessionState
  readonly round: Round | null
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
}

/** For a part that scrolls, and may hold nothing that takes the focus. */
const scrolledByKeyboard = { tabIndex: 0 } as const

/** A recorded session, played by the same board that the live room draws. */
export function ReplayView({
  recording,
  seconds,
  card,
  path,
  audience,
  heading,
  debriefOf,
  takeHome,
}: {
  readonly recording: RecordedSession
  /** Where to begin, in seconds from the start; `null`: at the first thing worth seeing. */
  readonly seconds: number | null
  /** An item of a board to begin at and to point out, when it got its last words. */
  readonly card: string | null
  /** The address of the replay, and who can open it. */
  readonly path: string
  readonly audience: MomentAudience
  readonly heading: ReactNode
  /** The address of a round's debrief; without it there is none to go to. */
  readonly debriefOf?: ((round: string) => string) | undefined
  /** Where all of it is taken home; handed the moment that is shown. */
  readonly takeHome?: ((moment: ShownMoment) => ReactNode) | undefined
}) {
  const timeline = useMemo(() => createTimeline(recording), [recording])
  const stateAt = useMemo(() => createStates(recording.entries), [recording])
  const controls = usePlayer(timeline, seconds === null ? null : timeline.start + seconds * 1000)
  const { player, toggle, seekTo } = controls
  const session = stateAt(player.at)
  const taker = audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null
  const reader = audience.kind === 'nobody' ? audience.reader : taker
  const round = currentRound(session)
  const ended = stateAt(timeline.end)
  const takeBeside = useTakeBeside(ended, round, taker)
  const [foundAt, setFoundAt] = useState<number | null>(null)
  const found = useCallback(
    (at: number | null) => {
      if (at === null) return
      setFoundAt(at)
      seekTo(at)
    },
    [seekTo],
  )
  const [seeker, setSeeker] = useState<BoardSeeker | null>(null)
  const board = useBoardAt(recording, round ? boardOf(round.id) : null, player.at, card, found, setSeeker)
  // The board comes first: a strip of a long round holds up the worker for a moment.
  const strip = useStrip(recording, board.kind === 'ready' ? seeker : null, round?.id ?? null)

  const recorded = useMemo(() => stateAt(Number.POSITIVE_INFINITY), [stateAt])
  const view = board.kind === 'ready' ? board.board.view : null
  const comments = useReplayComments({ recording, recorded, round, audience, controls, view })

  // Keys of the whole page; everything that they do has a button too.
  useEffect(() => {
    const press = (pressed: KeyboardEvent): void => {
      const key = replayKeyOf(pressed)
      if (key === null) return
      pressed.preventDefault()
      if (key === 'toggle') toggle()
      else seekTo(soughtBy(key, timeline, player.at))
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [timeline, player.at, toggle, seekTo])

  return (
    <div className="relative flex h-dvh flex-col overflow-clip low:h-auto low:min-h-dvh small:h-auto small:min-h-dvh print:block print:h-auto print:overflow-visible">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
        {heading}
        <Rounds rounds={ended.rounds} round={round} onSeek={seekTo} debriefOf={debriefOf} />
        {takeHome?.({
          session: ended,
          round,
          board:
            round?.framework && board.kind === 'ready'
              ? { view: board.board.view, framework: frameworkOf(round.framework) }
              : null,
        })}
        <StripToggle strip={strip} />
        {comments.button}
        <Standing session={session} round={round} now={player.at} />
      </header>
      <div className="contents wide-low:relative wide-low:z-20 wide-low:block">
        <StripBar session={ended} strip={strip} at={player.at} onGo={({ at }) => seekTo(at)} />
      </div>
      {board.kind === 'opening' && (
        <div className="grid grow place-items-center">
          <div className="flex w-72 flex-col gap-2 text-sm text-ink-soft">
            <Trans>
              Preparing {recording.edits.length.toLocaleString('en-GB')} edits
              <Progress label={t`Preparing the recording`} value={board.share} />
            </Trans>
          </div>
        </div>
      )}
      {board.kind === 'failed' && (
        <div className="grow p-6">
          <Callout tone="danger" title={t`This recording can’t be played`}>
            {board.words}
          </Callout>
        </div>
      )}
      {board.kind === 'ready' && (
        <div className="flex min-h-0 grow flex-col max-lg:overflow-y-auto low:overflow-visible small:overflow-visible lg:flex-row print:block print:overflow-visible">
          <main
            id="main"
            className="min-w-0 max-lg:h-[max(26rem,60dvh)] max-lg:shrink-0 max-sm:h-auto low:lg:h-96 print:h-auto lg:min-h-0 lg:grow"
          >
            <RoundBoard
              round={round}
              session={session}
              now={player.at}
              board={board.board}
              spotlight={foundAt === player.at ? card : null}
              commented={comments.commented}
            />
          </main>
          <aside
            aria-label={t`What happened`}
            {...scrolledByKeyboard}
            className="shrink-0 -outline-offset-2 border-line bg-surface p-3 max-lg:border-t lg:w-80 lg:overflow-y-auto lg:border-l"
          >
            {comments.panel !== null && <div className="mb-4 border-b border-line pb-4">{comments.panel}</div>}
            <MomentAction value={takeBeside}>
              {round && (
                <Happened
                  session={session}
                  round={round}
                  tray={
                    reader && (
                      <ReplayTray key={round.id} recording={recording} round={round} me={reader} at={player.at} />
                    )
                  }
                />
              )}
            </MomentAction>
          </aside>
        </div>
      )}
      <div className="shrink-0 border-t border-line bg-surface px-4 empty:hidden print:hidden">
        {comments.tracks(timeline.from, timeline.end)}
      </div>
      <PlayerBar
        timeline={timeline}
        controls={controls}
        momentLink={
          <span className="ml-auto flex flex-wrap gap-2">
            {taker && <TakeLink session={ended} round={round} me={taker} at={player.at} />}
            <MomentLink
              path={path}
              seconds={Math.ceil((player.at - timeline.start) / 1000)}
              audience={audience}
              state={ended}
            />
          </span>
        }
      />
    </div>
  )
}

/** Every round of the session: to its start, and to its debrief. */
const Rounds = ({
  rounds,
  round,
  onSeek,
  debriefOf,
}: {
  readonly rounds: readonly Round[]
  readonly round: Round | null
  readonly onSeek: (at: number) => void
  readonly debriefOf: ((round: string) => string) | undefined
}) => {
  const ended = rounds.find((one) => one.id === round?.id && one.endedAt !== null)
  return (
    <>
      {rounds.length > 1 && (
        <Select
          aria-label={t`Round`}
          className="w-64 min-w-0 max-w-full max-sm:order-last max-sm:w-full"
          selectedKey={round?.id ?? null}
          onSelectionChange={(chosen) => {
            const startedAt = rounds.find((one) => one.id === chosen)?.startedAt
            if (startedAt != null) onSeek(startedAt)
          }}
          disabledKeys={rounds.filter((one) => one.startedAt === null).map((one) => one.id)}
          choices={rounds.map((one, index) => ({ id: one.id, label: roundTitle(one, index) }))}
        />
      )}
      {debriefOf && ended && <ButtonLink size="sm" to={debriefOf(ended.id)}>{t`Debrief`}</ButtonLink>}
    </>
  )
}

const roundTitle = (round: Round, index: number): string =>
  t`Round ${index + 1}${round.promptShownAt !== null && round.case ? `: ${round.case.title}` : ''}`

const standingWords = { lobby: t`Before the start`, ended: 'Scoring', scored: t`Scores open` } as const

const Standing = ({
  session,
  round,
  now,
}: {
  readonly session: SessionState
  readonly round: Round | null
  readonly now: number
}) => {
  const reading = round ? clockAt(round, now) : null
  const phase = reading && round?.status === 'running' ? round.agenda?.[reading.phase]?.name : null
  const words = round === null ? '' : round.status === 'running' ? (phase ?? '') : standingWords[round.status]
  const people = Object.values(session.participants).filter((one) => round?.seats[one.id])
  return (
    <div className="flex min-w-0 grow flex-wrap items-center justify-end gap-x-3 gap-y-1 text-sm text-ink-soft">
      {people.map((one) => (
        <span key={one.id} className="truncate">
          {nameIn(session, one.id)} <span className="text-ink-faint">{round?.seats[one.id]}</span>
        </span>
      ))}
      <Badge tone="accent">{words}</Badge>
      {reading && round?.status === 'running' && (
        <span className="tabular whitespace-nowrap text-right font-semibold text-ink">
          {reading.overrun > 0 ? '+' : ''}
          {timeOnFace(reading.remaining - reading.overrun)}{' '}
          <span className="text-2xs font-normal text-ink-faint">{reading.overrun > 0 ? t`over` : t`left`}</span>
        </span>
      )}
    </div>
  )
}

/** What was handed over and said by then, and the scores once they are open. */
const Happened = ({
  session,
  round,
  tray,
}: {
  readonly session: SessionState
  readonly round: Round
  /** The reader's own think tray, where they have one. */
  readonly tray: ReactNode
}) => {
  return (
    <div className="flex flex-col gap-4">
      {round.case && round.promptShownAt !== null && (
        <section>
          <h2 className="text-xs font-medium text-ink-faint">{t`Prompt`}</h2>
          <p className="mt-0.5 text-sm text-ink">{round.case.prompt}</p>
        </section>
      )}
      {round.status === 'scored' && (
        <section>
          <h2 className="mb-1.5 text-xs font-medium text-ink-faint">{t`Scores`}</h2>
          <ScoreList session={session} round={round} />
        </section>
      )}
      {round.notes.length > 0 && (
        <section>
          <h2 className="text-xs font-medium text-ink-faint">{t`Notes`}</h2>
          <ul className="mt-1 flex flex-col gap-1.5">
            {round.notes.map((note) => (
              <li key={note.note} className="text-sm text-ink">
                <span className="text-ink-faint">{nameIn(session, note.by)}:</span> {note.words}{' '}
                <Stamp at={note.at} startedAt={round.startedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 className="mb-1.5 text-xs font-medium text-ink-faint">{t`Given so far`}</h2>
        <ReleasedPanel round={round} />
      </section>
      {tray}
    </div>
  )
}
