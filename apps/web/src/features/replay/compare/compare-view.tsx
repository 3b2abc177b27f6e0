import { alignment, createStates, type RunTime, runTimeOf, speeds, stepFrom, type Timeline } from '@greenroom/replay'
import type { ParticipantId, Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import { type ReactNode, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { Button, Callout, IconButton, MessageSlot, Segmented, Select } from '../../../design/index.ts'
import { durationInWords, minutesAndSeconds } from '../../clock/clock-words.ts'
import { Ribbon, type RibbonDot, type RibbonSegment } from '../../clock/ribbon.tsx'
import { TakeLink } from '../../takes/take-link.tsx'
import { playerKey } from '../player-keys.ts'
import { arrowKeyOf, replayKeyOf } from '../replay-keys.ts'
import { usePlayer } from '../use-player.ts'
import { useStrip } from '../use-strip.ts'
import { type ComparedRun, endOf, isSameCase } from './compared-run.ts'
import { givenOnly } from './only-here.tsx'
import { RunSide } from './run-side.tsx'
import { useComparedBoards } from './use-compared-boards.ts'
import { useMomentComparison } from './use-moment-comparison.ts'
import './compare.css'

/** Below this height, in CSS pixels, strips above the boards would take their room. */
const roomyFrom = 960
const noDots: readonly RibbonDot[] = []
const nothing: RunTime = { from: 0, to: 0, stretches: [] }

/** One clock's own line of time: its parts are the chapters. */
const timelineOf = (length: number, round: Round['id'], parts: ReturnType<typeof alignment>['parts']): Timeline => ({
  start: 0,
  from: 0,
  end: length,
  opening: 0,
  rounds: [],
  chapters: parts.map(({ name, from, to }, phase) => ({ kind: 'phase', round, phase, name, from, to })),
  marks: [],
  idle: [],
  times: [],
  activity: new Map(),
})

/** A run with all that follows from its recording alone. */
function useRun({ recording, round, from }: ComparedRun) {
  return useMemo(() => {
    const end = endOf(recording)
    const played = end.rounds.find(({ id }) => id === round) ?? null
    const time = played === null ? null : runTimeOf(recording, played, from ?? undefined)
    return { end, played, time: time ?? nothing, stateAt: createStates(recording.entries) }
  }, [recording, round, from])
}

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
  /** The person who may take a round again from where it stands; `null` where nobody is known. */
  readonly me: ParticipantId | null
  /** Where to begin, as a moment of one of the runs in the store's milliseconds; `null`: at the start of both. */
  readonly start: { readonly side: 'left' | 'right'; readonly at: number } | null
  readonly heading: ReactNode
}) {
  const [one, other] = [useRun(left), useRun(right)]
  const aligned = useMemo(() => alignment(one.time, other.time), [one.time, other.time])
  const { length, parts, leftAt, rightAt, clockOfLeft, clockOfRight } = aligned
  const timeline = useMemo(() => timelineOf(length, left.round, parts), [length, left.round, parts])
  const controls = usePlayer(
    timeline,
    start === null ? 0 : start.side === 'left' ? clockOfLeft(start.at) : clockOfRight(start.at),
  )
  const { player, toggle, seekTo, setSpeed } = controls
  const clock = player.at
  const now = [leftAt(clock), rightAt(clock)] as const
  const { boards, seekers } = useComparedBoards(left, right, now)
  const [leftView, rightView] = boards.map((board) => (board.kind === 'ready' ? board.board.view : null))
  const comparison = useMomentComparison(leftView ?? null, rightView ?? null)
  const [roomy] = useState(() => window.innerHeight >= roomyFrom && window.innerWidth >= 1024)
  const [withStrips, setWithStrips] = useState(roomy)
  const bothReady = leftView !== null && rightView !== null
  const strips = [
    useStrip(left.recording, bothReady && withStrips ? (seekers?.[0] ?? null) : null, left.round),
    useStrip(right.recording, bothReady && withStrips ? (seekers?.[1] ?? null) : null, right.round),
  ].map((strip) => (withStrips && strip.kind === 'here' ? strip.strip : null))
  const [onPhone, setOnPhone] = useState<'left' | 'right'>('left')
  const sessions = [one.stateAt(now[0]), other.stateAt(now[1])] as const
  const rounds = [
    sessions[0].rounds.find(({ id }) => id === left.round) ?? null,
    sessions[1].rounds.find(({ id }) => id === right.round) ?? null,
  ] as const
  const part = parts.find(({ to }) => clock < to) ?? parts.at(-1)
  const standing = (side: 'left' | 'right', run: RunTime, moment: number) =>
    moment >= run.to && clock > 0
      ? 'over'
      : part !== undefined && moment >= part[side].to && clock > part.from
        ? 'waits'
        : 'plays'
  const words = minutesAndSeconds(Math.floor(clock / 1000) * 1000)

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
  const sideOf = (side: 'left' | 'right') => {
    const index = side === 'left' ? 0 : 1
    const [run, itself] = side === 'left' ? [left, one] : [right, other]
    const moment = now[index]
    return (
      <RunSide
        title={run.title}
        session={sessions[index]}
        end={itself.end}
        round={run.round}
        at={moment}
        standing={standing(side, itself.time, moment)}
        again={me && itself.played && <TakeLink session={itself.end} round={itself.played} me={me} at={moment} />}
        board={boards[index]}
        only={comparison === null ? null : side === 'left' ? comparison.leftOnly : comparison.rightOnly}
        given={givenOnly(rounds[index], rounds[1 - index] ?? null)}
        strip={strips[index] ?? null}
        onGo={(to) => seekTo(side === 'left' ? clockOfLeft(to) : clockOfRight(to))}
        shownOnPhone={onPhone === side}
      />
    )
  }
  return (
    <div className="relative flex h-dvh flex-col overflow-clip low:h-auto low:min-h-dvh max-lg:h-auto max-lg:min-h-dvh">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
        {heading}
        <Segmented
          label={t`Which run`}
          hideLabel
          size="sm"
          className="w-full lg:hidden"
          value={onPhone}
          options={[
            { id: 'left', label: left.title },
            { id: 'right', label: right.title },
          ]}
          onChange={setOnPhone}
        />
        <Button
          size="sm"
          className="ml-auto"
          aria-expanded={withStrips}
          onPress={() => setWithStrips(!withStrips)}
        >{t`In one picture`}</Button>
      </header>
      {one.played && other.played && !isSameCase(one.played, other.played) && (
        <Callout tone="info" className="m-2 shrink-0">
          {t`These are runs of different cases. Only phases of the same name are aligned.`}
        </Callout>
      )}
      <main id="main" className="grid min-h-0 grow grid-cols-1 lg:grid-cols-2">
        {sideOf('left')}
        {sideOf('right')}
      </main>
      <MessageSlot className="shrink-0 border-t border-line" />
      <section
        aria-label={t`Playback`}
        className="sticky bottom-0 z-10 flex shrink-0 flex-col gap-1 border-t border-line bg-surface px-4 py-2"
      >
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
          <p className="tabular text-sm text-ink">{t`${words} of ${minutesAndSeconds(length)}`}</p>
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

/** The head of the one clock. */
function ClockSlider({
  clock,
  length,
  onChange,
}: {
  readonly clock: number
  readonly length: number
  readonly onChange: (clock: number) => void
}) {
  // React Aria says the bare number; the words are put in after each of its drawings.
  const spoken = useRef<HTMLInputElement>(null)
  const words = t`${durationInWords(clock)} of ${durationInWords(length)}`
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <div
      className="min-w-40 grow"
      onKeyDownCapture={(pressed) => {
        const key = arrowKeyOf(pressed)
        if (key === null) return
        pressed.preventDefault()
        pressed.stopPropagation()
        onChange(key === 'later' || key === 'next-mark' ? clock + 5000 : clock - 5000)
      }}
    >
      <Slider
        aria-label={t`Position in both runs`}
        minValue={0}
        maxValue={Math.max(1, Math.round(length))}
        step={1}
        value={Math.round(clock)}
        onChange={onChange}
      >
        <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken">
          <SliderThumb
            inputRef={spoken}
            className="top-1/2 h-9 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
          />
        </SliderTrack>
      </Slider>
    </div>
  )
}
