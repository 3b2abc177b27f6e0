import type { ApiAnswer } from '../../browser/api.ts'
import type { PartsOnDevice, UnsentPart } from './parts-on-device.ts'

export type Sending = {
  /** Milliseconds of voice that are only on this device. */
  readonly unsent: number
  /** Why a part was abandoned, by the code of its refusal. `null`: none was. */
  readonly refused: string | null
}

export type PartSender = {
  readonly getSnapshot: () => Sending
  readonly subscribe: (changed: () => void) => () => void
  /** Stores a part on this device, and sends it. */
  readonly add: (part: UnsentPart) => Promise<void>
  /** Tries again now. */
  readonly wake: () => void
  readonly close: () => void
}

/** After these the same part is sent again, later: nothing is wrong with it. */
const temporary: ReadonlySet<string> = new Set([
  'unreachable',
  'unreadable',
  'rate-limited',
  'store-unavailable',
  'being-upgraded',
  'internal',
  'wrong-hash',
  'unauthorized',
])

/** Milliseconds before the next attempt, longer each time. */
const firstWait = 1_000
const longestWait = 30_000

/**
 * Sends what is on this device, one part after another, until none is left. Parts that the server cannot store are abandoned, and that is
 * shown.
 */
export function createPartSender(input: {
  readonly parts: PartsOnDevice
  readonly put: (part: UnsentPart) => Promise<ApiAnswer<unknown>>
  /** Returns a function that cancels. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}): PartSender {
  const { parts, put, after } = input
  const listeners = new Set<() => void>()
  let snapshot: Sending = { unsent: 0, refused: null }
  let isClosed = false
  let running = false
  let again = false
  let wait = firstWait
  let cancelWait = (): void => {}
  const become = (next: Sending): void => {
    if (next.unsent === snapshot.unsent && next.refused === snapshot.refused) return
    snapshot = next
    for (const listener of [...listeners]) listener()
  }
  const later = (): void => {
    cancelWait = after(wait, wake)
    wait = Math.min(longestWait, wait * 2)
  }

  const sendAll = async (): Promise<void> => {
    for (;;) {
      const left = await parts.list()
      become({ ...snapshot, unsent: left.reduce((sum, { length }) => sum + length, 0) })
      const [next] = left
      if (next === undefined || isClosed) return
      const answer = await put(next)
      if (!answer.ok && temporary.has(answer.code)) return later()
      await parts.remove(next)
      wait = firstWait
      if (!answer.ok) become({ ...snapshot, refused: answer.code })
    }
  }
  function wake(): void {
    if (isClosed) return
    cancelWait()
    if (running) {
      again = true
      return
    }
    running = true
    sendAll()
      // The browser could not read what it has: that is tried again like everything else.
      .catch(later)
      .finally(() => {
        running = false
        if (!again) return
        again = false
        wake()
      })
  }

  wake()
  return {
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    add: async (part) => {
      await parts.add(part)
      become({ ...snapshot, unsent: snapshot.unsent + part.length })
      wake()
    },
    wake,
    close: () => {
      isClosed = true
      cancelWait()
      listeners.clear()
    },
  }
}
