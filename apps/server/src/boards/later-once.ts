/**
 * Calls `run` once with everything that was added, a number of milliseconds after the first addition: one timer for all. `within` is passed
 * the size of the last batch, so that crowds can be gathered for longer.
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
