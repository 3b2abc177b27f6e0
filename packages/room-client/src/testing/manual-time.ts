import type { ClientClock, Timers } from '../connection/ports.ts'

/** A clock that is moved by hand, with the timers that depend on it. */
export type ManualTime = {
  readonly clock: ClientClock
  readonly timers: Timers
  /** Runs whatever becomes due on the way, in order. */
  readonly pass: (milliseconds: number) => void
  /** Both clocks jump and no timer runs on the way, as when a laptop sleeps; `monotonicToo: false` for systems where it stands still. */
  readonly sleep: (milliseconds: number, monotonicToo?: boolean) => void
  /** The computer's clock is set; nothing else changes. */
  readonly setWall: (milliseconds: number) => void
  readonly waiting: () => number
}

/** `start`: what the monotonic clock says at first, in milliseconds. */
export function createManualTime(start = 1_000): ManualTime {
  type Timer = { at: number; readonly every: number | null; readonly run: () => void }
  const due = new Set<Timer>()
  let monotonic = start
  let wall = 1_800_000_000_000
  const add = (at: number, every: number | null, run: () => void): (() => void) => {
    const timer: Timer = { at, every, run }
    due.add(timer)
    return () => {
      due.delete(timer)
    }
  }
  const move = (to: number): void => {
    if (to <= monotonic) return
    wall += to - monotonic
    monotonic = to
  }
  return {
    clock: { monotonic: () => monotonic, wall: () => wall },
    timers: {
      after: (milliseconds, run) => add(monotonic + milliseconds, null, run),
      every: (milliseconds, run) => add(monotonic + milliseconds, milliseconds, run),
    },
    pass: (milliseconds) => {
      const until = monotonic + milliseconds
      for (;;) {
        let next: Timer | null = null
        for (const timer of due) if (timer.at <= until && (next === null || timer.at < next.at)) next = timer
        if (next === null) break
        move(next.at)
        if (next.every === null) due.delete(next)
        else next.at = monotonic + next.every
        next.run()
      }
      move(until)
    },
    sleep: (milliseconds, monotonicToo = true) => {
      wall += milliseconds
      if (monotonicToo) monotonic += milliseconds
    },
    setWall: (milliseconds) => {
      wall = milliseconds
    },
    waiting: () => due.size,
  }
}
