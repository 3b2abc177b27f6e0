import type { Timeline } from '@greenroom/replay'

/** The part of a recording that the timeline shows; store's milliseconds. */
export type TimelineWindow = { readonly from: number; readonly to: number }

/** The zoom steps, beginning with the whole recording. */
export const zooms = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] as const
export type Zoom = (typeof zooms)[number]

/** A recording that is longer went on another day: people come back to seal their scores, or for a second take. */
const anotherDay = 4 * 60 * 60_000

/**
 * The zoom at which a replay opens at a moment: all of it or, where it went on another day, what gives the round at that moment a third of
 * the timeline. All of it in one line would leave a point of the round.
 */
export function openingZoom(timeline: Pick<Timeline, 'from' | 'end' | 'chapters'>, at: number): Zoom {
  const whole = timeline.end - timeline.from
  const round = timeline.chapters.findLast(({ from }) => from <= at)?.round
  const phases = timeline.chapters.filter((chapter) => chapter.round === round && chapter.kind === 'phase')
  const played = (phases.at(-1)?.to ?? timeline.end) - (phases[0]?.from ?? timeline.from)
  if (whole <= anotherDay) return 1
  return zooms.find((zoom) => whole / zoom <= 3 * played) ?? 512
}

/**
 * The window at a zoom. It stays where it is as long as the moment is in it; otherwise it turns a page, with the moment near its beginning
 * (or near its end, when the moment came from the right).
 */
export function windowAt(
  timeline: Pick<Timeline, 'from' | 'end'>,
  zoom: Zoom,
  before: TimelineWindow | null,
  at: number,
): TimelineWindow {
  const whole = Math.max(1, timeline.end - timeline.from)
  const span = whole / zoom
  const place = (from: number): TimelineWindow => {
    const start = Math.min(Math.max(timeline.from, from), timeline.end - span)
    return { from: start, to: start + span }
  }
  if (zoom === 1 || before === null)
    return zoom === 1 ? { from: timeline.from, to: timeline.from + whole } : place(at - span / 2)
  const same = Math.abs(before.to - before.from - span) < 1
  if (same && at >= before.from && at <= before.to) return before
  if (!same) return place(at - span / 2)
  return place(at > before.to ? at - span * 0.1 : at - span * 0.9)
}
