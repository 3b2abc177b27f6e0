import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hashSecret } from '../storage/secrets.ts'

/** How long a link opens the page that it leads to, in milliseconds. */
export const adminLinkLasts = 15 * 60_000
/** In the data folder: anyone who may write there could do all that the page can. It holds the hash of the newest link alone. */
export const adminLinkName = 'admin-link.json'

const fileSchema = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), endsAt: z.number() })

/**
 * Writes down that there is a link, and answers its secret; an older link ends. The server that runs on the folder, or starts on it, takes
 * it. `now`: milliseconds since the epoch. Throws what the file system throws.
 */
export function makeAdminLink(dataDir: string, now: number): string {
  const secret = randomBytes(32).toString('base64url')
  const path = join(dataDir, adminLinkName)
  const unfinished = `${path}.${process.pid}`
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  rmSync(unfinished, { force: true })
  const kept = { hash: Buffer.from(hashSecret(secret)).toString('hex'), endsAt: now + adminLinkLasts }
  writeFileSync(unfinished, JSON.stringify(kept), { mode: 0o600, flag: 'wx' })
  // Root, as in a container's shell, makes it for the account that the server runs as.
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(dataDir)
    chownSync(unfinished, uid, gid)
  }
  renameSync(unfinished, path)
  return secret
}

/** Whether this is the secret of a link that works. From now on it does not any more. Another secret leaves the link as it is. */
export function takeAdminLink(dataDir: string, secret: string, now: number): boolean {
  const path = join(dataDir, adminLinkName)
  try {
    const kept = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    if (now >= kept.endsAt) {
      unlinkSync(path)
      return false
    }
    if (!timingSafeEqual(Buffer.from(kept.hash, 'hex'), hashSecret(secret))) return false
    // Of two that come at once, the second one finds nothing to take away.
    unlinkSync(path)
    return true
  } catch {
    return false
  }
}
