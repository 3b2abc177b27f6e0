import { constants, setPriority } from 'node:os'

/** Work that others must not notice: its process sleeps after each piece of it. */
export type Pace = {
  /** Call between two pieces. Blocks the thread: for a process that does nothing else. */
  readonly rest: () => void
}

export const fullSpeed: Pace = { rest: () => {} }

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** `share`: the share of the time spent working, from above 0 to 1. `monotonic`: milliseconds. */
export function createPace(share: number, monotonic: () => number): Pace {
  let since = monotonic()
  return {
    rest: () => {
      const worked = monotonic() - since
      Atomics.wait(sleeper, 0, 0, (worked * (1 - share)) / share)
      since = monotonic()
    },
  }
}

/**
 * Gives other programs priority. On Linux it applies to threads that start later. Not the lowest priority: on a busy machine that would
 * hardly run at all, and while a copy lasts, the server's write-ahead log only grows.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where the priority cannot be set, the pauses alone have to do.
  }
}
