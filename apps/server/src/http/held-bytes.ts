import type { ServerResponse } from 'node:http'

/**
 * Bytes that are held for requests of an address, at both ends: bodies that are arriving, and answers that were given but not yet sent. A
 * client that does not finish sending, or does not read, may leave only a limited amount here.
 */
export type HeldBytes = {
  /** Reserves room, and returns what releases it, once. `null` when there is too much already. The first of an address always has room. */
  readonly take: (address: string, bytes: number) => (() => void) | null
}

/** `most`: how many bytes one address may hold. */
export function createHeldBytes(most: number): HeldBytes {
  const held = new Map<string, number>()
  return {
    take: (address, bytes) => {
      const before = held.get(address) ?? 0
      if (before > 0 && before + bytes > most) return null
      held.set(address, before + bytes)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        const left = (held.get(address) ?? 0) - bytes
        if (left > 0) held.set(address, left)
        else held.delete(address)
      }
    },
  }
}

/** Releases what is held for a request once its response is over; also when it is over already, because the client went away. */
export function releaseAfter(response: ServerResponse, release: () => void): void {
  if (response.closed || response.destroyed) release()
  else response.once('close', release)
}
