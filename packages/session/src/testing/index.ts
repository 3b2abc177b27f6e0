import type { Command } from '../decide/commands.ts'
import { type Decision, decide } from '../decide/decide.ts'
import { keptOf } from '../decide/take-commands.ts'
import type { LogEntry, NewEntry, ProjectedEntry } from '../fold/entries.ts'
import { emptySession, fold, foldAll } from '../fold/fold.ts'
import type { Take } from '../rules/take-rules.ts'
import {
  type CommandId,
  commandIdSchema,
  documentNameSchema,
  type NoteId,
  noteIdSchema,
  type ParticipantId,
  participantIdSchema,
  sessionIdSchema,
} from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import type { LoopPlan } from '../state/loop-plan.ts'
import { currentRound } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { type Seat, type SessionMode, seatsOfMode } from '../state/vocabulary.ts'
import { project } from '../view/project.ts'

export { titlesIn } from './test-titles.ts'

/** For tests of this package and its neighbours: ids, a small case, and a session that is driven by commands. */

export const sampleSession = sessionIdSchema.parse('session-1')

/** A participant's id. */
export function person(id: string): ParticipantId {
  return participantIdSchema.parse(id)
}

/** A note's id. */
export function noteId(id: string): NoteId {
  return noteIdSchema.parse(id)
}

/** A command's id. */
export function commandId(id: string): CommandId {
  return commandIdSchema.parse(id)
}

export const ana = person('ana')
export const ben = person('ben')
export const mia = person('mia')
export const oto = person('oto')

/** Three phases of 5, 10 and 5 minutes; two facts, a ladder of three hints, a curveball, two probes, two dimensions. */
export const samplePreparedCase: PreparedCase = {
  public: {
    caseId: 'bike-share',
    version: '1',
    title: 'Bike share',
    prompt: 'How would you define the success of a bike-share scheme?',
    category: 'success-metrics',
    difficulty: 'medium',
    industry: 'mobility',
    company: 'Velo (invented)',
    skills: ['goal setting'],
    topics: ['two-sided supply'],
    notice: 'All numbers are invented for practice.',
  },
  guide: {
    brief: 'Rides are easy to count and say little; trips that replace a car say more.',
    facts: [
      {
        id: 'stations',
        label: 'Stations',
        text: '120 stations, 40 of them downtown.',
        askFor: ['station count', 'docks'],
      },
      {
        id: 'repeat-rides',
        label: 'Repeat rides',
        text: '38 % ride again within a week.',
        askFor: ['repeat rides', 'retention'],
      },
    ],
    hints: [
      { id: 'goal-1', rung: 1, phase: 'goal', text: 'Who pays for the scheme?' },
      { id: 'goal-2', rung: 2, phase: 'goal', text: 'What would the city lose without it?' },
      { id: 'goal-3', rung: 3, phase: 'goal', text: 'Car trips replaced is one goal.' },
      { id: 'metrics-1', rung: 1, phase: 'metrics', text: 'Split the goal into a product of three.' },
    ],
    curveballs: [{ id: 'rain', text: 'It rains for a month.' }],
    probes: [
      { id: 'guardrail', text: 'What could get worse meanwhile?' },
      { id: 'trade-off', text: 'What would you give up first?' },
    ],
    clarifying: [
      {
        id: 'riders',
        phase: 'goal',
        question: 'Who rides, tourists or commuters?',
        state: 'give',
        answer: 'Both. Two thirds are commuters. Hand over the fact Repeat rides.',
      },
      {
        id: 'winter',
        phase: 'goal',
        question: 'Is winter a problem?',
        state: 'ask-back',
        answer: 'What would you expect?',
      },
    ],
    rubric: [
      { id: 'goal', title: 'Goal', weight: 2 },
      { id: 'metrics', title: 'Metrics', weight: 3 },
    ],
    referenceBoard: {
      note: 'One good board.',
      items: [
        {
          id: 'car-trips',
          section: 'context',
          kind: 'fact',
          text: 'Half of the rides replace a car trip',
          mark: 'core',
        },
        { id: 'rainy-days', section: 'context', kind: 'fact', text: 'Nobody rides in the rain', mark: 'good' },
      ],
    },
  },
  framework: { id: 'success-metrics', version: 1, sections: [{ id: 'context', title: 'Context' }] },
  agenda: [
    { id: 'goal', name: 'Goal', minutes: 5, sections: ['context'] },
    { id: 'metrics', name: 'Metrics tree', minutes: 10, sections: ['context'] },
    { id: 'wrap-up', name: 'Wrap-up', minutes: 5, sections: ['context'] },
  ],
}

