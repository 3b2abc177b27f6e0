import type { LogEntry, ProjectedEntry } from '../log/entries.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { doneCommand, type SessionState } from '../state/state.ts'
import {
  foldCaseMadeReady,
  foldCasePrepared,
  foldGuidePrepared,
  foldPromptShown,
  foldRoundStarted,
} from './fold-case.ts'
import {
  foldClockPaused,
  foldClockResumed,
  foldPhaseStarted,
  foldRoundEnded,
  foldRoundReopened,
  foldTimeAdded,
} from './fold-clock.ts'
import { foldScorecardFilled, foldScorecardSealed, foldScoresOpened, foldTakeawaySet } from './fold-debrief.ts'
import {
  foldCurveballPlayed,
  foldFactAsked,
  foldFactReleased,
  foldHintGiven,
  foldMomentMarked,
  foldProbeTicked,
  foldWhisperSent,
} from './fold-desk.ts'
import { foldNoteRemoved, foldNoteShared, foldNoteWritten } from './fold-notes.ts'
import { foldSeatHandedOver, foldSeatLeft, foldSeatTaken } from './fold-seats.ts'
import {
  foldClosed,
  foldCreated,
  foldJoined,
  foldNamed,
  foldRemoved,
  foldReopened,
  foldRoundOpened,
} from './fold-session.ts'

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

const mean = (state: SessionState, entry: LogEntry | ProjectedEntry): SessionState => {
  switch (entry.kind) {
    case 'session-created':
      return foldCreated(state, entry)
    case 'session-closed':
      return foldClosed(state, entry)
    case 'session-reopened':
      return foldReopened(state)
    case 'participant-joined':
      return foldJoined(state, entry)
    case 'participant-named':
      return foldNamed(state, entry)
    case 'participant-removed':
      return foldRemoved(state, entry)
    case 'round-opened':
      return foldRoundOpened(state, entry)
    case 'seat-taken':
      return foldSeatTaken(state, entry)
    case 'seat-left':
      return foldSeatLeft(state, entry)
    case 'seat-handed-over':
      return foldSeatHandedOver(state, entry)
    case 'case-prepared':
      return foldCasePrepared(state, entry)
    case 'guide-prepared':
      return foldGuidePrepared(state, entry)
    case 'case-made-ready':
      return foldCaseMadeReady(state, entry)
    case 'round-started':
      return foldRoundStarted(state, entry)
    case 'prompt-shown':
      return foldPromptShown(state, entry)
    case 'round-ended':
      return foldRoundEnded(state, entry)
    case 'round-reopened':
      return foldRoundReopened(state, entry)
    case 'phase-started':
      return foldPhaseStarted(state, entry)
    case 'clock-paused':
      return foldClockPaused(state, entry)
    case 'clock-resumed':
      return foldClockResumed(state, entry)
    case 'time-added':
      return foldTimeAdded(state, entry)
    case 'fact-asked':
      return foldFactAsked(state, entry)
    case 'fact-released':
      return foldFactReleased(state, entry)
    case 'hint-given':
      return foldHintGiven(state, entry)
    case 'curveball-played':
      return foldCurveballPlayed(state, entry)
    case 'probe-ticked':
      return foldProbeTicked(state, entry)
    case 'note-written':
      return foldNoteWritten(state, entry)
    case 'note-removed':
      return foldNoteRemoved(state, entry)
    case 'note-shared':
      return foldNoteShared(state, entry)
    case 'moment-marked':
      return foldMomentMarked(state, entry)
    case 'whisper-sent':
      return foldWhisperSent(state, entry)
    case 'scorecard-filled':
      return foldScorecardFilled(state, entry)
    case 'scorecard-sealed':
      return foldScorecardSealed(state, entry)
    case 'scores-opened':
      return foldScoresOpened(state, entry)
    case 'takeaway-set':
      return foldTakeawaySet(state, entry)
    case 'board-edited':
      return state
  }
}

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
export const fold = (state: SessionState, entry: LogEntry | ProjectedEntry): SessionState => {
  if (entry.kind === 'board-edited') return state
  const after = remember(mean(state, entry), entry)
  // What opens late is older than what its receiver knows already.
  return entry.at > after.lastAt ? { ...after, lastAt: entry.at } : after
}

export const foldAll = (
  entries: Iterable<LogEntry | ProjectedEntry>,
  from: SessionState = emptySession,
): SessionState => {
  let state = from
  for (const entry of entries) state = fold(state, entry)
  return state
}
