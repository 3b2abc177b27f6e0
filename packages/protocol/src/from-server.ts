import {
  type EntryKind,
  entryDataSchema,
  entryKinds,
  type ProjectedEntry,
  participantIdSchema,
  type RefusalCode,
  refusalSentences,
} from '@greenroom/session'
import { z } from 'zod'
import type {
  CommandAnswer,
  EntriesMessage,
  GoodbyeMessage,
  PresenceMessage,
  StoreMessage,
  TimeAnswer,
  WelcomeMessage,
} from './messages.ts'

/** How a client reads what the server sends on the session's socket: parsed at the boundary, trusted inside. */

const projectedKinds = entryKinds.filter((kind) => kind !== 'board-edited')
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

export const entriesMessageSchema: z.ZodType<EntriesMessage> = z.object({ entries: z.array(projectedEntrySchema) })

export const welcomeMessageSchema: z.ZodType<WelcomeMessage> = z.object({
  participant: z.string(),
  session: z.string(),
  serverTime: z.number(),
  count: z.number().int().min(0),
  epoch: z.string().max(64),
})

export const presenceMessageSchema: z.ZodType<PresenceMessage> = z.object({ here: z.array(z.string()) })

export const storeMessageSchema: z.ZodType<StoreMessage> = z.object({ saving: z.boolean() })

export const goodbyeMessageSchema: z.ZodType<GoodbyeMessage> = z.object({
  reason: z.enum([
    'draining',
    'unauthorized',
    'revoked',
    'session-deleted',
    'session-damaged',
    'protocol',
    'flood',
    'too-many-connections',
    'slow',
    'store-unavailable',
  ]),
  retryAfter: z.number().min(0).nullable(),
})

export const timeAnswerSchema: z.ZodType<TimeAnswer> = z.object({ serverTime: z.number() })

export const commandAnswerSchema: z.ZodType<CommandAnswer> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), n: z.number().int().min(0) }),
  z.object({
    ok: z.literal(false),
    code: z.enum(Object.keys(refusalSentences) as [RefusalCode]),
    field: z.string().optional(),
    limit: z.number().optional(),
  }),
])
