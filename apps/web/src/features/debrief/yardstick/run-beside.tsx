import type { RecordedSession, Strip } from '@greenroom/replay'
import type { Round, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useAlignedRuns, useSidesAt } from '../../replay/compare/aligned-runs.ts'
import { ClockSlider, clockWords } from '../../replay/compare/clock-slider.tsx'
import { type ComparedRun, endOf } from '../../replay/compare/compared-run.ts'
import { RunSide } from '../../replay/compare/run-side.tsx'
import { type StripState, stripPeople, useStrip } from '../../replay/player/use-strip.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { StripView } from '../../strip/strip-view.tsx'
import { keptRunOf, useRunShown } from './run-shown.ts'

/**
 * One's own run and a reference run under one clock, phases aligned: at minute 12 of one's own run it shows what the other had at the same
 * point of the agenda. Both strips, one below the other, and both boards at that point, with what only one of them has.
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
  const left = useMemo(
    (): ComparedRun => ({ recording: own, round: round.id, title: t`Your run`, from: null }),
    [own, round.id],
  )
  const right = useMemo(
    (): ComparedRun => ({ recording: run, round: endOf(run).rounds[0]?.id ?? round.id, title, from: null }),
    [run, round.id, title],
  )
  const compared = useAlignedRuns(left, right)
  const { runs, aligned } = compared
  const { length, clockOfLeft, clockOfRight } = aligned
  const [clock, setClock] = useState(0)
  const { sides, seekers } = useSidesAt(compared, clock)
  const isReady = sides.every(({ board }) => board.kind === 'ready')
  const [{ end: session }, reference] = runs
  const readRun = isReady ? (seekers?.[1] ?? null) : null
  const runStrip = useStrip(run, readRun, right.round)
  // Paper and Markdown include it with the round.
  useEffect(() => {
    let over = false
    if (readRun !== null)
      keptRunOf(reference, readRun).then(
        (kept) => {
          if (!over) useRunShown.setState({ shown: { session: session.session, round: round.id, run: kept } })
        },
        // The screen says so; nothing is taken along.
        () => undefined,
      )
    return () => {
      over = true
    }
  }, [readRun, reference, session, round.id])
  // Stable, so that a strip is not drawn again at every step of the slider.
  const goLeft = useCallback((to: StripMoment) => setClock(clockOfLeft(to.at)), [clockOfLeft])
  const goRight = useCallback((to: StripMoment) => setClock(clockOfRight(to.at)), [clockOfRight])
  return (
    <div className="flex flex-col gap-3">
      <RunStrip title={left.title} session={runs[0].end} strip={stripOf(ownStrip)} at={sides[0].at} onGo={goLeft} />
      <RunStrip title={title} session={runs[1].end} strip={stripOf(runStrip)} at={sides[1].at} onGo={goRight} />
      <div className="sticky top-0 z-10 flex items-center gap-4 rounded-lg border border-line bg-surface px-3 py-1.5">
        <ClockSlider clock={clock} length={length} onChange={setClock} />
        <p className="tabular min-w-24 text-right text-sm text-ink">{clockWords(clock, length)}</p>
      </div>
      <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
        <RunSide run={runs[0]} side={sides[0]} onGo={goLeft} className={boardPlace} />
        <RunSide run={runs[1]} side={sides[1]} onGo={goRight} className={boardPlace} />
      </div>
    </div>
  )
}

const boardPlace = 'h-[min(42rem,80dvh)] max-lg:h-auto overflow-hidden rounded-lg border border-line bg-surface'
const stripOf = (state: StripState): Strip | null => (state.kind === 'here' ? state.strip : null)

function RunStrip({
  title,
  session,
  strip,
  at,
  onGo,
}: {
  readonly title: string
  readonly session: SessionState
  readonly strip: Strip | null
  readonly at: number
  readonly onGo: (moment: StripMoment) => void
}) {
  const people = useMemo(() => stripPeople(session), [session])
  return (
    <section aria-label={t`In one picture: ${title}`} className="rounded-lg border border-line bg-surface px-3 py-2">
      <h3 className="text-sm font-semibold">{title}</h3>
      {strip !== null && <StripView strip={strip} people={people} at={at} onGo={onGo} follows />}
    </section>
  )
}
