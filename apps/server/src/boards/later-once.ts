/**
 * Calls `run` with everything that was added since, once, so many milliseconds after the first of it: one timer for all. `within` is
 * told how many there were the last time, so that what comes in crowds can be gathered for longer.
 */
export function laterOnce<T>(within: (lately: number) => number, run: (one: T) => void) {
  let waiting = new Set<T>()
  let timer: NodeJS.Timeout | null = null
  let lately = 0
  const runAll = (): void => {
    timer = null
    const due = waiting
    waiting = new Set()
    lately = due.size
    for (const one of due) run(one)
  }
  return {
    add: (one: T): void => {
      waiting.add(one)
      timer ??= setTimeout(runAll, within(lately))
    },
    delete: (one: T): void => {
      waiting.delete(one)
    },
    close: (): void => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
