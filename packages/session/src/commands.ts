import { z } from 'zod'
import { scorecardSchema } from './entries.ts'
import { noteIdSchema, type ParticipantId, participantIdSchema, type SessionId } from './ids.ts'
import type { PreparedCase } from './interview-case.ts'
import {
  type Coverage,
  type Cut,
  personNameSchema,
  type Seat,
  type SessionMode,
  seatSchema,
  takeawayKindSchema,
} from './vocabulary.ts'

/** The version of seats or clock that the sender saw; a command that names an older one is refused as `stale`. */
const version = z.number().int().min(0)
const words = z.string().trim().min(1).max(4000)
const partId = z.string().max(64)

/**
 * What a participant may wish for, as it comes over the wire. `drawCase` and `chooseCase` are completed by the server,
 * which looks the case up in the bank, before they reach `decide` (see `Command`).
 */
export const wireCommandSchemas = {
  rename: z.object({ name: personNameSchema }),
  takeSeat: z.object({ seat: seatSchema, seatsVersion: version }),
  leaveSeat: z.object({ seatsVersion: version }),
  handOverSeat: z.object({ to: participantIdSchema, seatsVersion: version }),

  drawCase: z.object({
    category: z.string().max(40).nullable(),
    difficulty: z.string().max(20).nullable(),
  }),
  chooseCase: z.object({ caseId: partId }),
  startRound: z.object({ seatsVersion: version }),
  showPrompt: z.object({ how: z.enum(['read', 'shown']) }),
  endRound: z.object({ clockVersion: version }),
  reopenRound: z.object({}),
  openNextRound: z.object({ swapSeats: z.boolean() }),

  pauseClock: z.object({ clockVersion: version }),
  resumeClock: z.object({ clockVersion: version }),
  nextPhase: z.object({ clockVersion: version }),
  previousPhase: z.object({ clockVersion: version }),
  /** Milliseconds, negative takes away; at most ten minutes at once. */
  addTime: z.object({ clockVersion: version, milliseconds: z.number().int().min(-600_000).max(600_000) }),

  releaseFact: z.object({ fact: partId }),
  giveHint: z.object({ hint: partId }),
  playCurveball: z.object({ curveball: partId }),
  tickProbe: z.object({ probe: partId, asked: z.boolean() }),
  askFact: z.object({ question: z.string().trim().min(1).max(400) }),
  askHint: z.object({}),

  writeNote: z.object({ note: noteIdSchema, words }),
  removeNote: z.object({ note: noteIdSchema }),
  shareNote: z.object({ note: noteIdSchema }),
  markMoment: z.object({ label: z.string().trim().max(200) }),
  sendWhisper: z.object({ words }),

  sealScorecard: z.object({ scorecard: scorecardSchema }),
  openScores: z.object({}),
  setTakeaway: z.object({ takeaway: takeawayKindSchema, words: z.string().trim().max(1000) }),

  closeSession: z.object({}),
  reopenSession: z.object({}),
} as const

export type WireCommandKind = keyof typeof wireCommandSchemas
export type WireCommand = {
  [K in WireCommandKind]: { readonly kind: K } & z.infer<(typeof wireCommandSchemas)[K]>
}[WireCommandKind]

export const wireCommandSchema: z.ZodType<WireCommand> = z.discriminatedUnion(
  'kind',
  Object.entries(wireCommandSchemas).map(([kind, schema]) => schema.extend({ kind: z.literal(kind) })) as unknown as [
    z.ZodObject<{ kind: z.ZodLiteral<string> }>,
  ],
) as unknown as z.ZodType<WireCommand>

/** What only the server itself may ask of `decide`; made there, so types are enough. */
export type RoomCommand =
  /** The first command of every session. The owner takes `ownerSeat` at once. */
  | {
      readonly kind: 'createSession'
      readonly session: SessionId
      readonly mode: SessionMode
      readonly cut: Cut
      readonly coverage: Coverage
      readonly callLink: string | null
      readonly owner: ParticipantId
      readonly ownerName: string
      readonly ownerSeat: Seat | null
    }
  /** Somebody traded an invitation; `seat` is taken at once when it is free. */
  | {
      readonly kind: 'joinSession'
      readonly participant: ParticipantId
      readonly name: string
      readonly admits: readonly Seat[]
      readonly seat: Seat | null
    }
  | { readonly kind: 'prepareCase'; readonly how: 'drawn' | 'chosen'; readonly prepared: PreparedCase }
  /** Nobody has sat in the interviewer's seat (solo: the candidate's) for as long as the limit says. */
  | { readonly kind: 'closeUnattended' }

/** What `decide` judges. `drawCase` and `chooseCase` never reach it: the server turns them into `prepareCase`. */
export type Command = Exclude<WireCommand, { kind: 'drawCase' } | { kind: 'chooseCase' }> | RoomCommand
