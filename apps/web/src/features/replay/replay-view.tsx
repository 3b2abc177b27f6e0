import type { BoardView, Framework } from '@greenroom/board'
import {
  type BoardSeeker,
  createStates,
  createTimeline,
  type RecordedSession,
  speeds,
  stepFrom,
} from '@greenroom/replay'
import {
  boardOf,
  clockAt,
  currentRound,
  participantIdSchema,
  type Round,
  type RoundId,
  type SessionState,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { Badge, Button, ButtonLink, Callout, Progress, Select, showToast } from '../../design/index.ts'
import { frameworkOf } from '../../live/framework-of.ts'
import { nameIn } from '../../live/room-props.ts'
import { isComposing } from '../board/keyboard.ts'
import { timeOnFace } from '../clock/clock-words.ts'
import { MomentAction } from '../clock/moment-action.ts'
import { ReleasedPanel } from '../desk/released-panel.tsx'
import { Stamp } from '../desk/stamp.tsx'
import type { StripMoment } from '../strip/strip-picture.tsx'
import { TakeLink, useTakeBeside } from '../takes/take-link.tsx'
import { CardLife, useCardLife, wordingFrom } from './card-life.tsx'
import { CompareButton, type RunSources } from './compare/choose-run.tsx'
import { CompareView } from './compare/compare-view.tsx'
import type { ComparedRun } from './compare/compared-run.ts'
import { type MomentAudience, MomentLink } from './moment-link.tsx'
import { replayMoment } from './moment-words.ts'
import { PlayerBar } from './player-bar.tsx'
import { type PlayerKey, playerKey } from './player-keys.ts'
import { useReplayComments } from './replay-comments.tsx'
import { type ReplayKey, replayKeyOf } from './replay-keys.ts'
import { ReplayTray } from './replay-tray.tsx'
import { RoundBoard } from './round-board.tsx'
import { ScoreList } from './score-list.tsx'
import { StripBar, StripToggle } from './strip-bar.tsx'
import { type TimelineWindow, windowAt, type Zoom, zooms } from './timeline-window.ts'
import { useBoardAt } from './use-board-at.ts'
import { usePlayer } from './use-player.ts'
import { stripPeople, useStrip } from './use-strip.ts'
import { useChanges, WhatChanged } from './what-changed.tsx'
import './replay.css'

/** The whole session, and the round and board of the moment that a replay shows. */
export type ShownMoment = {
  readonly session: SessionState
  readonly round: Round | null
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
}

/** What has keys of its own. */
const hasKeys =
  'input, textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=listbox], [role=menu]'

const ofArrow = {
  toggle: { kind: 'toggle' },
  later: { kind: 'seconds', by: 5 },
  earlier: { kind: 'seconds', by: -5 },
  'next-mark': { kind: 'step', to: 'mark', direction: 'after' },
  'last-mark': { kind: 'step', to: 'mark', direction: 'before' },
} as const satisfies Readonly<Record<ReplayKey, PlayerKey>>

/** For a part that scrolls, and may hold nothing that takes the focus. */
const scrolledByKeyboard = { tabIndex: 0 } as const

type Props = {
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
  /** Where else runs to compare with come from. */
  readonly sources?: RunSources | undefined
}

const noSources: RunSources = {}

/** `own`: the round that was shown. */
type Compared = {
  readonly runs: readonly [ComparedRun, ComparedRun]
  readonly own: RoundId | null
  readonly at: number
}

/** A recorded session, played by the same board that the live room draws; or one of its rounds beside another run. */
export function ReplayView(props: Props) {
  const { recording, audience } = props
  const [compared, setCompared] = useState<Compared | null>(null)
  const [back, setBack] = useState<number | null>(null)
  if (compared === null)
    return <Playback {...props} {...(back === null ? {} : { seconds: back, card: null })} onCompare={setCompared} />
  const [left, right] = compared.runs
  return (
    <CompareView
      left={left}
      right={right}
      me={audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null}
      start={{ side: left.recording === recording && left.round === compared.own ? 'left' : 'right', at: compared.at }}
      heading={
        <>
          <Button
            variant="quiet"
            size="sm"
            onPress={() => {
              setBack((compared.at - startOf(recording)) / 1000)
              setCompared(null)
            }}
          >
            <ArrowLeft aria-hidden="true" />
            {t`Replay`}
          </Button>
          <h1 className="text-sm font-semibold text-ink">{t`Two runs compared`}</h1>
        </>
      }
    />
  )
}

const startOf = (recording: RecordedSession): number => createTimeline(recording).start

function Playback({
  recording,
  seconds,
  card,
  path,
  audience,
  heading,
  debriefOf,
  takeHome,
  sources = noSources,
  onCompare,
}: Props & { readonly onCompare: (compared: Compared) => void }) {
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
        words: t`It is open at its end.`,
      })
  }, [isPastEnd])
  const session = stateAt(player.at)
  const taker = audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null
  const reader = audience.kind === 'nobody' ? audience.reader : taker
  const round = currentRound(session)
  const ended = stateAt(timeline.end)
  const takeBeside = useTakeBeside(ended, round, taker)
  const [foundAt, setFoundAt] = useState<number | null>(null)
  const found = useCallback(
    (at: number | null) => {
      if (at === null) {
        showToast({
          tone: 'info',
          title: t`That card isn’t in this recording`,
          words: t`No board here ever had it. The replay is open at its first card.`,
        })
        return
      }
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
  const document = round ? boardOf(round.id) : null
  const goToMoment = useCallback(({ at }: StripMoment) => seekTo(at), [seekTo])
  const people = useMemo(() => stripPeople(ended), [ended])
  const [zoom, setZoom] = useState<Zoom>(1)
  const [shownBefore, setShown] = useState<TimelineWindow | null>(null)
  const shown = windowAt(timeline, zoom, shownBefore, player.at)
  // While drawing, as React allows for state that follows from what is drawn.
  if (shownBefore === null || shown.from !== shownBefore.from || shown.to !== shownBefore.to) setShown(shown)
  const shownWindow =
    shownBefore !== null && shown.from === shownBefore.from && shown.to === shownBefore.to ? shownBefore : shown

  // Another round has another board.
  const [since, setSince] = useState<{ readonly round: string; readonly at: number } | null>(null)
  const comparedFrom = since !== null && since.round === round?.id ? since.at : null
  const changes = useChanges(seeker, document, comparedFrom, player.at)
  const compare = (): void => setSince(comparedFrom !== null || !round ? null : { round: round.id, at: player.at })
  const [chosen, setChosen] = useState<{ readonly round: string; readonly item: string } | null>(null)
  const chosenItem = chosen !== null && chosen.round === round?.id ? chosen.item : null
  const life = useCardLife(seeker, document, chosenItem)
  const choose = (item: string): void => {
    if (round) setChosen({ round: round.id, item })
  }

  // Keys of the whole page; everything that they do has a button too.
  const act = useEffectEvent((key: PlayerKey): void => {
    switch (key.kind) {
      case 'toggle':
        toggle()
        break
      case 'seconds':
        seekTo(player.at + key.by * 1000)
        break
      case 'step':
        seekTo(stepFrom(timeline, player.at, key.to, key.direction))
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
  useEffect(() => {
    const press = (pressed: KeyboardEvent): void => {
      const arrow = replayKeyOf(pressed)
      if (arrow !== null) {
        pressed.preventDefault()
        act(ofArrow[arrow])
        return
      }
      const { target } = pressed
      if (pressed.defaultPrevented || isComposing(pressed)) return
      const within = (parts: string): boolean => target instanceof HTMLElement && target.closest(parts) !== null
      const onTimeline = within('input[type=range]')
      if (!onTimeline && within(hasKeys)) return
      const key = playerKey(pressed)
      // Arrows and the space bar are read above; the head of the timeline has Home and End of its own.
      if (key === null || pressed.key === ' ' || pressed.key.startsWith('Arrow')) return
      if (onTimeline && (key.kind === 'start' || key.kind === 'end')) return
      act(key)
      pressed.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

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
        <CompareButton
          recording={recording}
          round={round?.id ?? null}
          sources={sources}
          onCompare={(runs) => onCompare({ runs, own: round?.id ?? null, at: player.at })}
        />
        <Standing session={session} round={round} now={player.at} />
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
            className="replay-past relative min-w-0 max-lg:h-[max(26rem,60dvh)] max-lg:shrink-0 max-sm:h-auto low:lg:h-96 print:h-auto lg:min-h-0 lg:grow"
          >
            <p className="replay-past-words print:hidden">{t`As it was at ${replayMoment(timeline, player.at)}`}</p>
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
        {comments.tracks(shownWindow.from, shownWindow.to)}
      </div>
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
