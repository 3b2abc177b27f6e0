import { entryTable, type LogEntry, type ProjectedEntry } from '../log/entries.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { doneCommand, type SessionState } from '../state/state.ts'

/** The state before the first entry. */
export const emptySession: SessionState = {
  session: null,
  mode: 'peer',
  cut: 45,
  coverage: 'learning',
  callLink: null,
  owner: null,
  createdAt: 0,
  lastAt: 0,
  status: { kind: 'open' },
  participants: {},
  seatsVersion: 0,
  clockVersion: 0,
  rounds: [],
  doneCommands: [],
}

/**
 * Counts with every change of what `fold` makes of the same entries. A keyframe of another version is dropped, never
 * folded further.
 */
export const foldVersion = 2

/** The table pairs each kind with its data, which the type system cannot follow through the look-up. */
type AnyFold = (state: SessionState, entry: LogEntry | ProjectedEntry) => SessionState

/** Of the newest commands; one command's entries stand together in the log. */
const remember = (state: SessionState, entry: LogEntry | ProjectedEntry): SessionState => {
  if (!('command' in entry) || entry.command === null) return state
  const done = doneCommand(entry.by, entry.command)
  if (state.doneCommands.at(-1) === done) return state
  return { ...state, doneCommands: [...state.doneCommands, done].slice(-sessionLimits.doneCommands) }
}

/**
 * What an entry means. Folds a server's log and a participant's own stream alike; `board-edited` changes nothing here and
 * answers the same state. What an entry leaves alone keeps its identity.
 */
export function fold(state: SessionState, entry: LogEntry | ProjectedEntry): SessionState {
  if (entry.kind === 'board-edited') return state
  const meaning = entryTable[entry.kind].fold as AnyFold
  const after = remember(meaning(state, entry), entry)
  // What opens late is older than what its receiver knows already.
  return entry.at > after.lastAt ? { ...after, lastAt: entry.at } : after
}

export function foldAll(entries: Iterable<LogEntry | ProjectedEntry>, from: SessionState = emptySession): SessionState {
  let state = from
  for (const entry of entries) state = fold(state, entry)
  return state
}
