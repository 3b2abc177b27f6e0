import { randomBytes, timingSafeEqual } from 'node:crypto'
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hashSecret } from '../storage/secrets.ts'

/** How long a link remains valid, in milliseconds. */
export const adminLinkLasts = 15 * 60_000
/** In the data folder: anybody who can write there could do everything that the page can. Holds only the hash of the newest link. */
export const adminLinkName = 'admin-link.json'

const fileSchema = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), endsAt: z.number() })

/**
 * Records a new link and returns its secret; any older link stops working. The server that runs on the folder, or starts on it later,
 * accepts it. `now`: milliseconds since the epoch. Throws file-system errors.
 */
export function makeAdminLink(dataDir: string, now: number): string {
  const secret = randomBytes(32).toString('base64url')
  const path = join(dataDir, adminLinkName)
  const unfinished = `${path}.${process.pid}`
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  rmSync(unfinished, { force: true })
  const kept = { hash: Buffer.from(hashSecret(secret)).toString('hex'), endsAt: now + adminLinkLasts }
  writeFileSync(unfinished, JSON.stringify(kept), { mode: 0o600, flag: 'wx' })
  // When run as root (from a container's shell), the file is owned by the account that the server runs as.
  if (process.getuid?.() === 0) {
    const { uid, gid } = statSync(dataDir)
    chownSync(unfinished, uid, gid)
  }
  renameSync(unfinished, path)
  return secret
}

/** Whether this is the secret of a valid link. A link is used up by this check; a wrong secret leaves it as it is. */
export function takeAdminLink(dataDir: string, secret: string, now: number): boolean {
  const path = join(dataDir, adminLinkName)
  try {
    const kept = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    if (now >= kept.endsAt) {
      unlinkSync(path)
      return false
    }
    if (!timingSafeEqual(Buffer.from(kept.hash, 'hex'), hashSecret(secret))) return false
    // When two requests arrive at once, the second one finds nothing left to remove.
    unlinkSync(path)
    return true
  } catch {
    return false
  }
}
