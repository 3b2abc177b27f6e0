import type { EntriesMessage } from '@greenroom/protocol'
import { emptySession, fold, type ProjectedEntry, type SessionState } from '@greenroom/session'

/**
 * This participant's own stream, folded. Entries are numbered without gaps; a gap, or an entry that cannot be folded, means that the fold
 * cannot be trusted, and the whole stream is requested again.
 */
export type SessionStream = {
  /** The number of the last entry that is folded. */
  readonly after: () => number
  /** `null` until the stream was held whole for the first time; while it is read again, the last whole state. */
  readonly state: () => SessionState | null
  /** `resync`: forget and ask from 0. */
  readonly welcome: (count: number) => StreamFinding
  readonly take: (entries: EntriesMessage['entries']) => StreamFinding
  readonly forget: () => void
  /** Calls back once entry `n` is folded, or when the stream is forgotten. Returns a function that cancels. */
  readonly whenReached: (n: number, reached: () => void) => () => void
}
export type StreamFinding = 'behind' | 'caught-up' | 'resync'
export type FoldEntry = (state: SessionState, entry: ProjectedEntry) => SessionState

export function createSessionStream(foldEntry: FoldEntry = fold): SessionStream {
  let after = 0
  let count = 0
  let folded: SessionState = emptySession
  let shown: SessionState | null = null
  const waiting = new Set<{ readonly n: number; readonly reached: () => void }>()

  const settle = (reached: (n: number) => boolean): void => {
    for (const waiter of [...waiting]) {
      if (!reached(waiter.n)) continue
      waiting.delete(waiter)
      waiter.reached()
    }
  }
  const found = (): StreamFinding => {
    if (after < count) return 'behind'
    shown = folded
    settle((n) => n <= after)
    return 'caught-up'
  }

  return {
    after: () => after,
    state: () => shown,
    welcome: (countNow) => {
      if (countNow < after) return 'resync'
      count = countNow
      return found()
    },
    take: (entries) => {
      for (const entry of entries) {
        // Already held: a server that resumes slightly early does no harm.
        if (entry.n <= after) continue
        if (entry.n !== after + 1) return 'resync'
        try {
          folded = foldEntry(folded, entry)
        } catch {
          return 'resync'
        }
        after = entry.n
      }
      return found()
    },
    forget: () => {
      after = 0
      count = 0
      folded = emptySession
      settle(() => true)
    },
    whenReached: (n, reached) => {
      if (n <= after) {
        reached()
        return () => {}
      }
      const waiter = { n, reached }
      waiting.add(waiter)
      return () => {
        waiting.delete(waiter)
      }
    },
  }
}
