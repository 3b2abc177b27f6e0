import { constants, setPriority } from 'node:os'

/** Work that others must not notice: its process sleeps after each piece of it. */
export type Pace = {
  /** Between two pieces. Holds up the thread: for a process that does nothing else. */
  readonly rest: () => void
}

export const fullSpeed: Pace = { rest: () => {} }

const sleeper = new Int32Array(new SharedArrayBuffer(4))

/** `share`: how much of the time may be spent working, from above 0 to 1. `monotonic`: milliseconds. */
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
 * Lets other programs have the processor first. On Linux it applies to threads that start later. Not the lowest priority there is: on a busy
 * machine that one hardly runs at all, and while a copy lasts, the write-ahead log of the server only grows.
 */
export function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Where it may not be set, the pauses alone have to do.
  }
}
