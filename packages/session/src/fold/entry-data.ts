import { z } from 'zod'
import { participantIdSchema, roundIdSchema } from '../state/ids.ts'

/** Fields that many kinds of entries have. All times are milliseconds since the epoch. */
export const round = roundIdSchema
export const participant = participantIdSchema
export const milliseconds = z.number().int()
export const words = z.string().max(4000)
