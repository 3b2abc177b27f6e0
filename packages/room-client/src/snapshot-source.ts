/**
 * What `useSyncExternalStore` needs: the same object until something changed, and one call for many changes. Changes are announced in a
 * microtask; `flush` announces them at once, so that what a person just typed is drawn within the same event (a controlled input loses its
 * caret otherwise).
 */
export type SnapshotSource<T> = {
  readonly get: () => T
  readonly subscribe: (changed: () => void) => () => void
  readonly touch: () => void
  readonly flush: () => void
}

/** `read` receives the last snapshot and returns it again when nothing changed. */
export function createSnapshotSource<T>(read: (last: T | null) => T): SnapshotSource<T> {
  const listeners = new Set<() => void>()
  let last: T | null = null
  let stale = true
  let told: T | null = null
  let scheduled = false
  const get = (): T => {
    if (stale || last === null) {
      last = read(last)
      stale = false
    }
    return last
  }
  const flush = (): void => {
    const fresh = get()
    if (fresh === told) return
    told = fresh
    for (const listener of [...listeners]) listener()
  }
  return {
    get,
    subscribe: (changed) => {
      // A separate wrapper, so that the same function subscribed twice is called and removed twice.
      const listener = (): void => changed()
      if (listeners.size === 0) told = get()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    touch: () => {
      stale = true
      if (scheduled) return
      scheduled = true
      queueMicrotask(() => {
        scheduled = false
        flush()
      })
    },
    flush,
  }
}
