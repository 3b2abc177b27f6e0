import { type RecordedEdit, type StepKind, speeds, stepFrom, type Timeline } from '@greenroom/replay'
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
import { type ReactNode, useEffect, useState } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components'
import { DialogTrigger, IconButton, Popover, Segmented, Select, Switch } from '../../design/index.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'
import type { StripPeople } from '../strip/strip-people.ts'
import { replayLength, replayMoment } from './moment-words.ts'
import { TimelineBar } from './timeline-bar.tsx'
import { type TimelineWindow, type Zoom, zooms } from './timeline-window.ts'
import type { PlayerControls } from './use-player.ts'

/** For so long, in milliseconds, it is said what was jumped over. */
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
}

/**
 * Play, speed, idle, steps, and the line of time. In a wide window all of it stands in one row; in a narrow one the steps that are
 * taken less often, speed and zoom are behind a button.
 */
export function PlayerBar(props: Props) {
  const { timeline, edits, people, controls, shown, momentLink } = props
  const { player, toggle, seekTo } = controls
  const here = replayMoment(timeline, player.at)
  return (
    <section
      aria-label={t`Playback`}
      className="flex shrink-0 flex-col gap-1 border-t border-line bg-surface px-4 pt-2 pb-2 print:hidden"
    >
      <TimelineBar timeline={timeline} shown={shown} edits={edits} people={people} at={player.at} onSeek={seekTo} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="flex items-center gap-1 xl:gap-0.5">
          <Step {...props} to="phase" direction="before" className="max-xl:hidden" />
          <Step {...props} to="mark" direction="before" />
          <Step {...props} to="entry" direction="before" className="max-xl:hidden" />
          <IconButton label={player.playing ? t`Pause` : t`Play`} keys="Space" variant="primary" onPress={toggle}>
            {player.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          </IconButton>
          <Step {...props} to="entry" direction="after" className="max-xl:hidden" />
          <Step {...props} to="mark" direction="after" />
          <Step {...props} to="phase" direction="after" className="max-xl:hidden" />
        </div>
        <p className="tabular text-sm text-ink-soft sm:min-w-28">
          <Trans>
            <span className="font-medium text-ink">{here}</span> of {replayLength(timeline, player.at)}
          </Trans>
          <Skipped span={player.skipped} />
        </p>
        <div className="flex items-center gap-3 max-xl:hidden">
          <Select
            aria-label={t`Speed`}
            className="w-20"
            selectedKey={String(player.speed)}
            choices={speedChoices}
            onSelectionChange={(chosen) => chooseSpeed(controls, chosen)}
          />
          <Switch isSelected={player.skipIdle} onChange={controls.setSkipIdle}>{t`Skip idle time`}</Switch>
          <ZoomButtons {...props} />
          <CompareButton {...props} />
        </div>
        <div className="xl:hidden">
          <DialogTrigger>
            <IconButton label={t`Speed, steps and zoom`}>
              <Settings2 aria-hidden="true" />
            </IconButton>
            <Popover placement="top" className="w-80 max-w-[calc(100vw-1.5rem)]">
              <MoreControls {...props} />
            </Popover>
          </DialogTrigger>
        </div>
        {momentLink}
      </div>
    </section>
  )
}

const speedChoices = speeds.map((speed) => ({ id: String(speed), label: `${speed}×` }))
const chooseSpeed = ({ setSpeed }: PlayerControls, chosen: unknown): void => {
  const speed = speeds.find((one) => String(one) === chosen)
  if (speed) setSpeed(speed)
}

/** What has no place in a narrow bar. */
function MoreControls(props: Props) {
  const { controls } = props
  const { player } = controls
  return (
    <AriaDialog aria-label={t`Speed, steps and zoom`} className="flex flex-col gap-3 p-3 outline-none">
      <Segmented
        label={t`Speed`}
        size="sm"
        className="w-full"
        value={String(player.speed)}
        options={speedChoices}
        onChange={(chosen) => chooseSpeed(controls, chosen)}
      />
      <Switch isSelected={player.skipIdle} onChange={controls.setSkipIdle}>{t`Skip idle time`}</Switch>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex">
          <Step {...props} to="phase" direction="before" />
          <Step {...props} to="entry" direction="before" />
          <Step {...props} to="entry" direction="after" />
          <Step {...props} to="phase" direction="after" />
        </div>
        <ZoomButtons {...props} />
        <CompareButton {...props} />
      </div>
    </AriaDialog>
  )
}

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

function Step({
  timeline,
  controls: { player, seekTo },
  to,
  direction,
  className,
}: Pick<Props, 'timeline' | 'controls'> & {
  readonly to: StepKind
  readonly direction: 'before' | 'after'
  readonly className?: string
}) {
  const { label, keys, Icon } = steps[to][direction]
  return (
    <IconButton
      label={label}
      keys={keys}
      className={className}
      onPress={() => seekTo(stepFrom(timeline, player.at, to, direction))}
    >
      <Icon aria-hidden="true" />
    </IconButton>
  )
}

function ZoomButtons({ zoom, onZoom }: Pick<Props, 'zoom' | 'onZoom'>) {
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
}

const CompareButton = ({ comparing, onCompare }: Pick<Props, 'comparing' | 'onCompare'>) => (
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

/** How much idle time was just jumped over, for a moment. */
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
