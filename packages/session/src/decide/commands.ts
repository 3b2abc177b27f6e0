import { z } from 'zod'
import { scorecardSchema } from '../log/entries.ts'
import { textLimits } from '../rules/text-limits.ts'
import { noteIdSchema, type ParticipantId, participantIdSchema, type SessionId } from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import {
  type Coverage,
  type Cut,
  personNameSchema,
  type Seat,
  type SessionMode,
  seatSchema,
  takeawayKindSchema,
} from '../state/vocabulary.ts'

/** The version of seats or clock that the sender saw; a command that names an older one is refused as `stale`. */
const version = z.number().int().min(0)
const words = z.string().trim().min(1).max(textLimits.words)
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
  removeParticipant: z.object({ participant: participantIdSchema, seatsVersion: version }),

  drawCase: z.object({
    category: z.string().max(40).nullable(),
    difficulty: z.string().max(20).nullable(),
    industry: z.string().max(80).nullish(),
    company: z.string().max(80).nullish(),
    skill: z.string().max(60).nullish(),
    /** Minutes of case in the 45-minute slot. */
    mostMinutes: z.number().min(1).max(60).nullish(),
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
  askFact: z.object({ question: z.string().trim().min(1).max(textLimits.question) }),
  askHint: z.object({}),

  writeNote: z.object({ note: noteIdSchema, words }),
  removeNote: z.object({ note: noteIdSchema }),
  shareNote: z.object({ note: noteIdSchema }),
  markMoment: z.object({ label: z.string().trim().max(textLimits.markLabel) }),
  sendWhisper: z.object({ words }),

  sealScorecard: z.object({ scorecard: scorecardSchema }),
  openScores: z.object({}),
  setTakeaway: z.object({ takeaway: takeawayKindSchema, words: z.string().trim().max(textLimits.takeaway) }),

  closeSession: z.object({}),
  reopenSession: z.object({}),
} as const

export type WireCommandKind = keyof typeof wireCommandSchemas

const schemas = wireCommandSchemas
/** One command as it stands in a message. */
export const wireCommandSchema = z.discriminatedUnion('kind', [
  schemas.rename.extend({ kind: z.literal('rename') }),
  schemas.takeSeat.extend({ kind: z.literal('takeSeat') }),
  schemas.leaveSeat.extend({ kind: z.literal('leaveSeat') }),
  schemas.handOverSeat.extend({ kind: z.literal('handOverSeat') }),
  schemas.removeParticipant.extend({ kind: z.literal('removeParticipant') }),
  schemas.drawCase.extend({ kind: z.literal('drawCase') }),
  schemas.chooseCase.extend({ kind: z.literal('chooseCase') }),
  schemas.startRound.extend({ kind: z.literal('startRound') }),
  schemas.showPrompt.extend({ kind: z.literal('showPrompt') }),
  schemas.endRound.extend({ kind: z.literal('endRound') }),
  schemas.reopenRound.extend({ kind: z.literal('reopenRound') }),
  schemas.openNextRound.extend({ kind: z.literal('openNextRound') }),
  schemas.pauseClock.extend({ kind: z.literal('pauseClock') }),
  schemas.resumeClock.extend({ kind: z.literal('resumeClock') }),
  schemas.nextPhase.extend({ kind: z.literal('nextPhase') }),
  schemas.previousPhase.extend({ kind: z.literal('previousPhase') }),
  schemas.addTime.extend({ kind: z.literal('addTime') }),
  schemas.releaseFact.extend({ kind: z.literal('releaseFact') }),
  schemas.giveHint.extend({ kind: z.literal('giveHint') }),
  schemas.playCurveball.extend({ kind: z.literal('playCurveball') }),
  schemas.tickProbe.extend({ kind: z.literal('tickProbe') }),
  schemas.askFact.extend({ kind: z.literal('askFact') }),
  schemas.askHint.extend({ kind: z.literal('askHint') }),
  schemas.writeNote.extend({ kind: z.literal('writeNote') }),
  schemas.removeNote.extend({ kind: z.literal('removeNote') }),
  schemas.shareNote.extend({ kind: z.literal('shareNote') }),
  schemas.markMoment.extend({ kind: z.literal('markMoment') }),
  schemas.sendWhisper.extend({ kind: z.literal('sendWhisper') }),
  schemas.sealScorecard.extend({ kind: z.literal('sealScorecard') }),
  schemas.openScores.extend({ kind: z.literal('openScores') }),
  schemas.setTakeaway.extend({ kind: z.literal('setTakeaway') }),
  schemas.closeSession.extend({ kind: z.literal('closeSession') }),
  schemas.reopenSession.extend({ kind: z.literal('reopenSession') }),
])
export type WireCommand = z.infer<typeof wireCommandSchema>
/** `true` as long as the union above holds every kind of the table; `never` breaks the build. */
export const everyWireCommandIsParsed: WireCommandKind extends WireCommand['kind'] ? true : never = true

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
  /** Solo: a phase's time is used up, and the room goes on to the next. */
  | { readonly kind: 'advanceAgenda' }

/** What `decide` judges. `drawCase` and `chooseCase` never reach it: the server turns them into `prepareCase`. */
export type Command = Exclude<WireCommand, { kind: 'drawCase' } | { kind: 'chooseCase' }> | RoomCommand