/** A command without the versions it expects: a scripted session fills in those it sees. */
type Versions = 'seatsVersion' | 'clockVersion'
type Loose<C> = C extends { readonly kind: string }
  ? Omit<C, Versions> & Partial<Pick<C, Extract<keyof C, Versions>>>
  : never
export type LooseCommand = Loose<Command>

export type ScriptedSession = {
  readonly log: readonly LogEntry[]
  readonly state: SessionState
  readonly round: Round
  /** Milliseconds since the epoch; starts at `scriptStart` and moves only by `wait`. */
  readonly now: number
  readonly wait: (milliseconds: number) => void
  /** Decides and, when granted, appends; missing versions are those of the state now. */
  readonly send: (by: ParticipantId | null, command: LooseCommand, id?: CommandId | null) => Decision
  /** The same, for what must be granted. */
  readonly must: (by: ParticipantId | null, command: LooseCommand, id?: CommandId | null) => readonly LogEntry[]
  /** Appends without deciding, for instance a `board-edited`. */
  readonly append: (entries: readonly NewEntry[]) => readonly LogEntry[]
  readonly streamOf: (participant: ParticipantId) => readonly ProjectedEntry[]
}

export const scriptStart = 1_800_000_000_000

/**
 * A session without room or store: the log is in memory, and the test controls the clock. `storeLag`: how many milliseconds later than
 * decided the store stamps an entry.
 */
export function createScriptedSession(storeLag = 0): ScriptedSession {
  const log: LogEntry[] = []
  let state = emptySession
  let now = scriptStart

  const append = (entries: readonly NewEntry[]): readonly LogEntry[] => {
    const appended = entries.map(
      (entry, index): LogEntry => ({ ...entry, seq: log.length + 1 + index, at: now + storeLag }),
    )
    for (const entry of appended) {
      log.push(entry)
      state = fold(state, entry)
    }
    return appended
  }

  const send: ScriptedSession['send'] = (by, loose, id = null) => {
    // The union's members differ only in which versions they name, and both are given.
    const command = Object.assign(
      { seatsVersion: state.seatsVersion, clockVersion: state.clockVersion },
      loose,
    ) as Command
    const decision = decide(state, { command, by, commandId: id, now })
    if (decision.ok) append(decision.entries)
    return decision
  }

  return {
    log,
    get state() {
      return state
    },
    get round() {
      const round = currentRound(state)
      if (round === null) throw new Error('no round is open')
      return round
    },
    get now() {
      return now
    },
    wait: (milliseconds) => {
      now += milliseconds
    },
    send,
    must: (by, command, id = null) => {
      const before = log.length
      const decision = send(by, command, id)
      if (!decision.ok) throw new Error(`${command.kind} was refused: ${decision.code}`)
      return log.slice(before)
    },
    append,
    streamOf: (participant) => project(log, participant),
  }
}

/** Three rounds, of which two are shorter than the session's. */
export const sampleLoop: LoopPlan = {
  id: 'sample-style',
  version: '1.0.0',
  company: 'Velo',
  title: 'Three rounds in the style of Velo',
  story: 'You are interviewing with people who lend bicycles.',
  closing: 'Loops of this style are read round by round.',
  rounds: [
    { title: 'Product sense', category: 'product-design', cut: 45 },
    { title: 'Estimation', category: 'estimation', cut: 20 },
    { title: 'Leadership', category: 'behavioural', cut: 20 },
  ],
}

