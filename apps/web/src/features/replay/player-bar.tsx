import { neighbour, speeds, type Timeline } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Pause, Play, SkipBack, SkipForward } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton, Segmented, Switch } from '../../design/index.ts'
import { replayLength, replayMoment } from './moment-words.ts'
import { TimelineBar } from './timeline-bar.tsx'
import type { PlayerControls } from './use-player.ts'

/** Play, speed, idle, and the line of time. */
export function PlayerBar({
  timeline,
  controls,
  momentLink,
}: {
  readonly timeline: Timeline
  readonly controls: PlayerControls
  readonly momentLink: ReactNode
}) {
  const { player, toggle, seekTo, setSpeed, setSkipIdle } = controls
  const here = replayMoment(timeline, player.at)
  return (
    <section
      aria-label={t`Playback`}
      className="flex shrink-0 flex-col gap-2 border-t border-line bg-surface px-4 pt-3 pb-2 print:hidden"
    >
      <TimelineBar timeline={timeline} at={player.at} onSeek={seekTo} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex items-center gap-1">
          <IconButton
            label={t`Previous mark`}
            keys="Shift+ArrowLeft"
            onPress={() => seekTo(neighbour(timeline, player.at, 'before'))}
          >
            <SkipBack aria-hidden="true" />
          </IconButton>
          <IconButton label={player.playing ? t`Pause` : t`Play`} keys="Space" variant="primary" onPress={toggle}>
            {player.playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          </IconButton>
          <IconButton
            label={t`Next mark`}
            keys="Shift+ArrowRight"
            onPress={() => seekTo(neighbour(timeline, player.at, 'after'))}
          >
            <SkipForward aria-hidden="true" />
          </IconButton>
        </div>
        <p className="tabular min-w-28 text-sm text-ink-soft">
          <Trans>
            <span className="font-medium text-ink">{here}</span> of {replayLength(timeline, player.at)}
          </Trans>
        </p>
        <Segmented
          label={t`Speed`}
          hideLabel
          size="sm"
          className="w-64"
          value={String(player.speed)}
          options={speeds.map((speed) => ({ id: String(speed), label: `${speed}×` }))}
          onChange={(chosen) => {
            const speed = speeds.find((one) => String(one) === chosen)
            if (speed) setSpeed(speed)
          }}
        />
        <Switch isSelected={player.skipIdle} onChange={setSkipIdle}>{t`Skip idle time`}</Switch>
        {momentLink}
      </div>
    </section>
  )
}
