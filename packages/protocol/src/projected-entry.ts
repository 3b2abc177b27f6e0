import {
  type EntryKind,
  entryDataSchema,
  entryKinds,
  isEdit,
  type ProjectedEntry,
  participantIdSchema,
} from '@greenroom/session'
import { z } from 'zod'

/** How a client reads an entry of its stream: parsed at the boundary, trusted inside. */

const projectedKinds = entryKinds.filter((kind) => !isEdit({ kind }))
const envelopeSchema = z.object({
  n: z.number().int().min(1),
  at: z.number().int(),
  kind: z.enum(projectedKinds as [EntryKind]),
  by: participantIdSchema.nullable(),
  data: z.unknown(),
})

export const projectedEntrySchema: z.ZodType<ProjectedEntry> = envelopeSchema.transform((envelope, context) => {
  const data = entryDataSchema(envelope.kind).safeParse(envelope.data)
  if (!data.success) {
    for (const issue of data.error.issues) {
      context.addIssue({ code: 'custom', message: issue.message, path: ['data', ...issue.path] })
    }
    return z.NEVER
  }
  // The kind has chosen the schema of the data, which the type system cannot follow.
  return { ...envelope, data: data.data } as ProjectedEntry
})
