import { z } from 'zod'
import { participantIdSchema, roundIdSchema } from '../state/ids.ts'

/** Fields that many kinds of entries have. All times are milliseconds since the epoch. */
export const round = roundIdSchema
export const participant = participantIdSchema
export const milliseconds = z.number().int()
/** Limits of the log, not of what may be written today (`textLimits`): what is stored must always open. */
export const words = z.string().max(4000)
