import { documentNameSchema, participantIdSchema } from '@greenroom/session'
import { z } from 'zod'
import { projectedEntrySchema } from './projected-entry.ts'

/**
 * GET /api/sessions/:session/replay?after=… (participant): everything that this participant may see, in pages of at most 1 MB. Edits are
 * those of the boards and of the reader's own think trays.
 */
export const replayEditSchema = z.object({
  document: documentNameSchema,
  at: z.number(),
  by: participantIdSchema.nullable(),
  /** How many entries of the reader's stream precede the edit. */
  n: z.number().int().min(0),
  /** One Yjs update (V1), base64. */
  update: z.string(),
})
export type ReplayEdit = z.infer<typeof replayEditSchema>
export const replayPageSchema = z.object({
  entries: z.array(projectedEntrySchema),
  edits: z.array(replayEditSchema),
  /** The `after` of the next page; `null` on the last. */
  next: z.string().nullable(),
  /** On the last page, when the rest cannot be read: the log is damaged there. */
  damaged: z.boolean().optional(),
})
export type ReplayPage = z.infer<typeof replayPageSchema>
/** `after` of a replay: how many of the reader's entries and edits the earlier pages contained. */
export const replayAfterSchema = z.string().regex(/^[0-9]{1,9}\.[0-9]{1,9}$/)
