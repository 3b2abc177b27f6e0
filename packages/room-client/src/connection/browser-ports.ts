import { type ItemId, newItemId } from '@greenroom/board'
import { restErrorSchema } from '@greenroom/protocol'
import { commandIdSchema } from '@greenroom/session'
import { nanoid } from 'nanoid'
import { indexedDbCopies } from './local-copy.ts'
import type { LocalStore, Page, RoomClientPorts, Timers } from './ports.ts'
import { openSocketIo } from './socket-io.ts'
import type { Reach } from './trouble.ts'

/** The real ports. What an environment lacks (Node has no page and stores nothing) is left out there. */
export function browserPorts(): RoomClientPorts {
  return {
    clock: { monotonic: () => performance.now(), wall: () => Date.now() },
    random: Math.random,
    ids: {
      command: () => commandIdSchema.parse(nanoid()),
      item: freshItemId,
      setAside: () => nanoid(),
      yjsClient: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
    },
    timers: realTimers,
    openSessionSocket: openSocketIo,
    reach: reachOverHttp,
    WebSocket,
    openIndexedDb: hasIndexedDb() ? indexedDbCopies : null,
    localStore: typeof window === 'undefined' ? memoryStore() : browserStore(),
    page: typeof window === 'undefined' ? noPage : browserPage,
  }
}

/** A POST, because a page's GET to its own server carries no Origin, and the server would not check the address. */
const reachOverHttp = async (url: string): Promise<Reach> => {
  try {
    const response = await fetch(`${url}/api/reach`, {
      method: 'POST',
      credentials: 'omit',
      signal: AbortSignal.timeout(8_000),
    })
    if (response.status === 204) return 'open'
    const refused = restErrorSchema.safeParse(await response.json())
    return refused.success && refused.data.error.code === 'foreign-origin' ? 'refused' : 'nothing'
  } catch {
    return 'nothing'
  }
}

/** The id of a new item, from the browser's secure source of randomness. */
export function freshItemId(): ItemId {
  return newItemId(() => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32)
}

const realTimers: Timers = {
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
  every: (milliseconds, run) => {
    const timer = setInterval(run, milliseconds)
    return () => clearInterval(timer)
  },
}

/** Where a browser is told to store nothing, even reading the name throws. */
const hasIndexedDb = (): boolean => {
  try {
    return typeof indexedDB !== 'undefined' && indexedDB !== null
  } catch {
    return false
  }
}

/** Private windows and full disks throw; then nothing is remembered, and the room still works. */
const browserStore = (): LocalStore => {
  const attempt = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  return {
    read: (key) => attempt(() => localStorage.getItem(key)),
    write: (key, value) => void attempt(() => localStorage.setItem(key, value)),
    remove: (key) => void attempt(() => localStorage.removeItem(key)),
  }
}

/** A store that lasts as long as the page, for what must not outlive it and for tests. */
export function memoryStore(): LocalStore {
  const kept = new Map<string, string>()
  return {
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void kept.set(key, value),
    remove: (key) => void kept.delete(key),
  }
}

const noPage: Page = { onWake: () => () => {}, onHide: () => () => {} }

const browserPage: Page = {
  onWake: (woke) => {
    const whenVisible = (): void => {
      if (document.visibilityState === 'visible') woke()
    }
    document.addEventListener('visibilitychange', whenVisible)
    window.addEventListener('online', woke)
    // A machine that has just lost its network finds its dead connections at once.
    window.addEventListener('offline', woke)
    window.addEventListener('pageshow', woke)
    return () => {
      document.removeEventListener('visibilitychange', whenVisible)
      window.removeEventListener('online', woke)
      window.removeEventListener('offline', woke)
      window.removeEventListener('pageshow', woke)
    }
  },
  onHide: (hidden) => {
    const whenHidden = (): void => {
      if (document.visibilityState === 'hidden') hidden()
    }
    document.addEventListener('visibilitychange', whenHidden)
    window.addEventListener('pagehide', hidden)
    return () => {
      document.removeEventListener('visibilitychange', whenHidden)
      window.removeEventListener('pagehide', hidden)
    }
  },
}
