import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import type { LocalStore, Timers } from '../connection/ports.ts'

/** How often it is written at most, in milliseconds: a page that dies in between has recorded slightly less. */
const writeEvery = 1_000

/**
 * What the server has told this device about a board, or confirmed to it, by Yjs client id: all of that was durable. A server that has less
 * was restored to an earlier state, and this replica must not be merged into it (protocol [P31]). Kept as long as the device's copy of the
 * board.
 */
export type ToldMark = {
  /** A state vector. `null`: nothing was told yet. */
  readonly read: () => Uint8Array | null
  /** An update that the server sent. */
  readonly told: (update: Uint8Array) => void
  /** Everything in the document is committed. */
  readonly confirmed: (doc: Y.Doc) => void
  readonly forget: () => void
  readonly flush: () => void
}

const readKept = (kept: string | null): Map<number, number> => {
  if (kept === null) return new Map()
  try {
    return Y.decodeStateVector(fromBase64(kept))
  } catch {
    // From another version, or tampered with: treated as if nothing had been told.
    return new Map()
  }
}

export function createToldMark(store: LocalStore, timers: Timers, name: string): ToldMark {
  const key = `${name}:told`
  const clocks = readKept(store.read(key))
  let cancel: (() => void) | null = null

  const flush = (): void => {
    cancel?.()
    cancel = null
    if (clocks.size === 0) store.remove(key)
    else store.write(key, toBase64(Y.encodeStateVector(clocks)))
  }
  const note = (client: number, clock: number): void => {
    if (clock <= (clocks.get(client) ?? 0)) return
    clocks.set(client, clock)
    cancel ??= timers.after(writeEvery, () => {
      cancel = null
      flush()
    })
  }
  return {
    read: () => (clocks.size === 0 ? null : Y.encodeStateVector(clocks)),
    told: (update) => {
      for (const [client, clock] of Y.parseUpdateMeta(update).to) note(client, clock)
    },
    confirmed: (doc) => {
      for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) note(client, clock)
    },
    forget: () => {
      clocks.clear()
      flush()
    },
    flush: () => {
      if (cancel !== null) flush()
    },
  }
}
