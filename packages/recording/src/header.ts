import { lastMoment, participantIdSchema, roundIdSchema, sessionIdSchema, sharedViewSchema } from '@greenroom/session'
import { z } from 'zod'

/** Whose view a recording is. */
export const recordingViewSchema = z.discriminatedUnion('kind', [
  /** A participant's own: everything that they may see and that may leave the room. */
  z.object({
    kind: z.literal('participant'),
    participant: participantIdSchema,
    /** With the recorded voices. */
    sound: z.boolean().optional(),
  }),
  /** What a share link shows. */
  z.object({ kind: z.literal('shared'), ...sharedViewSchema.shape }),
])
export type RecordingView = z.infer<typeof recordingViewSchema>

/** What a recording says about itself. Times are milliseconds since the epoch. */
export const recordingHeaderSchema = z.object({
  session: sessionIdSchema,
  view: recordingViewSchema,
  madeAt: z.number().int().min(0).max(lastMoment),
  /** The version of the Greenroom that made it, and the address at which people reach that server, if it knows one. */
  madeBy: z.object({ version: z.string().max(80), address: z.string().max(300).nullable() }),
  /** The cases whose prompt had been shown by then, by round. */
  cases: z
    .array(
      z.object({
        round: roundIdSchema,
        caseId: z.string().max(80),
        title: z.string().max(300),
        category: z.string().max(80),
      }),
    )
    .max(99),
})
export type RecordingHeader = z.infer<typeof recordingHeaderSchema>
