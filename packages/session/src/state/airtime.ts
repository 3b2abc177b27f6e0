import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { type ParticipantId, type RoundId, roundIdSchema } from './ids.ts'

/** When interviewer and candidate speak, without their words: who agreed to it, when it was measured, and how much of it is noted. */

/** Measurements of a session are 1, 2, 3 … in the order in which they were asked for. */
export const airtimeNumberSchema = z.number().int().min(1)

/** Pauses in one person's speech are none up to so many milliseconds: the next word comes. */
export const airtimePause = 500

/** A stretch in which somebody spoke, in the server's milliseconds since the epoch. */
export const stretchSchema = z.object({ from: z.number().int().min(0), to: z.number().int().min(0) })
export type Stretch = Readonly<z.infer<typeof stretchSchema>>

/** What a microphone was listened to for, and when its owner spoke in it; a muted one is listened to, and silent. */
export const notedAirtimeSchema = z.object({
  round: roundIdSchema,
  airtime: airtimeNumberSchema,
  heard: stretchSchema,
  stretches: z.array(stretchSchema).max(sessionLimits.airtimeStretches),
})
export type NotedAirtime = z.infer<typeof notedAirtimeSchema>

/** A time in which the speech of these two was measured, in a solo round of this one. `to: null`: it lasts. */
export type AirtimeSpan = {
  readonly round: RoundId
  readonly between: readonly ParticipantId[]
  readonly from: number
  readonly to: number | null
}

export type Airtime = {
  readonly airtime: number
  /** Who asked for it, and so agreed first. */
  readonly askedBy: ParticipantId
  readonly agreed: readonly ParticipantId[]
  readonly spans: readonly AirtimeSpan[]
  readonly stoppedAt: number | null
  readonly deletedAt: number | null
  /** How many entries each person's speech has, and until when it is noted. A browser knows its own, and that of others once they open. */
  readonly noted: Readonly<Record<ParticipantId, { readonly entries: number; readonly until: number }>>
}
