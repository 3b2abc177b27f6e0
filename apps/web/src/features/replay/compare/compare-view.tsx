import { type Alignment, speeds, stepFrom, type Timeline } from '@greenroom/replay'
import type { ParticipantId, Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { Button, Callout, cx, IconButton, MessageSlot, Segmented, Select } from '../../../design/index.ts'
import { practiceWords, viewWords } from '../../../live/view-words.ts'
import { Ribbon, type RibbonDot, type RibbonSegment } from '../../clock/ribbon.tsx'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { TakeLink } from '../../takes/take-link.tsx'
import { playerKey } from '../player/player-keys.ts'
import { replayKeyOf } from '../player/replay-keys.ts'
import { usePlayer } from '../player/use-player.ts'
import { useStrip } from '../player/use-strip.ts'
import { type AlignedRun, partAt, useAlignedRuns, useSidesAt } from './aligned-runs.ts'
import { ClockSlider, clockWords } from './clock-slider.tsx'
import { type ComparedRun, isSameCase } from './compared-run.ts'
import { RunSide } from './run-side.tsx'

/** Below this height, in CSS pixels, strips above the boards would take their room. */
const roomyFrom = 960
const noDots: readonly RibbonDot[] = []

/** The shared clock's own timeline: its parts are the chapters. */
const timelineOf = (length: number, round: Round['id'], parts: Alignment['parts']): Timeline => ({
  start: 0,
  from: 0,
  end: length,
  opening: 0,
  rounds: [],
  chapters: parts.map(({ name, from, to }, phase) => ({ kind: 'phase', round, phase, name, from, to, over: 0 })),
  marks: [],
  idle: [],
  times: [],
  activity: new Map(),
})

/** Two runs under one clock, with their phases aligned: two boards, two strips, and what each has that the other lacks. */
export function CompareView({
  left,
  right,
  me,
  start,
  heading,
}: {
  readonly left: ComparedRun
  readonly right: ComparedRun
  /** The person who may take a round again from the shown moment. `null` when nobody is known. */
  readonly me: ParticipantId | null
  /** Where to begin, as a moment of one of the runs in the store's milliseconds. `null`: at the start of both. */
  readonly start: { readonly side: 'left' | 'right'; readonly at: number } | null
  readonly heading: ReactNode
}) {
  const compared = useAlignedRuns(left, right)
  const { runs, aligned } = compared
  const [one, other] = runs
  const { length, parts, clockOfLeft, clockOfRight } = aligned
  const timeline = useMemo(() => timelineOf(length, left.round, parts), [length, left.round, parts])
  const controls = usePlayer(
    timeline,
    start === null ? 0 : start.side === 'left' ? clockOfLeft(start.at) : clockOfRight(start.at),
  )
  const { player, toggle, seekTo, setSpeed } = controls
  const clock = player.at
  const { sides, seekers } = useSidesAt(compared, clock)
  const [roomy] = useState(() => window.innerHeight >= roomyFrom && window.innerWidth >= 1024)
  const [withStrips, setWithStrips] = useState(roomy)
  const stripsFrom = withStrips && sides.every(({ board }) => board.kind === 'ready') ? seekers : null
  const strips = [
    useStrip(left.recording, stripsFrom?.[0] ?? null, left.round),
    useStrip(right.recording, stripsFrom?.[1] ?? null, right.round),
  ].map((strip) => (withStrips && strip.kind === 'here' ? strip.strip : null))
  // Stable, so that a strip is not drawn again at every step of the clock.
  const goLeft = useCallback(({ at }: StripMoment) => seekTo(clockOfLeft(at)), [seekTo, clockOfLeft])
  const goRight = useCallback(({ at }: StripMoment) => seekTo(clockOfRight(at)), [seekTo, clockOfRight])
  const [onPhone, setOnPhone] = useState<'left' | 'right'>('left')
  const part = partAt(aligned, clock)

  const act = useEffectEvent((pressed: KeyboardEvent): boolean => {
    const arrow = replayKeyOf(pressed)
    const key = arrow === null ? playerKey(pressed) : null
    if (arrow === 'toggle') toggle()
    else if (arrow !== null) seekTo(arrow === 'later' || arrow === 'next-mark' ? clock + 5000 : clock - 5000)
    else if (key?.kind === 'step' && key.to === 'phase') seekTo(stepFrom(timeline, clock, 'phase', key.direction))
    else if (key?.kind === 'slower' || key?.kind === 'faster')
      setSpeed(speeds[speeds.indexOf(player.speed) + (key.kind === 'faster' ? 1 : -1)] ?? player.speed)
    else return false
    return true
  })
  useEffect(() => {
    const press = (pressed: KeyboardEvent): void => {
      const { target } = pressed
      const writes =
        target instanceof HTMLElement &&
        target.closest('input:not([type=range]), textarea, [role=dialog], [role=listbox]')
      if (!pressed.defaultPrevented && !writes && act(pressed)) pressed.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])

  const current = part === undefined ? null : String(parts.indexOf(part))
  const segments = parts.map(
    ({ name, from, to, shared }, index): RibbonSegment => ({
      id: String(index),
      name: name === '' ? t`No phase` : name,
      title: shared ? name : t`${name}: not in both`,
      length: to - from,
      over: 0,
      state: String(index) === current ? 'now' : clock >= to ? 'past' : 'next',
    }),
  )
  const sideOf = (shown: 'left' | 'right') => {
    const index = shown === 'left' ? 0 : 1
    const [run, side] = [runs[index], sides[index]]
    return (
      <RunSide
        run={run}
        side={side}
        again={me && run.played && <TakeLink session={run.end} round={run.played} me={me} at={side.at} />}
        strip={strips[index] ?? null}
        onGo={shown === 'left' ? goLeft : goRight}
        className={cx('border-line lg:border-r', onPhone !== shown && 'max-lg:not-print:hidden')}
      />
    )
  }
  return (
    <div className="relative flex h-dvh flex-col overflow-clip low:h-auto low:min-h-dvh max-lg:h-auto max-lg:min-h-dvh print:block print:h-auto print:overflow-visible">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
        {heading}
        <Segmented
          label={t`Which run`}
          hideLabel
          size="sm"
          className="w-full lg:hidden print:hidden"
          value={onPhone}
          options={[
            { id: 'left', label: left.title },
            { id: 'right', label: right.title },
          ]}
          onChange={setOnPhone}
        />
        <Button
          size="sm"
          className="ml-auto print:hidden"
          aria-expanded={withStrips}
          onPress={() => setWithStrips(!withStrips)}
        >{t`In one picture`}</Button>
      </header>
      {me !== null && <PaperHead runs={runs} me={me} />}
      {one.played && other.played && !isSameCase(one.played, other.played) && (
        <Callout tone="info" className="m-2 shrink-0">
          {t`These are runs of different cases. Only phases with the same name are aligned.`}
        </Callout>
      )}
      <main id="main" className="grid min-h-0 grow grid-cols-1 lg:grid-cols-2 print:block">
        {sideOf('left')}
        {sideOf('right')}
      </main>
      <section
        aria-label={t`Playback`}
        className="sticky bottom-0 z-10 flex shrink-0 flex-col gap-1 border-t border-line bg-surface px-4 py-2 print:hidden"
      >
        <MessageSlot className="-mx-4 -mt-2 border-b border-line" />
        <Ribbon
          names
          segments={segments}
          dots={noDots}
          head={
            part === undefined || current === null
              ? null
              : { segment: current, share: (clock - part.from) / Math.max(1, part.to - part.from) }
          }
          wrap={({ id }, inside) => (
            <button
              type="button"
              tabIndex={-1}
              className="block size-full text-left"
              onClick={() => seekTo(parts[Number(id)]?.from ?? clock)}
            >
              {inside}
            </button>
          )}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <div className="flex items-center gap-1">
            <IconButton
              label={t`Previous phase`}
              keys="["
              onPress={() => seekTo(stepFrom(timeline, clock, 'phase', 'before'))}
            >
              <SkipBack aria-hidden="true" />
            </IconButton>
            <IconButton label={player.playing ? t`Pause` : t`Play`} keys="Space" variant="primary" onPress={toggle}>
              {player.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
            </IconButton>
            <IconButton
              label={t`Next phase`}
              keys="]"
              onPress={() => seekTo(stepFrom(timeline, clock, 'phase', 'after'))}
            >
              <SkipForward aria-hidden="true" />
            </IconButton>
          </div>
          <ClockSlider clock={clock} length={length} onChange={seekTo} />
          <p className="tabular ml-1 text-sm text-ink">{clockWords(clock, length)}</p>
          <Select
            aria-label={t`Speed`}
            className="w-20"
            selectedKey={String(player.speed)}
            choices={speeds.map((speed) => ({ id: String(speed), label: `${speed}×` }))}
            onSelectionChange={(chosen) => {
              const speed = speeds.find((each) => String(each) === chosen)
              if (speed) setSpeed(speed)
            }}
          />
        </div>
      </section>
    </div>
  )
}

/** On paper, where nothing else says so: the case, whose view this is, and what the scores are. */
function PaperHead({ runs, me }: { readonly runs: readonly AlignedRun[]; readonly me: ParticipantId }) {
  const own = runs.find(({ end }) => Object.hasOwn(end.participants, me))
  if (!own?.played) return null
  const { played, end } = own
  return (
    <div className="hidden px-4 py-2 print:block">
      {(played.promptShownAt !== null || played.fork !== null) && (
        <p className="text-lg font-semibold text-ink">{played.case?.title}</p>
      )}
      <p className="text-sm text-ink-soft">
        {viewWords(end, played, me)} {practiceWords()}
      </p>
    </div>
  )
}
