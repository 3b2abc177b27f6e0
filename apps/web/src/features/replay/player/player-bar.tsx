import { type RecordedEdit, type StepKind, speeds, type Timeline } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import {
  ChevronFirst,
  ChevronLast,
  Diff,
  Pause,
  Play,
  Settings2,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { memo, type ReactNode, type Ref, useEffect, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components'
import { DialogTrigger, IconButton, Popover, Segmented, Select, Switch } from '../../../design/index.ts'
import { minutesAndSeconds } from '../../clock/clock-words.ts'
import type { StripPeople } from '../../strip/strip-people.ts'
import { replayLength, replayMoment } from '../moment/moment-words.ts'
import { TimelineBar } from './timeline-bar.tsx'
import { type TimelineWindow, type Zoom, zooms } from './timeline-window.ts'
import type { PlayerControls, StepDirection } from './use-player.ts'

/** How long it is shown what was skipped, in milliseconds. */
const saidFor = 2500

type Props = {
  readonly timeline: Timeline
  readonly edits: readonly RecordedEdit[]
  readonly people: StripPeople
  readonly controls: PlayerControls
  readonly shown: TimelineWindow
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
  readonly comparing: boolean
  readonly onCompare: () => void
  readonly momentLink: ReactNode
  readonly playRef: Ref<HTMLButtonElement>
}

/**
 * Play, speed, idle, steps, and the timeline. In a wide window all of it is in one row; in a narrow one the less common steps, speed and
 * zoom are behind a button.
 */
export function PlayerBar({
  timeline,
  edits,
  people,
  controls,
  shown,
  zoom,
  onZoom,
  comparing,
  onCompare,
  momentLink,
  playRef,
}: Props) {
  const { player, toggle, seekTo, step, setSpeed, setSkipIdle } = controls
  const { speed, skipIdle } = player
  const here = replayMoment(timeline, player.at)
  return (
    <section
      aria-label={t`Playback`}
      className="flex shrink-0 flex-col gap-1 border-t border-line bg-surface px-4 pt-2 pb-2 print:hidden"
    >
      <TimelineBar timeline={timeline} shown={shown} edits={edits} people={people} at={player.at} onSeek={seekTo} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="flex items-center gap-1 xl:gap-0.5">
          <Step step={step} to="phase" direction="before" className="max-xl:hidden" />
          <Step step={step} to="mark" direction="before" />
          <Step step={step} to="entry" direction="before" className="max-xl:hidden" />
          <PlayButton playing={player.playing} toggle={toggle} playRef={playRef} />
          <Step step={step} to="entry" direction="after" className="max-xl:hidden" />
          <Step step={step} to="mark" direction="after" />
          <Step step={step} to="phase" direction="after" className="max-xl:hidden" />
        </div>
        <p className="tabular text-sm text-ink-soft sm:min-w-28">
          <Trans>
            <span className="font-medium text-ink">{here}</span> of {replayLength(timeline, player.at)}
          </Trans>
          <Skipped span={player.skipped} />
        </p>
        <div className="flex items-center gap-3 max-xl:hidden">
          <SpeedSelect speed={speed} setSpeed={setSpeed} />
          <SkipIdle skipIdle={skipIdle} setSkipIdle={setSkipIdle} />
          <ZoomButtons zoom={zoom} onZoom={onZoom} />
          <CompareButton comparing={comparing} onCompare={onCompare} />
        </div>
        <div className="xl:hidden">
          <MoreControls
            step={step}
            speed={speed}
            setSpeed={setSpeed}
            skipIdle={skipIdle}
            setSkipIdle={setSkipIdle}
            zoom={zoom}
            onZoom={onZoom}
            comparing={comparing}
            onCompare={onCompare}
          />
        </div>
        {momentLink}
      </div>
    </section>
  )
}

const speedChoices = speeds.map((speed) => ({ id: String(speed), label: `${speed}×` }))
const chooseSpeed = (setSpeed: PlayerControls['setSpeed'], chosen: unknown): void => {
  const speed = speeds.find((one) => String(one) === chosen)
  if (speed) setSpeed(speed)
}

// The moment changes fifteen times a second, or with every frame while the playhead is dragged; none of the following is drawn again
// because of it.

type Controls = {
  readonly step: PlayerControls['step']
  readonly speed: PlayerControls['player']['speed']
  readonly setSpeed: PlayerControls['setSpeed']
  readonly skipIdle: boolean
  readonly setSkipIdle: PlayerControls['setSkipIdle']
} & Pick<Props, 'zoom' | 'onZoom' | 'comparing' | 'onCompare'>

const PlayButton = memo(function PlayButton({
  playing,
  toggle,
  playRef,
}: {
  readonly playing: boolean
  readonly toggle: () => void
  readonly playRef: Ref<HTMLButtonElement>
}) {
  return (
    <IconButton label={playing ? t`Pause` : t`Play`} keys="Space" variant="primary" onPress={toggle} ref={playRef}>
      {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
    </IconButton>
  )
})

const SpeedSelect = memo(function SpeedSelect({ speed, setSpeed }: Pick<Controls, 'speed' | 'setSpeed'>) {
  return (
    <Select
      aria-label={t`Speed`}
      className="w-20"
      selectedKey={String(speed)}
      choices={speedChoices}
      onSelectionChange={(chosen) => chooseSpeed(setSpeed, chosen)}
    />
  )
})

const SkipIdle = memo(function SkipIdle({ skipIdle, setSkipIdle }: Pick<Controls, 'skipIdle' | 'setSkipIdle'>) {
  return <Switch isSelected={skipIdle} onChange={setSkipIdle}>{t`Skip idle time`}</Switch>
})

/** What does not fit into a narrow bar. */
const MoreControls = memo(function MoreControls({
  step,
  speed,
  setSpeed,
  skipIdle,
  setSkipIdle,
  zoom,
  onZoom,
  comparing,
  onCompare,
}: Controls) {
  return (
    <DialogTrigger>
      <IconButton label={t`Speed, steps and zoom`}>
        <Settings2 aria-hidden="true" />
      </IconButton>
      <Popover placement="top" className="w-80 max-w-[calc(100vw-1.5rem)]">
        <AriaDialog aria-label={t`Speed, steps and zoom`} className="flex flex-col gap-3 p-3 outline-none">
          <Segmented
            label={t`Speed`}
            size="sm"
            className="w-full"
            value={String(speed)}
            options={speedChoices}
            onChange={(chosen) => chooseSpeed(setSpeed, chosen)}
          />
          <SkipIdle skipIdle={skipIdle} setSkipIdle={setSkipIdle} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <div className="flex">
              <Step step={step} to="phase" direction="before" />
              <Step step={step} to="entry" direction="before" />
              <Step step={step} to="entry" direction="after" />
              <Step step={step} to="phase" direction="after" />
            </div>
            <ZoomButtons zoom={zoom} onZoom={onZoom} />
            <CompareButton comparing={comparing} onCompare={onCompare} />
          </div>
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
})

const steps = {
  phase: {
    before: { label: t`Previous phase`, keys: '[', Icon: ChevronFirst },
    after: { label: t`Next phase`, keys: ']', Icon: ChevronLast },
  },
  mark: {
    before: { label: t`Previous mark`, keys: 'Shift+ArrowLeft', Icon: SkipBack },
    after: { label: t`Next mark`, keys: 'Shift+ArrowRight', Icon: SkipForward },
  },
  entry: {
    before: { label: t`Previous edit`, keys: ',', Icon: StepBack },
    after: { label: t`Next edit`, keys: '.', Icon: StepForward },
  },
} as const

const Step = memo(function Step({
  step,
  to,
  direction,
  className,
}: Pick<Controls, 'step'> & {
  readonly to: StepKind
  readonly direction: StepDirection
  readonly className?: string
}) {
  const { label, keys, Icon } = steps[to][direction]
  return (
    <IconButton label={label} keys={keys} className={className} onPress={() => step(to, direction)}>
      <Icon aria-hidden="true" />
    </IconButton>
  )
})

const ZoomButtons = memo(function ZoomButtons({ zoom, onZoom }: Pick<Controls, 'zoom' | 'onZoom'>) {
  const next = (by: 1 | -1): Zoom | undefined => zooms[zooms.indexOf(zoom) + by]
  return (
    <div className="flex items-center">
      <IconButton
        label={t`Zoom the timeline out`}
        keys="-"
        size="sm"
        isDisabled={next(-1) === undefined}
        onPress={() => onZoom(next(-1) ?? zoom)}
      >
        <ZoomOut aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t`Zoom the timeline in`}
        keys="+"
        size="sm"
        isDisabled={next(1) === undefined}
        onPress={() => onZoom(next(1) ?? zoom)}
      >
        <ZoomIn aria-hidden="true" />
      </IconButton>
    </div>
  )
})

const CompareButton = memo(function CompareButton({ comparing, onCompare }: Pick<Controls, 'comparing' | 'onCompare'>) {
  return (
    <IconButton
      label={comparing ? t`Hide what changed` : t`Show what changes from here on`}
      keys="M"
      size="sm"
      aria-pressed={comparing}
      variant={comparing ? 'primary' : 'quiet'}
      onPress={onCompare}
    >
      <Diff aria-hidden="true" />
    </IconButton>
  )
})

/** Shows for a moment how much idle time was just skipped. */
function Skipped({ span }: { readonly span: { readonly from: number; readonly to: number } | null }) {
  const [said, setSaid] = useState(span)
  useEffect(() => {
    setSaid(span)
    const timer = setTimeout(() => setSaid(null), saidFor)
    return () => clearTimeout(timer)
  }, [span])
  return (
    <span className="ml-2 text-info-ink">
      {said === null ? null : t`skipped ${minutesAndSeconds(Math.floor((said.to - said.from) / 1000) * 1000)}`}
    </span>
  )
}
