/** Milliseconds: what is added within this time is run together. */
const together = 8

/**
 * Calls `run` once with everything that was added, some milliseconds after it was added. What arrives over a long time is also run over a
 * long time, and not in one go, which would hold up everything else on a busy server. `within` is passed how many are waiting, so that
 * crowds can be gathered for longer.
 */
export function laterOnce<T>(within: (waiting: number) => number, run: (one: T) => void) {
  const waiting = new Set<T>()
  const timers = new Set<NodeJS.Timeout>()
  let newest: T[] = []
  let joinedUntil = Number.NEGATIVE_INFINITY
  const start = (ones: T[]): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (ones === newest) joinedUntil = Number.NEGATIVE_INFINITY
      for (const one of ones) if (waiting.delete(one)) run(one)
    }, within(waiting.size))
    timers.add(timer)
  }
  return {
    add: (one: T): void => {
      if (waiting.has(one)) return
      waiting.add(one)
      const now = performance.now()
      if (now < joinedUntil) {
        newest.push(one)
        return
      }
      newest = [one]
      joinedUntil = now + together
      start(newest)
    },
    delete: (one: T): void => {
      waiting.delete(one)
    },
    close: (): void => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
