import { emptySession, fold, type ProjectedEntry, type SessionState } from '@greenroom/session'
import { countUntil } from './in-time.ts'
import { entriesInTime } from './timeline.ts'

/** The folded session at any time: every state is kept, because they share everything that did not change. */
export function createStates(stream: readonly ProjectedEntry[]): (at: number) => SessionState {
  const entries = entriesInTime(stream)
  const states: SessionState[] = [emptySession]
  for (const entry of entries) states.push(fold(states.at(-1) ?? emptySession, entry))
  return (at) => states[countUntil(entries, at)] ?? emptySession
}
