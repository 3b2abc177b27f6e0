import { countTimes } from './in-time.ts'
import type { Timeline } from './timeline.ts'

/** The position of a replay: pure state, advanced by the caller, which owns a clock. */
export type Player = {
  /** The store's milliseconds. */
  readonly at: number
  readonly playing: boolean
  readonly speed: Speed
  readonly skipIdle: boolean
  /** The idle stretch that was skipped last, since somebody last moved; a new object each time. */
  readonly skipped: { readonly from: number; readonly to: number } | null
}
export const speeds = [0.5, 1, 2, 4, 8, 16, 32] as const
export type Speed = (typeof speeds)[number]

/** Idle stretches are cut to this many milliseconds of the session's time at either end. */
const idleMargin = 500

/** A player at the beginning of its timeline, at rest. */
export function createPlayer(timeline: Timeline): Player {
  return {
    at: timeline.from,
    playing: false,
    speed: 1,
    skipIdle: true,
    skipped: null,
  }
}

/** The player at another moment, in the store's milliseconds; a moment outside the timeline is moved to its nearer end. */
export function seek(player: Player, timeline: Timeline, at: number): Player {
  return {
    ...player,
    at: Math.max(timeline.from, Math.min(timeline.end, at)),
    skipped: null,
  }
}

/** After `elapsed` milliseconds of the viewer's time. Stops at the end. */
export function advance(player: Player, timeline: Timeline, elapsed: number): Player {
  if (!player.playing) return player
  let at = player.at + elapsed * player.speed
  let { skipped } = player
  if (player.skipIdle) {
    const gap = timeline.idle.find((one) => at > one.from + idleMargin && player.at < one.to - idleMargin)
    if (gap && at < gap.to - idleMargin) {
      skipped = { from: at, to: gap.to - idleMargin }
      at = skipped.to
    }
  }
  if (at >= timeline.end) return { ...player, at: timeline.end, playing: false, skipped }
  return { ...player, at, skipped }
}

/** Play; from the end it starts over. */
export function play(player: Player, timeline: Timeline): Player {
  return {
    ...player,
    at: player.at >= timeline.end ? timeline.from : player.at,
    playing: true,
  }
}

/** What a step goes to: the next thing that happened at all, a mark or chapter, or a chapter alone. */
export type StepKind = 'entry' | 'mark' | 'phase'

/** The nearest such thing before or after a moment; otherwise the start or the end. */
export function stepFrom(timeline: Timeline, at: number, kind: StepKind, direction: 'before' | 'after'): number {
  if (kind === 'entry') return entryFrom(timeline, at, direction)
  const chapters = timeline.chapters.map((chapter) => chapter.from)
  const stops = (kind === 'phase' ? chapters : [...timeline.marks.map((mark) => mark.at), ...chapters]).sort(
    (a, b) => a - b,
  )
  return direction === 'after'
    ? (stops.find((stop) => stop > at + 1) ?? timeline.end)
    : (stops.findLast((stop) => stop < at - backWithin) ?? timeline.from)
}

/** Within this many milliseconds after a mark, a step back goes to the one before it, so that stepping works while playing. */
const backWithin = 1000

function entryFrom(timeline: Timeline, at: number, direction: 'before' | 'after'): number {
  const { times } = timeline
  const until = countTimes(times, direction === 'after' ? at : at - 1)
  const found = times[direction === 'after' ? until : until - 1]
  return Math.max(timeline.from, found ?? (direction === 'after' ? timeline.end : timeline.from))
}

/** The nearest mark or chapter before or after, for the keyboard. */
export function neighbour(timeline: Timeline, at: number, direction: 'before' | 'after'): number {
  return stepFrom(timeline, at, 'mark', direction)
}
