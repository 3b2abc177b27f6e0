import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type SessionId, sessionIdSchema } from '@greenroom/session'
import { type BlobStore, isBlobHash } from './blob-store.ts'

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined)

/** Returns `otherwise` when there is no such file or folder. */
const unlessMissing = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise
    throw error
  }
}

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Names of files that are being written. They are not blobs; what a killed server has left of them is removed the next time its session is
 * listed.
 */
const unfinished = /^\.[0-9a-f]{64}\.\d+\.unfinished$/

/**
 * Sound in a folder of this machine: `<folder>/<session>/<hash>`, readable by this account only. The folder is created when it is first
 * needed.
 */
export function createFolderBlobs(folder: string): BlobStore {
  let made = 0
  /** What this server is writing at this moment. */
  const writing = new Set<string>()
  const ofSession = (session: SessionId): string => join(folder, session)
  const pathOf = (session: SessionId, hash: string): string => {
    if (!isBlobHash(hash)) throw new Error('A blob is named by its hash.')
    return join(ofSession(session), hash)
  }
  const afterRemoval = async (session: SessionId): Promise<void> => {
    await unlessMissing(syncFolder(ofSession(session)), undefined)
    // Removes the folder only when it is empty: another part may be arriving.
    await rmdir(ofSession(session)).catch(() => undefined)
  }
  const has = async (session: SessionId, hash: string): Promise<boolean> =>
    unlessMissing(
      stat(pathOf(session, hash)).then((found) => found.isFile()),
      false,
    )
  return {
    has,
    put: async (session, hash, bytes) => {
      const path = pathOf(session, hash)
      if (await has(session, hash)) return
      await mkdir(ofSession(session), { recursive: true, mode: 0o700 })
      made += 1
      const own = join(ofSession(session), `.${hash}.${made}.unfinished`)
      writing.add(own)
      try {
        const file = await open(own, 'w', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(own, path)
      } catch (error) {
        await rm(own, { force: true })
        throw error
      } finally {
        writing.delete(own)
      }
      await syncFolder(ofSession(session))
      await syncFolder(folder)
    },
    get: async (session, hash) => unlessMissing<Uint8Array | null>(readFile(pathOf(session, hash)), null),
    list: async (session) => {
      const names = await unlessMissing(readdir(ofSession(session)), [])
      const left = names.filter((name) => unfinished.test(name) && !writing.has(join(ofSession(session), name)))
      for (const name of left) await rm(join(ofSession(session), name), { force: true })
      if (left.length > 0) await afterRemoval(session)
      return names.filter(isBlobHash)
    },
    size: async (session) => {
      const names = (await unlessMissing(readdir(ofSession(session)), [])).filter(isBlobHash)
      const sizes = await Promise.all(
        names.map((hash) =>
          unlessMissing(
            stat(pathOf(session, hash)).then((found) => found.size),
            0,
          ),
        ),
      )
      return sizes.reduce((sum, one) => sum + one, 0)
    },
    remove: async (session, hash) => {
      await rm(pathOf(session, hash), { force: true })
      await afterRemoval(session)
    },
    removeSession: async (session) => {
      await rm(ofSession(session), { recursive: true, force: true })
      await unlessMissing(syncFolder(folder), undefined)
    },
    sessions: async () =>
      (await unlessMissing(readdir(folder), [])).flatMap((name) => {
        const session = sessionIdSchema.safeParse(name)
        return session.success ? [session.data] : []
      }),
  }
}
