/** Calls `run` with everything that was added since, once, `within` milliseconds after the first of it: one timer for all. */
export const laterOnce = <T>(within: number, run: (one: T) => void) => {
  const waiting = new Set<T>()
  let timer: NodeJS.Timeout | null = null
  const runAll = (): void => {
    timer = null
    const due = [...waiting]
    waiting.clear()
    for (const one of due) run(one)
  }
  return {
    add: (one: T): void => {
      waiting.add(one)
      timer ??= setTimeout(runAll, within)
    },
    delete: (one: T): void => {
      waiting.delete(one)
    },
    close: (): void => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
