import { z } from 'zod'
import { secretSchema } from './common-fields.ts'

/**
 * What the person who runs the server sees at `/admin`. Routes below `/api/admin`; all but the first require the cookie that the first one
 * sets. Figures only: never a name, a text, or the id of a session. Times are milliseconds since the epoch, sizes are bytes.
 */

/** POST /api/admin/enter — the secret of a one-time link, from its fragment. Answers 204 and sets the cookie. */
export const adminEnterBodySchema = z.object({ secret: secretSchema })

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export const logLevelSchema = z.enum(logLevels)
export type LogLevel = z.infer<typeof logLevelSchema>

/** Parts of a server that work only if they are configured. */
export const optionalParts = [
  'postgres',
  'backups',
  'public-url',
  'stun',
  'turn',
  'livekit',
  'metrics',
  'bucket',
  'sign-in',
  'passkeys',
] as const
export const optionalPartSchema = z.enum(optionalParts)
export type OptionalPart = z.infer<typeof optionalPartSchema>
/** Parts that can be tried. The database and the public address can always be tried. */
export const triedPartSchema = z.enum([
  'database',
  'backups',
  'public-url',
  'stun',
  'turn',
  'livekit',
  'metrics',
  'bucket',
  'sign-in',
])
export type TriedPart = z.infer<typeof triedPartSchema>

export const adminActionKinds = [
  'entered',
  'left',
  'log-level-set',
  'backup-made',
  'backup-failed',
  'backup-downloaded',
  'backup-restored',
  'restore-failed',
  'part-tried',
] as const
export const adminActionSchema = z.object({
  at: z.number(),
  kind: z.enum(adminActionKinds),
  /** The level, the name of the backup, or the part. */
  what: z.string(),
})
export type AdminAction = z.infer<typeof adminActionSchema>

export const keptBackupSchema = z.object({
  name: z.string(),
  bytes: z.number(),
  madeAt: z.number(),
  /** The folder that it was restored to, on the server. */
  restoredTo: z.string().nullable(),
})
export type AdminBackup = z.infer<typeof keptBackupSchema>

/** GET /api/admin/state */
export const adminStateSchema = z.object({
  version: z.string(),
  now: z.number(),
  startedAt: z.number(),
  sessions: z.object({
    count: z.number(),
    /** By their last entry: within a day, a week, four weeks, a year, and before. */
    usedWithin: z.object({
      day: z.number(),
      week: z.number(),
      month: z.number(),
      year: z.number(),
      older: z.number(),
    }),
    longestUnusedSince: z.number().nullable(),
    /** Rooms open in memory now, and the number of connections to them. */
    openRooms: z.number(),
    connections: z.number(),
  }),
  openInvitations: z.number(),
  openShareLinks: z.number(),
  ownCases: z.number(),
  keptRecordings: z.number(),
  /** Recorded voices: the number of parts, and bytes. */
  keptVoices: z.object({ parts: z.number(), bytes: z.number() }),
  /** `null`: sessions are kept until their owners delete them. `due`: how many the next sweep would delete. */
  retention: z.object({ days: z.number().nullable(), due: z.number() }),
  storage: z.object({
    kind: z.enum(['sqlite', 'postgres']),
    /** Where it is. `null` with Postgres. */
    folder: z.string().nullable(),
    bytes: z.number(),
    /** Of the disk of the data folder. */
    free: z.number().nullable(),
    total: z.number().nullable(),
  }),
  /** `null`: Postgres has its own means of backup. */
  backups: z
    .object({
      folder: z.string(),
      /** How many nightly backups are kept. `null`: they are made only on request. */
      nightly: z.number().nullable(),
      doing: z.enum(['making', 'restoring']).nullable(),
      failure: z.object({ at: z.number(), sentence: z.string() }).nullable(),
      list: z.array(keptBackupSchema),
    })
    .nullable(),
  logLevel: logLevelSchema,
  /** The value of LOG_LEVEL, which the next start uses again. */
  configuredLogLevel: logLevelSchema,
  parts: z.array(z.object({ part: optionalPartSchema, on: z.boolean() })),
  /** Newest first, since the server started. */
  actions: z.array(adminActionSchema),
})
export type AdminState = z.infer<typeof adminStateSchema>

/** GET /api/admin/changes: the newest section of this server's changelog. */
export const changesSchema = z.object({ title: z.string(), items: z.array(z.string()) })
export type Changes = z.infer<typeof changesSchema>

/** PUT /api/admin/log-level: until the server stops. */
export const logLevelBodySchema = z.object({ level: logLevelSchema })

/**
 * POST /api/admin/backups starts one; POST /api/admin/backups/:name/restore starts restoring one into a new folder. Both answer at once.
 */

/** POST /api/admin/try */
export const tryPartBodySchema = z.object({ part: triedPartSchema })
export const triedSchema = z.object({
  tries: z.array(
    z.object({
      /** What was tried: an address or a folder of the configuration, or empty. */
      address: z.string(),
      outcome: z.enum([
        'works',
        'silent',
        'refused',
        'not-found',
        'wrong-secret',
        'no-rights',
        'another',
        'not-writable',
        'full',
      ]),
      milliseconds: z.number(),
    }),
  ),
})
export type Tried = z.infer<typeof triedSchema>
