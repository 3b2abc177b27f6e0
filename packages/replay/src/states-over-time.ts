import { emptySession, fold, type ProjectedEntry, type SessionState } from '@greenroom/session'
import { countUntil } from './in-time.ts'
import { entriesInTime } from './timeline.ts'

/** A state is kept after every so many entries; those between are folded again when they are asked for. */
const keptEvery = 64
/** How many stretches between two kept states stay folded: those of the moments that are asked for again and again. */
const stretchesKept = 8

/**
 * The folded session at any time. Not every state is kept: what has no end, such as comments, is a list of its own in each of them, and ten
 * thousand lists of up to ten thousand are hundreds of megabytes. The same moment gives the same object as long as it is asked for.
 */
export function createStates(stream: readonly ProjectedEntry[]): (at: number) => SessionState {
  const entries = entriesInTime(stream)
  const kept: SessionState[] = [emptySession]
  let last: SessionState = emptySession
  for (const [index, entry] of entries.entries()) {
    last = fold(last, entry)
    if ((index + 1) % keptEvery === 0) kept.push(last)
  }
  const folded = new Map<number, readonly SessionState[]>()
  const stretch = (number: number): readonly SessionState[] => {
    const known = folded.get(number)
    folded.delete(number)
    const states =
      known ?? statesFrom(kept[number] ?? emptySession, entries.slice(number * keptEvery, (number + 1) * keptEvery))
    folded.set(number, states)
    const oldest = folded.size > stretchesKept ? folded.keys().next() : null
    if (oldest !== null && !oldest.done) folded.delete(oldest.value)
    return states
  }
  return (at) => {
    const count = countUntil(entries, at)
    if (count === entries.length) return last
    const number = Math.floor(count / keptEvery)
    return stretch(number)[count - number * keptEvery] ?? emptySession
  }
}

/** A state, and those after each of these entries. */
function statesFrom(first: SessionState, entries: readonly ProjectedEntry[]): readonly SessionState[] {
  const states = [first]
  let state = first
  for (const entry of entries) {
    state = fold(state, entry)
    states.push(state)
  }
  return states
}
