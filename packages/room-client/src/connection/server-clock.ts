/**
 * The server's time, from the best of several round trips (Cristian's algorithm: the answer is assumed to have been given half-way through
 * the trip, which is wrong by at most half of it, so the shortest trip is the most accurate) and the monotonic clock. The computer's own
 * clock is never asked. `now()` does not run backwards because of a correction; only a jump of more than a second is applied at once.
 */
export type ServerClock = {
  /** For a question sent and answered at these monotonic milliseconds. */
  readonly sample: (sentAt: number, answeredAt: number, serverTime: number) => void
  /** A first guess, until something is measured. */
  readonly guess: (heardAt: number, serverTime: number) => void
  /** After a sleep: earlier measurements no longer count once there is a newer one. */
  readonly doubt: () => void
  /** Whether it was measured, and since the last sleep. */
  readonly known: () => boolean
  readonly now: () => number
}

const samplesKept = 8
const jumpsAt = 1_000

export function createServerClock(monotonic: () => number): ServerClock {
  let samples: { readonly trip: number; readonly offset: number }[] = []
  let offset = 0
  let known = false
  let doubted = false
  let shown = Number.NEGATIVE_INFINITY
  return {
    sample: (sentAt, answeredAt, serverTime) => {
      if (doubted) samples = []
      doubted = false
      const trip = answeredAt - sentAt
      samples = [...samples, { trip, offset: serverTime + trip / 2 - answeredAt }].slice(-samplesKept)
      offset = samples.reduce((best, sample) => (sample.trip < best.trip ? sample : best)).offset
      known = true
    },
    guess: (heardAt, serverTime) => {
      if (!known) offset = serverTime - heardAt
    },
    doubt: () => {
      doubted = true
    },
    known: () => known && !doubted,
    now: () => {
      const estimate = monotonic() + offset
      shown = shown - estimate > jumpsAt ? estimate : Math.max(shown, estimate)
      return shown
    },
  }
}
