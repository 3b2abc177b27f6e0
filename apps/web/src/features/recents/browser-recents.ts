import { useSyncExternalStore } from 'react'
import { createRecents, type Recent, type Shelf } from './recents.ts'

const memoryShelf = (): Shelf => {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  }
}

/** Touching the storage of a browser that forbids it throws: such a tab remembers until it is closed. */
const openShelf = (open: () => Storage): Shelf => {
  try {
    return open()
  } catch {
    return memoryShelf()
  }
}

export const recents = createRecents({
  local: openShelf(() => localStorage),
  tab: openShelf(() => sessionStorage),
  now: () => Date.now(),
})

const listeners = new Set<() => void>()
let drawn: readonly Recent[] | null = null

/** Say so after changing recents, so that lists on the screen follow. */
export const recentsChanged = (): void => {
  drawn = null
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  window.addEventListener('storage', recentsChanged)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', recentsChanged)
  }
}

const read = () => {
  drawn ??= recents.list()
  return drawn
}

export const useRecents = (): readonly Recent[] => useSyncExternalStore(subscribe, read)
