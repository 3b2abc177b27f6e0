import type { ApiAnswer } from '../../browser/api.ts'
import { createSnapshot } from '../../browser/snapshot.ts'
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
  /** Stores a part on this device, and sends it. Where the device has no room, the page holds it until it is sent. Rejects when it holds too many. */
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
/** Five minutes of voice, about a megabyte. */
const heldAtMost = 30

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
  const snapshot = createSnapshot<Sending>({ unsent: 0, refused: null })
  /** What this device could not store. */
  const held: UnsentPart[] = []
  let storesNothing = false
  const unsent = async (): Promise<readonly UnsentPart[]> => {
    const stored = storesNothing ? await parts.list().catch(() => []) : await parts.list()
    return [...stored, ...held]
  }
  const remove = async (part: UnsentPart): Promise<void> => {
    const at = held.indexOf(part)
    if (at === -1) await parts.remove(part)
    else held.splice(at, 1)
  }
  let isClosed = false
  let running = false
  let again = false
  let wait = firstWait
  let cancelWait = (): void => {}
  const become = (part: Partial<Sending>): void => {
    const before = snapshot.get()
    const next = { ...before, ...part }
    if (next.unsent !== before.unsent || next.refused !== before.refused) snapshot.become(next)
  }
  const later = (): void => {
    cancelWait = after(wait, wake)
    wait = Math.min(longestWait, wait * 2)
  }

  const sendAll = async (): Promise<void> => {
    for (;;) {
      const left = await unsent()
      become({ unsent: left.reduce((sum, { length }) => sum + length, 0) })
      const [next] = left
      if (next === undefined || isClosed) return
      const answer = await put(next)
      if (!answer.ok && temporary.has(answer.code)) return later()
      await remove(next)
      wait = firstWait
      if (!answer.ok) become({ refused: answer.code })
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
    getSnapshot: snapshot.get,
    subscribe: snapshot.subscribe,
    add: async (part) => {
      await parts.add(part).catch((error: unknown) => {
        if (held.length >= heldAtMost) throw error
        held.push(part)
        storesNothing = true
      })
      become({ unsent: snapshot.get().unsent + part.length })
      wake()
    },
    wake,
    close: () => {
      isClosed = true
      cancelWait()
      snapshot.close()
    },
  }
}
