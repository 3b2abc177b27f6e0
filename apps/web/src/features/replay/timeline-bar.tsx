import { neighbour, type Timeline } from '@greenroom/replay'
import { Button as AriaButton, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { cx, Tooltip, TooltipTrigger } from '../../design/index.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'

/** The line of time: chapters as bands, entries as marks, how much was written as a low relief, and the head that is dragged. */
export const TimelineBar = ({
  timeline,
  at,
  onSeek,
}: {
  readonly timeline: Timeline
  readonly at: number
  readonly onSeek: (at: number) => void
}) => {
  const width = Math.max(1, timeline.end - timeline.start)
  const place = (time: number): string => `${((time - timeline.start) / width) * 100}%`
  const relief = reliefOf(timeline)
  return (
    <div className="flex flex-col gap-1">
      <div className="relative h-6 overflow-hidden rounded-sm" aria-hidden="true">
        {timeline.chapters.map((chapter) => (
          <button
            type="button"
            tabIndex={-1}
            key={`${chapter.round}-${chapter.from}`}
            title={chapter.title}
            onClick={() => onSeek(chapter.from)}
            className={cx(
              'absolute inset-y-0 truncate border-r-2 border-surface px-1.5 text-left text-2xs font-medium',
              at >= chapter.from && at < chapter.to
                ? 'bg-accent-soft text-accent-ink'
                : 'bg-sunken text-ink-faint hover:bg-hover',
            )}
            style={{ left: place(chapter.from), width: `${((chapter.to - chapter.from) / width) * 100}%` }}
          >
            {chapter.title}
          </button>
        ))}
      </div>
      <div
        onKeyDownCapture={(pressed) => {
          // Shift and an arrow goes to the neighbouring mark; the plain arrows go five seconds.
          const direction = pressed.key === 'ArrowRight' ? 'after' : pressed.key === 'ArrowLeft' ? 'before' : null
          if (direction === null) return
          pressed.preventDefault()
          pressed.stopPropagation()
          onSeek(pressed.shiftKey ? neighbour(timeline, at, direction) : at + (direction === 'after' ? 5000 : -5000))
        }}
      >
        <Slider
          aria-label="Place in the session"
          minValue={timeline.start}
          maxValue={Math.max(timeline.end, timeline.start + 1)}
          step={1000}
          value={at}
          onChange={(value) => onSeek(value)}
        >
          <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken">
            <svg
              className="absolute inset-0 size-full text-accent-line"
              viewBox={`0 0 ${relief.length} 1`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              {relief.map((height, index) =>
                height === 0 ? null : (
                  <rect key={index} x={index} width="1.02" y={1 - height} height={height} fill="currentColor" />
                ),
              )}
            </svg>
            <div className="absolute inset-y-0 left-0 bg-accent/15" style={{ width: place(at) }} />
            <SliderThumb
              aria-valuetext={minutesAndSeconds(Math.floor((at - timeline.start) / 1000) * 1000)}
              className="top-1/2 h-11 w-3 rounded-full border-2 border-surface bg-accent shadow-2 outline-none focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
            />
          </SliderTrack>
        </Slider>
      </div>
      <ul className="relative h-6" aria-label="Marks">
        {timeline.marks.map((mark) => (
          <li
            key={`${mark.at}-${mark.kind}-${mark.words}`}
            className="absolute top-0 -translate-x-1/2"
            style={{ left: place(mark.at) }}
          >
            <MarkButton
              words={`${minutesAndSeconds(Math.floor((mark.at - timeline.start) / 1000) * 1000)} ${mark.words}`}
              past={mark.at <= at}
              onPress={() => onSeek(mark.at)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

const MarkButton = ({
  words,
  past,
  onPress,
}: {
  readonly words: string
  readonly past: boolean
  readonly onPress: () => void
}) => (
  <TooltipTrigger delay={200}>
    <MarkDot words={words} past={past} onPress={onPress} />
    <Tooltip>{words}</Tooltip>
  </TooltipTrigger>
)

const MarkDot = ({
  words,
  past,
  onPress,
}: {
  readonly words: string
  readonly past: boolean
  readonly onPress: () => void
}) => (
  <AriaButton
    aria-label={words}
    onPress={onPress}
    className="grid size-6 place-items-center rounded-full outline-none focus-visible:outline-2 focus-visible:outline-ring"
  >
    <span className={cx('size-2 rounded-full', past ? 'bg-accent' : 'bg-control')} />
  </AriaButton>
)

/** Everybody's activity in one relief, as shares of the highest bin. */
function reliefOf(timeline: Timeline): readonly number[] {
  const sums: number[] = []
  for (const bins of timeline.activity.values())
    for (const [index, count] of bins.entries()) sums[index] = (sums[index] ?? 0) + count
  const highest = Math.max(1, ...sums)
  return sums.map((sum) => (sum ?? 0) / highest)
}
