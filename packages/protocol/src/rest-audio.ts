import { audioPartSchema } from '@greenroom/session'
import { z } from 'zod'

/**
 * PUT /api/sessions/:session/audio/:hash (participant): one part of the sender's own voice as `audio/mp4` or `audio/webm`, at most 2 MiB.
 * The hash is the SHA-256 of the body; everything else about the part is in the query. The same part may be sent again and again. GET the
 * same path: its sound, for everybody in the session.
 */
export const audioPartQuerySchema = z.object({
  audio: z.coerce.number().pipe(audioPartSchema.shape.audio),
  at: z.coerce.number().pipe(audioPartSchema.shape.at),
  length: z.coerce.number().pipe(audioPartSchema.shape.length),
  levels: audioPartSchema.shape.levels,
  type: audioPartSchema.shape.type,
})
export type AudioPartQuery = z.infer<typeof audioPartQuerySchema>

/** `repeated`: it was already stored. */
export const audioPartAnswerSchema = z.object({ repeated: z.boolean() })
export const audioHashSchema = audioPartSchema.shape.hash
