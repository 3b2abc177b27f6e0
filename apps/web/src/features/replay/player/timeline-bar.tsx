import {
  activityIn,
  type Chapter,
  type MarkedEntry,
  type RecordedEdit,
  type StripTick,
  type Timeline,
} from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { Button as AriaButton, Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { cx, Tooltip, TooltipTrigger } from '../../../design/index.ts'
import { useElementSize } from '../../board/sections/use-element-size.ts'
import { Ribbon, type RibbonDot, type RibbonSegment } from '../../clock/ribbon.tsx'
import type { StripPeople } from '../../strip/strip-people.ts'
import { MomentSign } from '../../strip/strip-shapes.tsx'
import { chapterWords, markWords, replayMoment, spokenMoment } from '../moment/moment-words.ts'
import { groupMarks, type MarkGroup } from './mark-groups.ts'
import { arrowKeyOf, soughtBy } from './replay-keys.ts'
import type { TimelineWindow } from './timeline-window.ts'

/**
 * The timeline: its chapters as a ribbon, entries as marks, a track for each person with how much they wrote, and the playhead that is
 * dragged. It shows all of the recording, or the part in `shown`.
 */
export function TimelineBar({
  timeline,
  shown,
  edits,
  people,
  at,
  onSeek,
}: {
  readonly timeline: Timeline
  readonly shown: TimelineWindow
  readonly edits: readonly RecordedEdit[]
  readonly people: StripPeople
  readonly at: number
  readonly onSeek: (at: number) => void
}) {
  const width = Math.max(1, shown.to - shown.from)
  const place = (time: number): string => `${((time - shown.from) / width) * 100}%`
  const tracks = useMemo(() => tracksOf(edits, shown), [edits, shown])
  const line = useRef<HTMLUListElement>(null)
  const { width: pixels } = useElementSize(line)
  const names = useRef<HTMLDivElement>(null)
  const { width: widthOfNames } = useElementSize(names)
  const groups = useMemo(() => {
    const marks = timeline.marks.filter((mark) => mark.at >= shown.from && mark.at <= shown.to)
    return groupMarks({ from: shown.from, end: shown.to, marks }, pixels)
  }, [timeline, shown, pixels])
  const current = timeline.chapters.find(({ from, to }) => at >= from && at < to) ?? timeline.chapters.at(-1)
  const inSight = timeline.chapters.filter(({ from, to }) => to > shown.from && from < shown.to)
  const segments = inSight.map((chapter): RibbonSegment => {
    const words = chapterWords(chapter, timeline)
    const state = chapter === current ? 'now' : at >= chapter.to ? 'past' : 'next'
    // The outer ones may reach beyond what is shown.
    const length = Math.min(shown.to, chapter.to) - Math.max(shown.from, chapter.from)
    const over = Math.max(0, Math.min(shown.to, chapter.to) - Math.max(shown.from, chapter.to - chapter.over))
    return { id: idOf(chapter), name: words, title: words, length, over, state }
  })
  // React Aria announces only the number; the words are inserted after each of its renders.
  const spoken = useRef<HTMLInputElement>(null)
  const words = spokenMoment(timeline, at)
  useLayoutEffect(() => spoken.current?.setAttribute('aria-valuetext', words))
  // Marks are drawn again when the playhead passes one, not with each moment: there can be a hundred, each with a tooltip.
  const here = useRef(at)
  useLayoutEffect(() => {
    here.current = at
  })
  const goOn = useCallback(
    (group: MarkGroup): void => onSeek(group.marks.find((mark) => mark.at > here.current)?.at ?? group.at),
    [onSeek],
  )
  // The playhead's handle never covers them: while it would, they stand after it.
  const isOverNames = ((at - shown.from) / width) * pixels < widthOfNames + 2 * besideHandle
  return (
    <div className="flex flex-col gap-1">
      <Ribbon
        names
        segments={segments}
        dots={noDots}
        head={current === undefined ? null : { segment: idOf(current), share: shareIn(current, shown, at) }}
        wrap={({ id }, inside) => (
          <button
            type="button"
            tabIndex={-1}
            className="block size-full text-left"
            onClick={() => onSeek(timeline.chapters.find((chapter) => idOf(chapter) === id)?.from ?? at)}
          >
            {inside}
          </button>
        )}
      />
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
          maxValue={Math.round(width)}
          step={1}
          value={Math.round(Math.min(width, Math.max(0, at - shown.from)))}
          onChange={(value) => onSeek(shown.from + value)}
        >
          <SliderTrack
            className="relative cursor-pointer rounded-sm bg-sunken forced-colors:border"
            style={{ height: Math.max(leastHeight, tracks.length * trackHeight) }}
          >
            <Tracks tracks={tracks} people={people} />
            <div
              className="absolute inset-y-0 left-0 bg-accent/15 forced-colors:border-b-4 forced-colors:border-[Highlight]"
              style={{ width: place(at) }}
            />
            <div
              ref={names}
              className="pointer-events-none absolute inset-y-0 flex max-w-1/3 flex-col items-start text-2xs font-medium text-ink"
              style={{ left: isOverNames ? `calc(${place(at)} + ${besideHandle}px)` : besideHandle }}
            >
              {tracks.map(({ participant }) => (
                <span key={participant} className="flex max-w-full grow basis-0 items-center">
                  <span className="truncate rounded-sm bg-sunken/80 px-0.5">{people.get(participant)?.name ?? ''}</span>
                </span>
              ))}
            </div>
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
            <MarkButton group={group} timeline={timeline} past={group.at <= at} onGo={goOn} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const idOf = ({ round, from }: Chapter): string => `${round}-${from}`
/** What was given is listed below, where it can be pressed. */
const noDots: readonly RibbonDot[] = []

/** One mark, or several that are too close to be pressed separately: then each press goes on to the next of them. */
const MarkButton = memo(function MarkButton({
  group,
  timeline,
  past,
  onGo,
}: {
  readonly group: MarkGroup
  readonly timeline: Timeline
  readonly past: boolean
  readonly onGo: (group: MarkGroup) => void
}) {
  const lines = group.marks.map((mark) => `${replayMoment(timeline, mark.at)} ${markWords(mark.entry)}`)
  const many = lines.length > 1
  return (
    <TooltipTrigger delay={200}>
      <AriaButton
        aria-label={many ? t`${lines.length} marks: ${lines.join('; ')}` : lines[0]}
        onPress={() => onGo(group)}
        className="grid size-6 cursor-default place-items-center rounded-full hovered:bg-hover focus-visible:outline-2 focus-visible:outline-ring"
      >
        {many ? (
          <span
            className={cx(
              'tabular grid h-4 min-w-4 place-items-center rounded-full px-1 text-2xs font-semibold leading-none',
              past
                ? 'bg-accent text-on-accent forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none'
                : 'bg-sunken text-ink-soft shadow-[0_0_0_1px_var(--control)]',
            )}
          >
            {lines.length}
          </span>
        ) : (
          <MarkSign entry={group.marks[0]?.entry} past={past} />
        )}
      </AriaButton>
      <Tooltip>
        {lines.slice(0, shownInTooltip).map((line, index) => (
          <span key={index} className="block max-w-72 truncate">
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
})

const shownInTooltip = 8

/** The shapes of the strip and of the live ribbon, for marks that those have as well. */
const shapeOf: Partial<Readonly<Record<MarkedEntry['kind'], StripTick['kind']>>> = {
  'fact-released': 'fact',
  'hint-given': 'hint',
  'curveball-played': 'curveball',
  'moment-marked': 'mark',
  'moment-pinned': 'pin',
}

function MarkSign({ entry, past }: { readonly entry: MarkedEntry | undefined; readonly past: boolean }) {
  const shape = entry && shapeOf[entry.kind]
  if (shape !== undefined)
    return (
      <span className={cx('grid place-items-center', !past && 'opacity-50 forced-colors:opacity-100')}>
        <MomentSign kind={shape} />
      </span>
    )
  return (
    <span
      className={cx(
        'size-2 rounded-full forced-colors:size-2.5 forced-colors:border',
        past ? 'bg-accent forced-colors:bg-[Highlight]' : 'bg-control',
      )}
    />
  )
}

const Tracks = memo(function Tracks({
  tracks,
  people,
}: {
  readonly tracks: ReturnType<typeof tracksOf>
  readonly people: StripPeople
}) {
  return (
    <>
      {tracks.map(({ participant, bins, highest }, index) => {
        const person = people.get(participant)
        return (
          <div
            key={participant}
            className="pointer-events-none absolute inset-x-0"
            style={{ top: `${(index * 100) / tracks.length}%`, height: `${100 / tracks.length}%` }}
          >
            <svg
              className="absolute inset-0 size-full"
              viewBox={`0 0 ${bins.length} 1`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              {bins.map((count, bin) =>
                count === 0 ? null : (
                  <rect
                    key={bin}
                    x={bin}
                    width="1.02"
                    y={1 - (0.2 + (0.7 * count) / highest)}
                    height={0.2 + (0.7 * count) / highest}
                    fill={`var(--person-${person?.colour ?? 8}-line)`}
                  />
                ),
              )}
            </svg>
          </div>
        )
      })}
    </>
  )
})

/** Heights of all tracks together and of each, in CSS pixels. */
const leastHeight = 36
const trackHeight = 18
/** From the middle of the handle, or the left edge, to a name, in CSS pixels. */
const besideHandle = 10

const shareIn = (chapter: Chapter, shown: TimelineWindow, at: number): number => {
  const from = Math.max(shown.from, chapter.from)
  return (at - from) / Math.max(1, Math.min(shown.to, chapter.to) - from)
}

/** What each person wrote in the part that is shown, in the order in which they began to write. */
function tracksOf(edits: readonly RecordedEdit[], { from, to }: TimelineWindow) {
  return [...activityIn(edits, from, to)].map(([participant, bins]) => ({
    participant,
    bins,
    highest: Math.max(1, ...bins),
  }))
}
