import type { BoardView } from '@greenroom/board'
import { type BoardSeeker, createStates, createTimeline, type RecordedSession, speeds } from '@greenroom/replay'
import { boardOf, currentRound, participantIdSchema, type RoundId } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  memo,
  type ReactNode,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Callout, MessageSlot, Progress, showToast } from '../../../design/index.ts'
import { frameworkOf } from '../../../live/framework-of.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { TakeLink, useTakeBeside } from '../../takes/take-link.tsx'
import { VoiceLanes } from '../audio/voice-lanes.tsx'
import { CompareButton, type RunSources } from '../compare/choose-run.tsx'
import type { ComparedRun } from '../compare/compared-run.ts'
import { CardLife, useCardLife, wordingFrom } from '../moment/card-life.tsx'
import { Happened } from '../moment/happened.tsx'
import { type MomentAudience, MomentLink } from '../moment/moment-link.tsx'
import { replayMoment } from '../moment/moment-words.ts'
import { ReplaySeats, ReplayStanding } from '../moment/replay-standing.tsx'
import { RoundBoard } from '../moment/round-board.tsx'
import type { ShownMoment } from '../moment/shown-moment.ts'
import { useBoardAt } from '../moment/use-board-at.ts'
import { useChanges, WhatChanged } from '../moment/what-changed.tsx'
import { useReplayComments } from '../panels/replay-comments.tsx'
import { ReplayTray } from '../panels/replay-tray.tsx'
import { ReplayRounds } from '../replay-rounds.tsx'
import { PlayerBar } from './player-bar.tsx'
import { StripBar, StripToggle } from './strip-bar.tsx'
import { openingZoom, type TimelineWindow, windowAt, type Zoom, zooms } from './timeline-window.ts'
import { usePlayer } from './use-player.ts'
import { useReplayKeys } from './use-replay-keys.ts'
import { stripPeople, useStrip } from './use-strip.ts'
import '../replay.css'

/** For a part that scrolls, and may contain nothing focusable. */
const scrolledByKeyboard = { tabIndex: 0 } as const

export type ReplayProps = {
  readonly recording: RecordedSession
  /** `false`: it is the beginning of one that is still being loaded, and the next one passed in continues it. */
  readonly isWhole?: boolean
  /** The first board is drawn, or there can be none. */
  readonly onDrawn?: (() => void) | undefined
  /** Where to begin, in seconds from the start. `null`: at the first thing worth seeing. */
  readonly seconds: number | null
  /** An item of a board to begin at and to point out, at the time when it got its final text. */
  readonly card: string | null
  /** The address of the replay, and who can open it. */
  readonly path: string
  readonly audience: MomentAudience
  readonly heading: ReactNode
  /** The address of a round's debrief; without it there is none to go to. */
  readonly debriefOf?: ((round: string) => string) | undefined
  /** Where everything is taken home; receives the moment that is shown. */
  readonly takeHome?: ((moment: ShownMoment) => ReactNode) | undefined
  /** Where else runs to compare with come from. */
  readonly sources?: RunSources | undefined
}

const noSources: RunSources = {}

/** Two runs that somebody wants to see side by side, from the moment that was shown. `own`: its round. */
export type Compared = {
  readonly runs: readonly [ComparedRun, ComparedRun]
  readonly own: RoundId | null
  readonly at: number
}

