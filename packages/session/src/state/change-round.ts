import type { RoundId } from './ids.ts'
import type { Round, SessionState } from './state.ts'

/** A round at the moment it opens. */
export function newRound(id: RoundId): Round {
  return {
    id,
    status: 'lobby',
    seats: {},
    seatsBefore: {},
    deskTakenFrom: null,
    deskTakenBackFrom: null,
    guideSeenBy: [],
    caseReady: false,
    case: null,
    preparedFramework: null,
    preparedAgenda: null,
    guide: null,
    promptShownAt: null,
    framework: null,
    agenda: null,
    startedAt: null,
    endedAt: null,
    scoresOpenedAt: null,
    clock: { kind: 'stopped' },
    phaseRemaining: [],
    phaseGranted: [],
    quiets: [],
    thoughts: {},
    trayCounted: null,
    openedThoughts: null,
    focus: null,
    phaseStarts: [],
    asked: [],
    facts: [],
    factOrigins: {},
    hints: [],
    curveballs: [],
    probes: {},
    notes: [],
    marks: [],
    pins: [],
    pinTracks: [],
    comments: [],
    whispers: [],
    dimensions: [],
    sealedBy: [],
    scorecards: {},
    takeaways: {},
    feedbackPoints: {},
    pairs: {},
    swapAskedBy: null,
    swapAskedFor: null,
    swapDeclinedBy: null,
    fork: null,
  }
}

/** Replaces one round and keeps the identity of everything else. A round that never opened violates the log's own rule. */
export function changeRound(state: SessionState, id: RoundId, change: (round: Round) => Round): SessionState {
  const index = state.rounds.findLastIndex((round) => round.id === id)
  const round = state.rounds[index]
  if (round === undefined) throw new Error(`the log speaks of round ${id}, which never opened`)
  return { ...state, rounds: state.rounds.with(index, change(round)) }
}

/** `record` without `key`, or `record` itself when it does not have that key. For records whose keys are all optional. */
export function without<T extends object>(record: T, key: keyof T): T {
  if (!Object.hasOwn(record, key)) return record
  const { [key]: _gone, ...rest } = record
  return rest as T
}
