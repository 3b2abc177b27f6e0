import type { LogEntry, ProjectedEntry } from './entries.ts'
import type { SessionState } from './state.ts'

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

/** What an entry means. Folds a server's log and a participant's own stream alike; `board-edited` changes nothing here. */
export const fold = (_state: SessionState, _entry: LogEntry | ProjectedEntry): SessionState => {
  throw new Error('not written yet')
}

export const foldAll = (
  entries: Iterable<LogEntry | ProjectedEntry>,
  from: SessionState = emptySession,
): SessionState => {
  let state = from
  for (const entry of entries) state = fold(state, entry)
  return state
}
