import {
  advance,
  createPlayer,
  type Player,
  play,
  type Speed,
  type StepKind,
  seek,
  stepFrom,
  type Timeline,
} from '@greenroom/replay'
import { useCallback, useEffect, useMemo, useState } from 'react'

export type StepDirection = 'before' | 'after'

/**
 * All but `player` stay the same functions as long as the timeline does, so that components that only act are not drawn with each moment.
 */
export type PlayerControls = {
  readonly player: Player
  readonly toggle: () => void
  readonly seekTo: (at: number) => void
  readonly step: (to: StepKind, direction: StepDirection) => void
  readonly setSpeed: (speed: Speed) => void
  readonly setSkipIdle: (skipIdle: boolean) => void
}

/** A player that a clock drives while it plays, about 15 times a second. Without `from` it starts at the first thing worth seeing. */
export function usePlayer(timeline: Timeline, from: number | null): PlayerControls {
  const [player, setPlayer] = useState(() => {
    return seek(createPlayer(timeline), timeline, from ?? timeline.opening)
  })
  useEffect(() => {
    if (!player.playing) return
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      const elapsed = now - last
      last = now
      setPlayer((before) => advance(before, timeline, elapsed))
    }, 66)
    return () => clearInterval(timer)
  }, [player.playing, timeline])
  const toggle = useCallback(
    () => setPlayer((before) => (before.playing ? { ...before, playing: false } : play(before, timeline))),
    [timeline],
  )
  const seekTo = useCallback((at: number) => setPlayer((before) => seek(before, timeline, at)), [timeline])
  const step = useCallback(
    (to: StepKind, direction: StepDirection) =>
      setPlayer((before) => seek(before, timeline, stepFrom(timeline, before.at, to, direction))),
    [timeline],
  )
  const setSpeed = useCallback((speed: Speed) => setPlayer((before) => ({ ...before, speed })), [])
  const setSkipIdle = useCallback((skipIdle: boolean) => setPlayer((before) => ({ ...before, skipIdle })), [])
  return useMemo(
    () => ({ player, toggle, seekTo, step, setSpeed, setSkipIdle }),
    [player, toggle, seekTo, step, setSpeed, setSkipIdle],
  )
}
