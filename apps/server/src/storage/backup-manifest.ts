import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** What lies beside the database of a backup and says what it should be. */
export const manifestName = 'backup.json'

const manifestSchema = z.object({
  format: z.literal(1),
  /** The version of Greenroom that made it. */
  greenroom: z.string(),
  /** ISO 8601, UTC. */
  madeAt: z.string(),
  sessions: z.number().int().nonnegative(),
  /** Of `greenroom.sqlite`, in hexadecimal. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Manifest = z.infer<typeof manifestSchema>

/** SHA-256 of a file, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece)
  return hash.digest('hex')
}

/** `madeAt`: milliseconds since the epoch. */
export async function writeManifest(
  folder: string,
  database: string,
  { sessions, version, madeAt }: { readonly sessions: number; readonly version: string; readonly madeAt: number },
): Promise<void> {
  const manifest: Manifest = {
    format: 1,
    greenroom: version,
    madeAt: new Date(madeAt).toISOString(),
    sessions,
    sha256: await hashFile(database),
  }
  writeFileSync(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
}

/** `null` where there is none (a copied data folder), or none that can be read: the database itself is checked as well. */
export function readManifest(folder: string): Manifest | null {
  const path = join(folder, manifestName)
  if (!existsSync(path)) return null
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
