import type { Timeline } from './timeline.ts'

/** The position of a replay: pure state, advanced by the caller, which owns a clock. */
export type Player = {
  /** The store's milliseconds. */
  readonly at: number
  readonly playing: boolean
  readonly speed: Speed
  readonly skipIdle: boolean
}
export const speeds = [1, 2, 4, 8, 16] as const
export type Speed = (typeof speeds)[number]

/** Idle stretches are cut to this many milliseconds of the session's time at either end. */
const idleMargin = 1000

export function createPlayer(timeline: Timeline): Player {
  return {
    at: timeline.from,
    playing: false,
    speed: 1,
    skipIdle: true,
  }
}

export function seek(player: Player, timeline: Timeline, at: number): Player {
  return {
    ...player,
    at: Math.max(timeline.from, Math.min(timeline.end, at)),
  }
}

/** After `elapsed` milliseconds of the viewer's time. Stops at the end. */
export function advance(player: Player, timeline: Timeline, elapsed: number): Player {
  if (!player.playing) return player
  let at = player.at + elapsed * player.speed
  if (player.skipIdle) {
    const gap = timeline.idle.find((one) => at > one.from + idleMargin && player.at < one.to - idleMargin)
    if (gap && at < gap.to - idleMargin) at = gap.to - idleMargin
  }
  if (at >= timeline.end) return { ...player, at: timeline.end, playing: false }
  return { ...player, at }
}

/** Play; from the end it starts over. */
export function play(player: Player, timeline: Timeline): Player {
  return {
    ...player,
    at: player.at >= timeline.end ? timeline.from : player.at,
    playing: true,
  }
}

/** The nearest mark or chapter before or after, for the keyboard. */
export function neighbour(timeline: Timeline, at: number, direction: 'before' | 'after'): number {
  const stops = [...timeline.marks.map((mark) => mark.at), ...timeline.chapters.map((chapter) => chapter.from)].sort(
    (a, b) => a - b,
  )
  return direction === 'after'
    ? (stops.find((stop) => stop > at + 1) ?? timeline.end)
    : (stops.findLast((stop) => stop < at - 1000) ?? timeline.from)
}
