import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartRefusal } from '../../start-refusal.ts'

/** What a backup should contain: a member of the file, and of the folders that older versions made. */
export const manifestName = 'backup.json'

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
const folderManifestSchema = z.object({
  format: z.literal(1),
  greenroom: z.string(),
  madeAt: z.string(),
  sessions: z.number().int().nonnegative(),
  sha256: sha256Schema,
})

const manifestSchema = z.object({
  format: z.literal(2),
  /** The version of Greenroom that made it. */
  greenroom: z.string(),
  /** How many migrations its database has been through. */
  schema: z.number().int().positive(),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  /** Of `greenroom.sqlite`: bytes, and SHA-256 in hexadecimal. */
  bytes: z.number().int().positive(),
  sha256: sha256Schema,
  /** Every session, with the number of entries in its log. */
  sessions: z.array(z.tuple([z.string(), z.number().int().nonnegative()])),
  entries: z.number().int().nonnegative(),
  ownCases: z.number().int().nonnegative(),
  /** The number of parts of recorded voices after the database; older backups have none. */
  voices: z.number().int().nonnegative().default(0),
})
export type Manifest = z.infer<typeof manifestSchema>

/** What a restore needs from a manifest, whatever its format. */
export type KnownContents = {
  readonly madeAt: string
  readonly sha256: string
  readonly count: number
  /** `null` for an older backup, which only counted them. */
  readonly sessions: ReadonlyMap<string, number> | null
  /** Parts of recorded voices. */
  readonly voices: number
}

/** SHA-256 of a file, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

const headSchema = z.object({ format: z.number(), greenroom: z.string(), schema: z.number().optional() })

/**
 * Reads a manifest. `null` when it is not one. `newestSchema`: how many migrations this version knows. Throws a `StartRefusal` for a backup
 * of a newer version, however much of it can be read.
 */
export function parseManifest(text: string, newestSchema: number): KnownContents | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const head = headSchema.safeParse(value)
  if (head.success && (head.data.format > 2 || (head.data.schema ?? 0) > newestSchema))
    throw new StartRefusal(
      `This backup was made by Greenroom ${head.data.greenroom}, which is newer than this one. Update Greenroom, then restore it. Nothing was changed.`,
    )
  const parsed = manifestSchema.safeParse(value)
  if (parsed.success) {
    const { madeAt, sha256, sessions, voices } = parsed.data
    return { madeAt, sha256, count: sessions.length, sessions: new Map(sessions), voices }
  }
  const older = folderManifestSchema.safeParse(value)
  if (!older.success) return null
  const { madeAt, sha256, sessions } = older.data
  return { madeAt, sha256, count: sessions, sessions: null, voices: 0 }
}

/**
 * The manifest in a folder. `null` where there is none (a copied data folder), or none that can be read: the database itself is checked as
 * well.
 */
export function readFolderManifest(folder: string, newestSchema: number): KnownContents | null {
  const path = join(folder, manifestName)
  return existsSync(path) ? parseManifest(readFileSync(path, 'utf8'), newestSchema) : null
}
