import { sessionLimits } from '../limits/session-limits.ts'
import { currentRound, holdersOf } from '../state/readings.ts'
import { doneCommand, type SessionState } from '../state/state.ts'
import { withAirtimeSpans } from './airtime-entries.ts'
import { withAudioSpans } from './audio-entries.ts'
import { entryTable, type LogEntry, type ProjectedEntry } from './entries.ts'
import { withLastChange } from './last-change.ts'
import { withUsage } from './usage.ts'

/** The state before the first entry. */
export const emptySession: SessionState = {
  session: null,
  mode: 'peer',
  cut: 45,
  coverage: 'learning',
  callLink: null,
  loop: null,
  owner: null,
  createdAt: 0,
  lastAt: 0,
  status: { kind: 'open' },
  participants: {},
  seatsVersion: 0,
  clockVersion: 0,
  absent: [],
  pauseWhenAway: false,
  observersComment: false,
  returns: [],
  returnsAsked: 0,
  audio: [],
  airtimes: [],
  deviceAdded: null,
  lastClockChange: null,
  lastSeatsChange: null,
  guidesSeen: {},
  rounds: [],
  doneCommands: [],
  usage: {},
}

/** Raised with every change in what `fold` makes of the same entries. A keyframe of another version is dropped, never folded further. */
export const foldVersion = 22

/** The table pairs each kind with its data, which the type system cannot follow through the look-up. */
type AnyFold = (state: SessionState, entry: LogEntry | ProjectedEntry) => SessionState

/** Everybody at the desk has the guide of the prepared case: after a case was prepared, and after somebody sat down. */
const changesDesk: ReadonlySet<string> = new Set(['case-prepared', 'seat-taken', 'seat-handed-over'])
const withGuidesSeen = (state: SessionState, entry: LogEntry | ProjectedEntry): SessionState => {
  const round = currentRound(state)
  if (!changesDesk.has(entry.kind) || round === null || round.case === null) return state
  const { caseId } = round.case
  const fresh = [...holdersOf(round, 'interviewer'), ...holdersOf(round, 'mentor')].filter(
    (participant) => state.guidesSeen[participant]?.includes(caseId) !== true,
  )
  if (fresh.length === 0) return state
  const seen = fresh.map((participant) => [participant, [...(state.guidesSeen[participant] ?? []), caseId]] as const)
  return { ...state, guidesSeen: { ...state.guidesSeen, ...Object.fromEntries(seen) } }
}

/** Of the newest commands; one command's entries are adjacent in the log. */
const remember = (state: SessionState, entry: LogEntry | ProjectedEntry): SessionState => {
  if (!('command' in entry) || entry.command === null) return state
  const done = doneCommand(entry.by, entry.command)
  if (state.doneCommands.at(-1) === done) return state
  return { ...state, doneCommands: [...state.doneCommands, done].slice(-sessionLimits.doneCommands) }
}

/**
 * The meaning of an entry. Folds a server's log and a participant's own stream alike; `board-edited` changes only what is counted for its
 * author. Whatever an entry leaves alone keeps its identity.
 */
export function fold(state: SessionState, entry: LogEntry | ProjectedEntry): SessionState {
  if (entry.kind === 'board-edited') return withUsage(state, entry)
  const meaning = entryTable[entry.kind].fold as AnyFold
  const seated = withGuidesSeen(meaning(state, entry), entry)
  const meant = withAirtimeSpans(withAudioSpans(seated, entry.at), entry.at)
  const after = withUsage(remember(withLastChange(state, meant, entry), entry), entry)
  // An entry that opens late is older than what its receiver already knows.
  return entry.at > after.lastAt ? { ...after, lastAt: entry.at } : after
}

/** The state after all these entries, which follow those that led to `from`. */
export function foldAll(entries: Iterable<LogEntry | ProjectedEntry>, from: SessionState = emptySession): SessionState {
  let state = from
  for (const entry of entries) state = fold(state, entry)
  return state
}