/** A recorded session, played by the same board that the live room draws. */
export function Playback({
  recording,
  isWhole = true,
  onDrawn,
  seconds,
  card,
  path,
  audience,
  heading,
  debriefOf,
  takeHome,
  sources = noSources,
  onCompare,
}: ReplayProps & { readonly onCompare: (compared: Compared) => void }) {
  const timeline = useMemo(() => createTimeline(recording), [recording])
  const stateAt = useMemo(() => createStates(recording.entries), [recording])
  const controls = usePlayer(timeline, seconds === null ? null : timeline.start + seconds * 1000)
  const { player, toggle, seekTo } = controls
  // A link counts whole seconds, rounded up.
  const isPastEnd = seconds !== null && timeline.start + (seconds - 1) * 1000 > timeline.end
  useEffect(() => {
    if (isPastEnd)
      showToast({
        tone: 'info',
        title: t`The recording ends before that moment`,
        words: t`The replay is open at its end.`,
      })
  }, [isPastEnd])
  const session = stateAt(player.at)
  const taker = audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null
  const reader = audience.kind === 'nobody' ? audience.reader : taker
  const round = currentRound(session)
  // Also what came after the end of the timeline: comments, or that the session was closed.
  const ended = useMemo(() => stateAt(Number.POSITIVE_INFINITY), [stateAt])
  const takeBeside = useTakeBeside(ended, round, taker)
  const [foundAt, setFoundAt] = useState<number | null>(null)
  const found = useCallback(
    (at: number | null) => {
      if (at === null) {
        showToast({
          tone: 'info',
          title: t`That card isn’t in this recording`,
          words: t`It was never on a board here. The replay starts at the first card.`,
        })
        return
      }
      setFoundAt(at)
      seekTo(at)
    },
    [seekTo],
  )
  const [seeker, setSeeker] = useState<BoardSeeker | null>(null)
  const board = useBoardAt(recording, round ? boardOf(round.id) : null, player.at, {
    isWhole,
    card,
    onFound: found,
    onOpened: setSeeker,
  })
  const isDrawn = board.kind !== 'opening'
  useEffect(() => {
    if (isDrawn) onDrawn?.()
  }, [isDrawn, onDrawn])
  // The board comes first: the strip of a long round holds up the worker for a moment.
  const strip = useStrip(recording, isWhole && board.kind === 'ready' ? seeker : null, round?.id ?? null)

  const view = board.kind === 'ready' ? board.board.view : null
  const play = useRef<HTMLButtonElement>(null)
  const comments = useReplayComments({ seeker, recorded: ended, round, audience, controls, view, play })
  const document = round ? boardOf(round.id) : null
  const goToMoment = useCallback(({ at }: StripMoment) => seekTo(at), [seekTo])
  const people = useMemo(() => stripPeople(ended), [ended])
  const [zoom, setZoom] = useState<Zoom>(() => openingZoom(timeline, player.at))
  const [shownBefore, setShown] = useState<TimelineWindow | null>(null)
  const shown = windowAt(timeline, zoom, shownBefore, player.at)
  // During rendering, as React allows for state that follows from what is rendered.
  if (shownBefore === null || shown.from !== shownBefore.from || shown.to !== shownBefore.to) setShown(shown)
  const shownWindow =
    shownBefore !== null && shown.from === shownBefore.from && shown.to === shownBefore.to ? shownBefore : shown

  // Another round has another board.
  const [since, setSince] = useState<{ readonly round: string; readonly at: number } | null>(null)
  const comparedFrom = since !== null && since.round === round?.id ? since.at : null
  const changes = useChanges(seeker, document, comparedFrom, player.at)
  // The newest moment without a new function for each, so that the bar's buttons are not drawn again while the playhead is dragged.
  const here = useRef({ round, at: player.at, comparedFrom })
  useLayoutEffect(() => {
    here.current = { round, at: player.at, comparedFrom }
  })
  const compare = useCallback(() => {
    const { round, at, comparedFrom } = here.current
    setSince(comparedFrom !== null || !round ? null : { round: round.id, at })
  }, [])
  const compareRuns = useCallback(
    (runs: Compared['runs']) => {
      const { round, at } = here.current
      onCompare({ runs, own: round?.id ?? null, at })
    },
    [onCompare],
  )
  const secondsNow = useCallback(() => Math.ceil((here.current.at - timeline.start) / 1000), [timeline])
  const [chosen, setChosen] = useState<{ readonly round: string; readonly item: string } | null>(null)
  const chosenItem = chosen !== null && chosen.round === round?.id ? chosen.item : null
  const life = useCardLife(seeker, document, chosenItem)
  const choose = (item: string): void => {
    if (round) setChosen({ round: round.id, item })
  }

  useReplayKeys((key) => {
    switch (key.kind) {
      case 'toggle':
        toggle()
        break
      case 'seconds':
        seekTo(player.at + key.by * 1000)
        break
      case 'step':
        controls.step(key.to, key.direction)
        break
      case 'wording':
        seekTo(wordingFrom(life ?? [], player.at, key.direction) ?? player.at)
        break
      case 'slower':
      case 'faster':
        controls.setSpeed(speeds[speeds.indexOf(player.speed) + (key.kind === 'faster' ? 1 : -1)] ?? player.speed)
        break
      case 'zoom-in':
      case 'zoom-out':
        setZoom(zooms[zooms.indexOf(zoom) + (key.kind === 'zoom-in' ? 1 : -1)] ?? zoom)
        break
      case 'compare':
        compare()
        break
      case 'start':
        seekTo(timeline.from)
        break
      case 'end':
        seekTo(timeline.end)
        break
    }
  })
  return (
    <div className="relative flex h-dvh flex-col overflow-clip low:h-auto low:min-h-dvh small:h-auto small:min-h-dvh print:block print:h-auto print:overflow-visible">
      <header className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-4 py-2 max-sm:[&_button>span>svg]:hidden">
        {heading}
        <ReplayRounds rounds={ended.rounds} round={round} onSeek={seekTo} debriefOf={debriefOf} />
        {takeHome && <TakenHome takeHome={takeHome} session={ended} round={round} view={view} />}
        <StripToggle strip={strip} />
        {comments.button}
        <CompareButton recording={recording} round={round?.id ?? null} sources={sources} onCompare={compareRuns} />
        <ReplayStanding session={session} round={round} now={player.at} />
      </header>
      <div className="contents wide-low:relative wide-low:z-20 wide-low:block">
        <StripBar session={ended} strip={strip} at={player.at} onGo={goToMoment} />
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
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard a card is chosen in the list of what changed */}
          <main
            id="main"
            onClick={(event) => {
              const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null
              if (card?.dataset.item) choose(card.dataset.item)
            }}
            className="replay-past relative min-w-0 max-lg:h-[max(26rem,60dvh)] max-lg:shrink-0 max-sm:h-auto low:lg:h-96 print:h-auto lg:min-h-0 lg:grow lg:has-[[data-stacked]]:overflow-y-auto print:overflow-visible"
          >
            <p className="replay-past-words print:hidden">{t`As it was at ${replayMoment(timeline, player.at)}`}</p>
            <RoundBoard
              round={round}
              session={session}
              now={player.at}
              board={board.board}
              spotlight={foundAt === player.at ? card : null}
              commented={comments.commented}
              isPrivate={
                reader === null && ended.rounds.some(({ id, case: of }) => id === round?.id && of?.personal === true)
              }
            />
          </main>
          <aside
            aria-label={t`What happened`}
            {...scrolledByKeyboard}
            className="shrink-0 -outline-offset-2 border-line bg-surface p-3 max-lg:border-t lg:w-80 lg:overflow-y-auto lg:border-l"
          >
            {comments.panel !== null && <div className="mb-4 border-b border-line pb-4">{comments.panel}</div>}
            {life !== null && (
              <CardLife
                life={life}
                session={ended}
                startedAt={round?.startedAt ?? null}
                at={player.at}
                onGo={seekTo}
                onClose={() => setChosen(null)}
              />
            )}
            {comparedFrom !== null && changes !== null && (
              <WhatChanged
                changes={changes}
                session={ended}
                startedAt={round?.startedAt ?? null}
                since={comparedFrom}
                at={player.at}
                onChoose={choose}
                onClose={() => setSince(null)}
              />
            )}
            <ReplaySeats session={session} round={round} className="mb-3 min-[90rem]:hidden" />
            <MomentAction value={takeBeside}>
              {round && (
                <div className="flex flex-col gap-4">
                  <Happened session={session} round={round} />
                  {reader && (
                    <ReplayTray key={round.id} recording={recording} round={round} me={reader} at={player.at} />
                  )}
                </div>
              )}
            </MomentAction>
          </aside>
        </div>
      )}
      <div className="shrink-0 border-t border-line bg-surface px-4 empty:hidden print:hidden">
        {comments.tracks(shownWindow.from, shownWindow.to)}
        <VoiceLanes {...{ recorded: ended, people, controls, audience }} shown={shownWindow} start={timeline.start} />
      </div>
      {/* In a small window, where the page scrolls, in sight. */}
      <MessageSlot className="sticky bottom-0 z-30 shrink-0 border-t border-line bg-raised" />
      <PlayerBar
        timeline={timeline}
        edits={recording.edits}
        people={people}
        controls={controls}
        shown={shownWindow}
        zoom={zoom}
        onZoom={setZoom}
        comparing={comparedFrom !== null}
        onCompare={compare}
        playRef={play}
        momentLink={
          <span className="ml-auto flex flex-wrap gap-2">
            {taker && <TakeLink session={ended} round={round} me={taker} at={player.at} />}
            <MomentLink path={path} seconds={secondsNow} audience={audience} state={ended} />
          </span>
        }
      />
    </div>
  )
}

/** Where the session is taken home. The board follows when there is time: it is only asked for when a picture of it is made. */
const TakenHome = memo(function TakenHome({
  takeHome,
  session,
  round,
  view,
}: Omit<ShownMoment, 'board'> & {
  readonly takeHome: (moment: ShownMoment) => ReactNode
  readonly view: BoardView | null
}) {
  const board = useMemo(
    () => (round?.framework && view ? { view, framework: frameworkOf(round.framework) } : null),
    [round, view],
  )
  const moment = useMemo(() => ({ session, round, board }), [session, round, board])
  const quiet = useDeferredValue(moment)
  return useMemo(() => takeHome(quiet), [takeHome, quiet])
})
