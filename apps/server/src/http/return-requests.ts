import type { Admission } from '@greenroom/protocol'
import { type ParticipantId, type ReturnId, type SessionId, sessionLimits } from '@greenroom/session'

/** Somebody outside who is waiting to be let in as a participant. Kept in memory only: after a restart they ask again. */
export type WaitingReturn = {
  readonly session: SessionId
  readonly participant: ParticipantId
  readonly request: ReturnId
  readonly invitation: { readonly id: string; readonly secret: string }
  /** Monotonic milliseconds. */
  readonly since: number
  /** The same for everybody who asks at once, and for a page that lost the answer. */
  admission: Promise<Admission | null> | null
}

/** Answers can be fetched for a while after the request itself is over. */
const keptFor = 2 * sessionLimits.returnOpenFor
const mostWaiting = 5_000

/** Who is waiting, by the secret key that only they hold. When there are too many, the oldest are dropped. */
export function createReturnRequests(monotonic: () => number) {
  const waiting = new Map<string, WaitingReturn>()
  const sweep = (): void => {
    // In the order in which they asked.
    for (const [key, { since }] of waiting) {
      if (monotonic() - since < keptFor && waiting.size < mostWaiting) return
      waiting.delete(key)
    }
  }
  return {
    add: (key: string, request: Omit<WaitingReturn, 'since' | 'admission'>): void => {
      sweep()
      waiting.set(key, { ...request, since: monotonic(), admission: null })
    },
    find: (key: string): WaitingReturn | null => {
      sweep()
      return waiting.get(key) ?? null
    },
    remove: (key: string): void => void waiting.delete(key),
  }
}
