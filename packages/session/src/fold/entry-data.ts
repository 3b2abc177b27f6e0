import { z } from 'zod'
import { participantIdSchema, roundIdSchema } from '../state/ids.ts'

/** Fields that many kinds of entries have. All times are milliseconds since the epoch. */
export const round = roundIdSchema
export const participant = participantIdSchema
export const milliseconds = z.number().int()
/**
 * What the log opens, not what may be written today (`textLimits`). It never falls, since what is stored must always open; `stored-texts.test.ts`
 * fails when something longer may be written.
 */
export const words = z.string().max(4000)