/** Ana interviews (solo: owns and is the candidate), Ben is the candidate, Mia the mentor, Oto an observer. */
export function openSampleSession(
  mode: SessionMode = 'peer',
  storeLag = 0,
  loop: LoopPlan | null = null,
): ScriptedSession {
  const session = createScriptedSession(storeLag)
  const create = (ownerSeat: Seat): unknown =>
    session.must(null, {
      kind: 'createSession',
      session: sampleSession,
      mode,
      cut: 45,
      coverage: 'learning',
      callLink: null,
      owner: ana,
      ownerName: 'Ana',
      ownerSeat,
      loop,
    })
  const join = (participant: ParticipantId, name: string, seat: Seat): unknown =>
    session.must(null, { kind: 'joinSession', participant, name, admits: seatsOfMode[mode], seat })
  create(mode === 'solo' ? 'candidate' : 'interviewer')
  if (mode !== 'solo') join(ben, 'Ben', 'candidate')
  join(mia, 'Mia', 'mentor')
  join(oto, 'Oto', 'observer')
  return session
}

/** With the sample case prepared and the first phase running; outside solo the prompt is shown, too. */
export function startSampleRound(
  mode: SessionMode = 'peer',
  storeLag = 0,
  prepared = samplePreparedCase,
): ScriptedSession {
  const session = openSampleSession(mode, storeLag)
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared })
  session.must(ana, { kind: 'startRound' })
  if (mode !== 'solo') session.must(ana, { kind: 'showPrompt', how: 'read' })
  return session
}

/** A scorecard with one score and one sentence for both of its dimensions. */
export function sampleScorecard(score: 1 | 2 | 3 | 4, words = 'Seen.') {
  return {
    scores: { goal: { score, words, evidence: [] }, metrics: { score, words, evidence: [] } },
  }
}

/** The same with what only a candidate adds. */
export function candidatesScorecard(score: 1 | 2 | 3 | 4, guess: 1 | 2 | 3 | 4, words = 'Seen.') {
  return {
    ...sampleScorecard(score, words),
    guesses: { goal: guess, metrics: guess },
    aboutInterviewer: { clarity: { score: guess, words } },
  }
}

/** Ends the running round and seals what is needed to open its scores. */
export function scoreSampleRound(session: ScriptedSession): void {
  const solo = session.state.mode === 'solo'
  session.must(ana, { kind: 'endRound' })
  session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
  if (!solo) session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
  // Mia, the mentor, is skipped.
  if (session.round.status !== 'scored') session.must(ana, { kind: 'openScores' })
}

/** Ana asks to swap seats after a scored round, and Ben agrees. */
export function swapSampleSeats(session: ScriptedSession): void {
  session.must(ana, { kind: 'askToSwap' })
  session.must(ben, { kind: 'openNextRound', swapSeats: true })
}

/** The state at a moment, as a replay shows it: of all entries whose time is not later. */
export function stateAt(log: readonly LogEntry[], at: number): SessionState {
  return foldAll(log.filter((entry) => entry.at <= at))
}

/** A second take as the server completes it: with the state of the round at that moment. */
export function takeCommand({ log }: ScriptedSession, take: Take): LooseCommand {
  const round = stateAt(log, take.at).rounds.find(({ id }) => id === take.round)
  return { kind: 'forkRound', take, kept: round === undefined ? null : keptOf(round, take.at) }
}

/** The code of a refusal, or what was granted instead, for `toBe`. */
export function codeOf(decision: Decision): string {
  return 'code' in decision ? decision.code : 'granted'
}

/** A `tray-edited` of one byte, as the server appends it. */
export function trayEdited(
  author: ParticipantId,
  formed: readonly string[],
  gone: readonly string[] = [],
  round = 'r1',
): NewEntry {
  const document = documentNameSchema.parse(`tray-${round}-${author}`)
  return {
    kind: 'tray-edited',
    v: 1,
    by: author,
    command: null,
    data: { document, clients: [1], formed: [...formed], gone: [...gone] },
    bytes: new Uint8Array([1]),
  }
}

/** A `board-edited` with the given bytes, as the server appends it. */
export function boardEdited(by: ParticipantId | null, bytes: Uint8Array, round = 'r1'): NewEntry {
  return {
    kind: 'board-edited',
    v: 1,
    by,
    command: null,
    data: { document: documentNameSchema.parse(`board-${round}`), clients: [1] },
    bytes,
  }
}
