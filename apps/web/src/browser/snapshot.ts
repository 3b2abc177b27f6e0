/** One value as `useSyncExternalStore` wants it. */
export type Snapshot<T> = {
  readonly get: () => T
  readonly subscribe: (changed: () => void) => () => void
  /** Tells those who subscribed, unless it is the same value. */
  readonly become: (next: T) => void
  /** Nobody is told any more. */
  readonly close: () => void
}

export function createSnapshot<T>(first: T): Snapshot<T> {
  const listeners = new Set<() => void>()
  let value = first
  return {
    get: () => value,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
      }
    },
    become: (next) => {
      if (next === value) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    close: () => listeners.clear(),
  }
}
