import type { Timeline } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { Button as AriaButton, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { cx, Tooltip, TooltipTrigger } from '../../design/index.ts'
import { useElementSize } from '../board/sections/use-element-size.ts'
import { groupMarks, type MarkGroup } from './mark-groups.ts'
import { chapterWords, markWords, replayMoment, spokenMoment } from './moment-words.ts'
import { arrowKeyOf, soughtBy } from './replay-keys.ts'

/** The line of time: chapters as bands, entries as marks, how much was written as a low relief, and the head that is dragged. */
export function TimelineBar({
  timeline,
  at,
  onSeek,
}: {
  readonly timeline: Timeline
  readonly at: number
  readonly onSeek: (at: number) => void
}) {
  const width = Math.max(1, timeline.end - timeline.from)
  const place = (time: number): string => `${((time - timeline.from) / width) * 100}%`
  const relief = reliefOf(timeline)
  const line = useRef<HTMLUListElement>(null)
  const { width: pixels } = useElementSize(line)
  const groups = useMemo(() => groupMarks(timeline, pixels), [timeline, pixels])
  // React Aria says the bare number; the words are put in after each of its drawings.
  const spoken = useRef<HTMLInputElement>(null)
  const words = spokenMoment(timeline, at)
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  return (
    <div className="flex flex-col gap-1">
      <div className="relative h-6 overflow-hidden rounded-sm" aria-hidden="true">
        {timeline.chapters.map((chapter) => (
          <button
            type="button"
            tabIndex={-1}
            key={`${chapter.round}-${chapter.from}`}
            title={chapterWords(chapter, timeline)}
            onClick={() => onSeek(chapter.from)}
            className={cx(
              'absolute inset-y-0 truncate border-r-2 border-surface px-1.5 text-left text-2xs font-medium',
              at >= chapter.from && at < chapter.to
                ? 'bg-accent-soft text-accent-ink forced-colors:bg-[Highlight] forced-colors:text-[HighlightText]'
                : 'bg-sunken text-ink-faint hover:bg-hover',
            )}
            style={{ left: place(chapter.from), width: `${((chapter.to - chapter.from) / width) * 100}%` }}
          >
            {((chapter.to - chapter.from) / width) * pixels >= leastForTitle && chapterWords(chapter, timeline)}
          </button>
        ))}
      </div>
      <div
        onKeyDownCapture={(pressed) => {
          // Shift and an arrow goes to the neighbouring mark; the plain arrows go five seconds.
          const key = arrowKeyOf(pressed)
          if (key === null) return
          pressed.preventDefault()
          pressed.stopPropagation()
          onSeek(soughtBy(key, timeline, at))
        }}
      >
        <Slider
          aria-label={t`Position in the session`}
          minValue={0}
          maxValue={Math.max(1, timeline.end - timeline.from)}
          step={1}
          value={at - timeline.from}
          onChange={(value) => onSeek(timeline.from + value)}
        >
          <SliderTrack className="relative h-9 cursor-pointer rounded-sm bg-sunken forced-colors:border">
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
            <div
              className="absolute inset-y-0 left-0 bg-accent/15 forced-colors:border-b-4 forced-colors:border-[Highlight]"
              style={{ width: place(at) }}
            />
            <SliderThumb
              inputRef={spoken}
              className="top-1/2 h-11 w-3 rounded-full border-2 border-surface bg-accent shadow-2 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2"
            />
          </SliderTrack>
        </Slider>
      </div>
      <ul ref={line} className="relative h-6" aria-label={t`Marks`}>
        {groups.map((group) => (
          <li key={group.at} className="absolute top-0 -translate-x-1/2" style={{ left: place(group.at) }}>
            <MarkButton group={group} timeline={timeline} at={at} onSeek={onSeek} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** One mark, or several that stand too close to be pressed apart: then each press goes on to the next of them. */
const MarkButton = ({
  group,
  timeline,
  at,
  onSeek,
}: {
  readonly group: MarkGroup
  readonly timeline: Timeline
  readonly at: number
  readonly onSeek: (at: number) => void
}) => {
  const lines = group.marks.map((mark) => `${replayMoment(timeline, mark.at)} ${markWords(mark.entry)}`)
  const many = lines.length > 1
  const past = group.at <= at
  return (
    <TooltipTrigger delay={200}>
      <AriaButton
        aria-label={many ? t`${lines.length} marks: ${lines.join('; ')}` : lines[0]}
        onPress={() => onSeek(group.marks.find((mark) => mark.at > at)?.at ?? group.at)}
        className="grid size-6 cursor-default place-items-center rounded-full hovered:bg-hover focus-visible:outline-2 focus-visible:outline-ring"
      >
        {many ? (
          <span
            className={cx(
              'tabular grid h-4 min-w-4 place-items-center rounded-full px-1 text-2xs font-semibold leading-none',
              past
                ? 'bg-accent text-on-accent forced-colors:bg-[Highlight] forced-colors:text-[HighlightText]'
                : 'bg-sunken text-ink-soft shadow-[0_0_0_1px_var(--control)]',
            )}
          >
            {lines.length}
          </span>
        ) : (
          <span
            className={cx(
              'size-2 rounded-full forced-colors:size-2.5 forced-colors:border',
              past ? 'bg-accent forced-colors:bg-[Highlight]' : 'bg-control',
            )}
          />
        )}
      </AriaButton>
      <Tooltip>
        {lines.slice(0, shownInTooltip).map((line) => (
          <span key={line} className="block max-w-72 truncate">
            {line}
          </span>
        ))}
        {lines.length > shownInTooltip && (
          <span className="block">
            <Trans>and {lines.length - shownInTooltip} more</Trans>
          </span>
        )}
      </Tooltip>
    </TooltipTrigger>
  )
}

const shownInTooltip = 8
/** A band narrower than this, in CSS pixels, has no room for words; its title is in its tooltip. */
const leastForTitle = 48

/** Everybody's activity in one relief, as shares of the highest bin. */
function reliefOf(timeline: Timeline): readonly number[] {
  const sums: number[] = []
  for (const bins of timeline.activity.values())
    for (const [index, count] of bins.entries()) sums[index] = (sums[index] ?? 0) + count
  const highest = Math.max(1, ...sums)
  return sums.map((sum) => (sum ?? 0) / highest)
}
