import { audioPartSchema, sharedViewSchema } from '@greenroom/session'
import { z } from 'zod'
import { secretSchema } from './common-fields.ts'
import { limits } from './limits.ts'

/**
 * GET /api/sessions/:session/recording?view=…&sound=… (participant): a `.greenroom` file (docs/recording-format.md), which is streamed. `own`: the
 * reader's view, private words and think tray included; `everybodys`: what everybody in the session may see. With `sound=true` recorded voices are in it.
 */
export const recordingQuerySchema = z.object({
  view: z.enum(['own', 'everybodys']).default('own'),
  sound: z.enum(['true', 'false']).default('false'),
})
export type RecordingQuery = z.infer<typeof recordingQuerySchema>

/** GET /api/sessions/:session/share-links (owner). POST creates one, DELETE …/:link revokes it. Times are milliseconds since the epoch. */
export const shareLinkSchema = z.object({
  id: z.string(),
  view: sharedViewSchema,
  createdAt: z.number(),
  /** From then on it opens nothing. `null`: valid until it is revoked. */
  endsAt: z.number().nullable(),
  /** When somebody last opened the recording with it. */
  usedAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
  /** Only in the answer that creates it: only its hash is stored. */
  secret: z.string().nullable(),
})
export type ShareLink = z.infer<typeof shareLinkSchema>
export const makeShareLinkBodySchema = z.object({ view: sharedViewSchema, endsAt: z.number().int().min(0).nullable() })
export type MakeShareLinkBody = z.infer<typeof makeShareLinkBodySchema>

/** POST /api/shared/look and POST /api/shared/recording — no token: the secret of a share link, from its fragment. */
export const sharedBodySchema = z.object({ secret: secretSchema })
/** The answer of look, which does not count as a use of the link. */
export const sharedLookSchema = z.object({
  /** `null` for an imported recording of one participant's own view. */
  view: sharedViewSchema.nullable(),
  endsAt: z.number().nullable(),
})
export type SharedLook = z.infer<typeof sharedLookSchema>

/** POST /api/recordings — no token: stores a recording from any server, to be opened like a share link. `file`: its bytes as base64. */
export const importRecordingBodySchema = z.object({
  file: z.string().max(Math.ceil(limits.importedRecordingBytes / 3) * 4),
})
/** The secrets are shown only this once: only their hashes are stored. */
export const importedRecordingSchema = z.object({
  id: z.string().regex(/^rec-[0-9a-f]{24}$/),
  /** Opens it. */
  secret: secretSchema,
  /** Deletes it: DELETE /api/recordings/:id — bearer: this. */
  key: secretSchema,
  /** Of its first case. `null` when no prompt had been shown by then. */
  title: z.string().max(300).nullable(),
  /** It was stored up to its last sound block: `damage` says what is wrong from there on. */
  damage: z.string().max(500).nullable(),
  /**
   * The parts of recorded voices that it names and that are not here: PUT /api/shared/audio/:hash — bearer: `secret` — brings each, at most 2 MiB. A file
   * may be sent with its sound left out (docs/recording-format.md), so that none is larger than this address takes.
   */
  sound: z.array(audioPartSchema.shape.hash),
})
export type ImportedRecording = z.infer<typeof importedRecordingSchema>
