import { z } from 'zod'
import { nameCharacters, withoutInvisible } from './person-name.ts'
import { modes, seats } from './seats.ts'
import { somethingToSee } from './typed-words.ts'

export { isDeskSeat, type Seat, type SessionMode, seatsOfMode } from './seats.ts'
export const seatSchema = z.enum(seats)
export const sessionModeSchema = z.enum(modes)

/** In milliseconds since the epoch: the end of the year 9999. Nothing that somebody else sends is later: a browser cannot write such a date. */
export const lastMoment = 253_402_300_799_999

/** The length of the slot in minutes; which phases it has is the case's agenda for that cut. */
export const cutSchema = z.union([z.literal(45), z.literal(20)])
export type Cut = z.infer<typeof cutSchema>

/** Whose view a share link shows. `candidate`: what everybody was sent while it happened. `desk`: also what opened with the scores of each round. */
export const sharedAudienceSchema = z.enum(['candidate', 'desk'])
export type SharedAudience = z.infer<typeof sharedAudienceSchema>

/** `learning`: the candidate sees coverage; `strict`: hidden until scores open. */
export const coverageSchema = z.enum(['learning', 'strict'])
export type Coverage = z.infer<typeof coverageSchema>

/** 1 not shown · 2 with gaps or heavy help · 3 meets the bar · 4 clearly above; `not-seen` is never averaged in. */
export const scoreSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('not-seen')])
export type Score = z.infer<typeof scoreSchema>

/** How a fact was given: the candidate asked for it, or the interviewer offered it unasked. */
export const factOriginSchema = z.enum(['asked', 'volunteered'])
export type FactOrigin = z.infer<typeof factOriginSchema>

export const takeawayKindSchema = z.enum(['keep', 'stop', 'start'])
export type TakeawayKind = z.infer<typeof takeawayKindSchema>

/** A name as people type it: trimmed, with something visible in it, at most 40 characters. */
export const personNameSchema = z
  .string()
  .max(400)
  .overwrite(withoutInvisible)
  .trim()
  .min(1)
  .max(40)
  .regex(nameCharacters)
  .regex(somethingToSee)
