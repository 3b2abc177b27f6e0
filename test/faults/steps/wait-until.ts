/**
 * Waits for what a connection brings: `until` checks now, and again at each `wake`; it rejects with a description of what was waited for.
 */
export function createWaiting(within: number): {
  readonly wake: () => void
  readonly until: (what: string, holds: () => boolean) => Promise<void>
} {
  let waiting: (() => void)[] = []
  return {
    wake: () => {
      for (const look of waiting.splice(0)) look()
    },
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting = waiting.filter((each) => each !== look)
          reject(new Error(`waited in vain for: ${what}`))
        }, within)
        const look = (): void => {
          if (holds()) {
            clearTimeout(timer)
            resolve()
          } else waiting.push(look)
        }
        look()
      }),
  }
}
