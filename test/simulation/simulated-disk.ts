import type { LogEntry, LogStore, NewEntry, SessionId } from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'

/**
 * A disk under the servers of a history: what is appended waits until somebody lets the disk move. It survives the servers;
 * a process that was killed never hears of it.
 */
export type SimulatedDisk = {
  /** The store as one server process sees it. */
  readonly openFor: (process: { alive: boolean }) => LogStore
  readonly waiting: () => number
  /** Lets the oldest append land, or fail without a trace. */
  readonly move: (outcome: 'lands' | 'fails') => Promise<void>
  /** A server dies: each of its appends that still waits lands or is lost, as `lands` says, and nobody hears. */
  readonly crash: (lands: () => boolean) => Promise<void>
  readonly readAll: (session: SessionId) => Promise<readonly LogEntry[]>
}

export const createSimulatedDisk = (now: () => number): SimulatedDisk => {
  const store = openMemoryLogStore({ now })
  type Waiting = { readonly lands: () => Promise<void>; readonly fails: () => void }
  const waiting: Waiting[] = []

  return {
    waiting: () => waiting.length,
    openFor: (process) => ({
      ...store,
      append: (session: SessionId, afterSeq: number, entries: readonly NewEntry[]) =>
        new Promise((resolve, reject) => {
          waiting.push({
            lands: async () => {
              const result = await store.append(session, afterSeq, entries)
              if (process.alive) resolve(result)
            },
            fails: () => {
              if (process.alive) reject(new Error('the disk is full'))
            },
          })
        }),
    }),
    move: async (outcome) => {
      const next = waiting.shift()
      if (outcome === 'lands') await next?.lands()
      else next?.fails()
    },
    crash: async (lands) => {
      for (const append of waiting.splice(0)) if (lands()) await append.lands()
    },
    readAll: async (session) => store.read(session, 0, Number.MAX_SAFE_INTEGER),
  }
}
