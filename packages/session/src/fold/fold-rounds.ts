import type { EntryKind, LogEntry, ProjectedEntry } from '../log/entries.ts'
import type { ParticipantId, RoundId } from '../state/ids.ts'
import type { Round, SessionState } from '../state/state.ts'

/** One kind of entry, from a server's log or from a participant's own stream. */
export type Told<K extends EntryKind> = Extract<LogEntry | ProjectedEntry, { readonly kind: K }>

export const newRound = (id: RoundId): Round => ({
  id,
  status: 'lobby',
  seats: {},
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
  clock: { kind: 'stopped' },
  phaseRemaining: [],
  phaseGranted: [],
  phaseStarts: [],
  asked: [],
  facts: [],
  hints: [],
  curveballs: [],
  probes: {},
  notes: [],
  marks: [],
  whispers: [],
  dimensions: [],
  sealedBy: [],
  scorecards: {},
  takeaways: {},
})

/** Replaces one round and keeps the identity of everything else. A round that never opened breaks the log's own rule. */
export const changeRound = (state: SessionState, id: RoundId, change: (round: Round) => Round): SessionState => {
  const index = state.rounds.findLastIndex((round) => round.id === id)
  const round = state.rounds[index]
  if (round === undefined) throw new Error(`the log speaks of round ${id}, which never opened`)
  return { ...state, rounds: state.rounds.with(index, change(round)) }
}

/** Whose words an entry holds; a kind that only people cause cannot come from the room. */
export const authorOf = (entry: { readonly kind: string; readonly by: ParticipantId | null }): ParticipantId => {
  if (entry.by === null) throw new Error(`${entry.kind} has no author`)
  return entry.by
}

/** `record` without `key`, or `record` itself when it has none. For records whose keys are all optional. */
export const without = <T extends object>(record: T, key: keyof T): T => {
  if (!Object.hasOwn(record, key)) return record
  const { [key]: _gone, ...rest } = record
  return rest as T
}
