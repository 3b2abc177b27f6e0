import { z } from 'zod'
import {
  type commandIdSchema,
  documentNameSchema,
  noteIdSchema,
  participantIdSchema,
  roundIdSchema,
  sessionIdSchema,
} from '../state/ids.ts'
import { agendaSchema, frameworkDataSchema, guideSchema, publicCaseSchema } from '../state/interview-case.ts'
import {
  coverageSchema,
  cutSchema,
  scoreSchema,
  seatSchema,
  sessionModeSchema,
  takeawayKindSchema,
} from '../state/vocabulary.ts'

const round = roundIdSchema
const participant = participantIdSchema
const milliseconds = z.number().int()
const words = z.string().max(4000)

/** Where a score or takeaway points: a moment of the session, or an item of the board. */
export const evidenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('moment'), at: milliseconds, label: z.string().max(200) }),
  z.object({ kind: z.literal('item'), item: z.string().max(64), label: z.string().max(200) }),
])
export type Evidence = z.infer<typeof evidenceSchema>

export const scorecardSchema = z.object({
  scores: z.record(
    z.string().max(64),
    z.object({ score: scoreSchema, words: z.string().max(1000), evidence: z.array(evidenceSchema).max(8) }),
  ),
})
export type Scorecard = z.infer<typeof scorecardSchema>

/**
 * The data of every entry kind. An entry is one fact, in the past tense; its audience is part of its kind (`audience.ts`).
 * All times are the store's or the server's milliseconds since the epoch.
 */
export const entryDataSchemas = {
  'session-created': z.object({
    session: sessionIdSchema,
    mode: sessionModeSchema,
    cut: cutSchema,
    coverage: coverageSchema,
    callLink: z.url().max(500).nullable(),
    owner: participant,
  }),
  'session-closed': z.object({ reason: z.enum(['owner', 'no-interviewer']) }),
  'session-reopened': z.object({}),

  'participant-joined': z.object({ participant, admits: z.array(seatSchema).max(4) }),
  /** What a name may look like is asked of whoever wishes for it: one that is in the log stays readable. */
  'participant-named': z.object({ participant, name: z.string().min(1).max(40) }),
  /** Their seat is free from here on, and their stream ends with this entry. */
  'participant-removed': z.object({ participant }),

  'round-opened': z.object({ round }),
  'seat-taken': z.object({ round, participant, seat: seatSchema }),
  'seat-left': z.object({ round, participant, seat: seatSchema }),
  'seat-handed-over': z.object({ round, from: participant, to: participant, seat: seatSchema }),

  'case-prepared': z.object({
    round,
    how: z.enum(['drawn', 'chosen']),
    case: publicCaseSchema,
    framework: frameworkDataSchema,
    agenda: agendaSchema,
  }),
  'guide-prepared': z.object({ round, guide: guideSchema }),
  /** Everybody learns that a case is ready, and nothing of it. */
  'case-made-ready': z.object({ round }),
  'round-started': z.object({ round, framework: frameworkDataSchema, agenda: agendaSchema }),
  'prompt-shown': z.object({ round, case: publicCaseSchema, how: z.enum(['read', 'shown']) }),
  'round-ended': z.object({
    round,
    /** What is judged, without its levels: those open with the scores. */
    dimensions: z.array(z.object({ id: z.string().max(64), title: z.string().max(120) })).max(8),
  }),
  'round-reopened': z.object({ round }),

  /** `deadline` is when the phase's time is used up; a deadline in the past is overrun. */
  'phase-started': z.object({ round, phase: z.number().int().min(0).max(15), deadline: milliseconds }),
  'clock-paused': z.object({ round, remaining: milliseconds }),
  'clock-resumed': z.object({ round, deadline: milliseconds }),
  /** Exactly one of `deadline` (running) and `remaining` (paused) says where the clock stands afterwards. */
  'time-added': z.object({
    round,
    added: milliseconds,
    clock: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('running'), deadline: milliseconds }),
      z.object({ kind: z.literal('paused'), remaining: milliseconds }),
    ]),
  }),

  'fact-asked': z.object({ round, question: z.string().max(400), fact: z.string().max(64).nullable() }),
  'fact-released': z.object({
    round,
    fact: z.string().max(64),
    label: z.string().max(200),
    text: z.string().max(8000),
  }),
  'hint-given': z.object({ round, hint: z.string().max(64), rung: z.number().int(), text: z.string().max(8000) }),
  'curveball-played': z.object({ round, curveball: z.string().max(64), text: z.string().max(8000) }),
  'probe-ticked': z.object({ round, probe: z.string().max(64), asked: z.boolean() }),

  'note-written': z.object({ round, note: noteIdSchema, words }),
  'note-removed': z.object({ round, note: noteIdSchema }),
  'note-shared': z.object({ round, note: noteIdSchema, words, writtenAt: milliseconds }),
  'moment-marked': z.object({ round, label: z.string().max(200) }),
  'whisper-sent': z.object({ round, words }),

  'scorecard-filled': z.object({ round, scorecard: scorecardSchema }),
  /** Everybody learns that somebody has sealed a scorecard, and nothing of it. */
  'scorecard-sealed': z.object({ round, participant }),
  'scores-opened': z.object({ round }),
  'takeaway-set': z.object({ round, takeaway: takeawayKindSchema, words }),

  /** One accepted Yjs update (V1) of one document; the bytes travel beside the data. Authorless when the server seeds. */
  'board-edited': z.object({ document: documentNameSchema, clients: z.array(z.number().int().min(0)).max(64) }),
} as const

export type EntryKind = keyof typeof entryDataSchemas
export type EntryData<K extends EntryKind> = z.infer<(typeof entryDataSchemas)[K]>
export const entryKinds = Object.keys(entryDataSchemas) as readonly EntryKind[]

/** One fact that is not yet in the log. `by: null` is the room itself. `bytes` only for `board-edited`. */
export type NewEntryOf<K extends EntryKind> = K extends EntryKind
  ? {
      readonly kind: K
      /** The version of `data`: what is read is lifted to today's (`entry-versions.ts`). */
      readonly v: number
      readonly by: z.infer<typeof participant> | null
      readonly command: z.infer<typeof commandIdSchema> | null
      readonly data: EntryData<K>
      readonly bytes: K extends 'board-edited' ? Uint8Array : null
    }
  : never
export type NewEntry = NewEntryOf<EntryKind>

/** One fact of the log. `seq` orders a session from 1 without holes; `at` is the store's milliseconds and only data. */
export type LogEntryOf<K extends EntryKind> = NewEntryOf<K> & { readonly seq: number; readonly at: number }
export type LogEntry = LogEntryOf<EntryKind>

/** What one participant receives: numbered 1, 2, 3 … in their own stream; no `seq`, no command id. */
export type ProjectedEntry = {
  readonly [K in Exclude<EntryKind, 'board-edited'>]: {
    readonly n: number
    readonly at: number
    readonly kind: K
    readonly by: z.infer<typeof participant> | null
    readonly data: EntryData<K>
  }
}[Exclude<EntryKind, 'board-edited'>]
