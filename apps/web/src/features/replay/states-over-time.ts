import { entriesInTime } from '@greenroom/replay'
import { emptySession, fold, type ProjectedEntry, type SessionState } from '@greenroom/session'

/** The folded session at any time: every state is kept, for they share all that did not change. */
export function createStates(stream: readonly ProjectedEntry[]): (at: number) => SessionState {
  const entries = entriesInTime(stream)
  const states: SessionState[] = [emptySession]
  for (const entry of entries) states.push(fold(states.at(-1) ?? emptySession, entry))
  return (at) => {
    let low = 0
    let high = entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((entries[middle]?.at ?? 0) <= at) low = middle + 1
      else high = middle
    }
    return states[low] ?? emptySession
  }
}
