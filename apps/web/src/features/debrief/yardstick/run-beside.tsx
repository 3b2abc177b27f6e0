import { alignment, createStates, type RecordedSession, type RunTime, runTimeOf } from '@greenroom/replay'
import { boardOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { Callout, Progress } from '../../../design/index.ts'
import { momentWords } from '../../clock/moment.ts'
import { RoundBoard } from '../../replay/round-board.tsx'
import { type BoardAt, useBoardAt } from '../../replay/use-board-at.ts'
import { type StripState, stripPeople, useOwnStrip } from '../../replay/use-strip.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { StripView } from '../../strip/strip-view.tsx'

const nothing: RunTime = { from: 0, to: 0, stretches: [] }
const endOf = (recording: RecordedSession): SessionState => createStates(recording.entries)(Number.POSITIVE_INFINITY)

/**
 * One's own run and a reference run under one clock, phases aligned: at minute 12 of the own run stands what the other had at the same
 * point of the agenda. Both strips, one under the other, and both boards at that point.
 */
export function RunBeside({
  round,
  own,
  ownStrip,
  run,
  title,
}: {
  readonly round: Round
  readonly own: RecordedSession
  readonly ownStrip: StripState
  readonly run: RecordedSession
  readonly title: string
}) {
  const ownEnd = useMemo(() => endOf(own), [own])
  const runEnd = useMemo(() => endOf(run), [run])
  const ownRound = ownEnd.rounds.find(({ id }) => id === round.id) ?? round
  const runRound = runEnd.rounds[0] ?? round
  const runStrip = useOwnStrip(run, runRound)
  const aligned = useMemo(
    () => alignment(runTimeOf(own, ownRound) ?? nothing, runTimeOf(run, runRound) ?? nothing),
    [own, ownRound, run, runRound],
  )
  const [clock, setClock] = useState(0)
  const at = aligned.leftAt(clock)
  const runAt = aligned.rightAt(clock)
  const ownBoard = useBoardAt(own, boardOf(ownRound.id), at)
  const runBoard = useBoardAt(run, boardOf(runRound.id), runAt)
  // Stable, so that a strip is not drawn again at every step of the slider.
  const goOwn = useCallback((to: StripMoment) => setClock(aligned.clockOfLeft(to.at)), [aligned])
  const goRun = useCallback((to: StripMoment) => setClock(aligned.clockOfRight(to.at)), [aligned])
  const words = momentWords(at, ownRound.startedAt)
  return (
    <div className="flex flex-col gap-3">
      <Strip title={t`Your run`} session={ownEnd} strip={ownStrip} at={at} onGo={goOwn} />
      <Strip title={title} session={runEnd} strip={runStrip} at={runAt} onGo={goRun} />
      <div className="sticky top-0 z-10 flex items-center gap-4 rounded-lg border border-line bg-surface px-3 py-1.5">
        <ClockSlider clock={clock} length={aligned.length} words={words} onChange={setClock} />
        <p className="tabular min-w-16 text-right text-sm text-ink">{words}</p>
      </div>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <Side title={t`Your run`} session={ownEnd} round={ownRound} at={at} board={ownBoard} />
        <Side title={title} session={runEnd} round={runRound} at={runAt} board={runBoard} />
      </div>
    </div>
  )
}

function Strip({
  title,
  session,
  strip,
  at,
  onGo,
}: {
  readonly title: string
  readonly session: SessionState
  readonly strip: StripState
  readonly at: number
  readonly onGo: (moment: StripMoment) => void
}) {
  const people = useMemo(() => stripPeople(session), [session])
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface px-3 py-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {strip.kind === 'here' && <StripView strip={strip.strip} people={people} at={at} onGo={onGo} />}
    </section>
  )
}

function ClockSlider({
  clock,
  length,
  words,
  onChange,
}: {
  readonly clock: number
  readonly length: number
  readonly words: string
  readonly onChange: (clock: number) => void
}) {
  // React Aria says the bare number; the words are put in after each of its drawings.
  const spoken = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <Slider
      aria-label={t`Moment of both runs`}
      className="grow"
      minValue={0}
      // Whole seconds, so that the last step is the end of the longer one.
      maxValue={Math.max(1000, Math.ceil(length / 1000) * 1000)}
      step={1000}
      value={clock}
      onChange={onChange}
    >
      <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken">
        <SliderThumb
          inputRef={spoken}
          className="top-1/2 h-9 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
        />
      </SliderTrack>
    </Slider>
  )
}

function Side({
  title,
  session,
  round,
  at,
  board,
}: {
  readonly title: string
  readonly session: SessionState
  readonly round: Round
  readonly at: number
  readonly board: BoardAt
}) {
  return (
    <section
      aria-label={t`Board: ${title}`}
      className="flex h-[min(36rem,75dvh)] min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      <div className="flex items-baseline gap-3 border-b border-line px-3 py-1.5 text-sm">
        <h3 className="min-w-0 grow truncate font-semibold">{title}</h3>
        <span className="tabular text-ink-soft">{momentWords(at, round.startedAt)}</span>
      </div>
      <div className="min-h-0 grow overflow-y-auto">
        {board.kind === 'opening' && (
          <div className="p-4">
            <Progress label={t`Preparing the recording`} value={board.share} />
          </div>
        )}
        {board.kind === 'failed' && (
          <div className="p-4">
            <Callout tone="danger" title={t`This recording can’t be played`}>
              {board.words}
            </Callout>
          </div>
        )}
        {board.kind === 'ready' && (
          <RoundBoard round={round} session={session} now={at} board={board.board} spotlight={null} />
        )}
      </div>
    </section>
  )
}
