import { createHash } from 'node:crypto'
import { StartRefusal } from '../start-refusal.ts'
import type { BlobStore } from './blob-store.ts'

/**
 * Copies all sound that is missing from one store to another. Returns the number of parts found. Throws a `StartRefusal` when a part's
 * bytes do not match its hash.
 */
export async function copyBlobs(from: BlobStore, to: BlobStore): Promise<number> {
  let parts = 0
  for (const session of await from.sessions())
    for (const hash of await from.list(session)) {
      const bytes = await from.get(session, hash)
      // Erased in the meantime.
      if (bytes === null) continue
      if (createHash('sha256').update(bytes).digest('hex') !== hash)
        throw new StartRefusal(
          `A recorded voice of session ${session} is damaged. "npm run check:data" says which part; nothing was copied. To move everything else, erase that recording in its session first.`,
        )
      await to.put(session, hash, bytes)
      parts++
    }
  return parts
}
