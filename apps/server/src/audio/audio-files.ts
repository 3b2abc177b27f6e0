import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sessionIdSchema } from '@greenroom/session'
import { isBlobHash } from './blob-store.ts'

/** Recorded voices as files of a data folder: `audio/<database>/<session>/<hash>`. Backups use the same layout. */

/** Where all sound is kept within the data folder. */
export const audioFolder = 'audio'

/** Far more than a part may have, in bytes. A larger file cannot be a part. */
export const audioFileMost = 8 * 1024 * 1024

/** Whether a name inside a backup or data folder is that of a recorded part, and leads nowhere else. */
export function isAudioName(name: string): boolean {
  const [folder, database, session, hash, ...more] = name.split('/')
  return (
    folder === audioFolder &&
    /^[0-9a-f]{16}$/.test(database ?? '') &&
    sessionIdSchema.safeParse(session).success &&
    isBlobHash(hash ?? '') &&
    more.length === 0
  )
}

/** Whether the bytes match the hash that the file is named after. */
export function isAsNamed(name: string, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex') === name.split('/').at(-1)
}

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined)
const unlessMissing = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise
    throw error
  }
}

/** The names of all recorded voices in a data folder, in no particular order. */
export function listAudioFiles(dataDir: string): readonly string[] {
  const names = unlessMissing(() => readdirSync(join(dataDir, audioFolder), { recursive: true, encoding: 'utf8' }), [])
  return names.map((name) => `${audioFolder}/${name.replaceAll('\\', '/')}`).filter(isAudioName)
}

/** `null` when it was erased in the meantime. */
export function readAudioFile(dataDir: string, name: string): Uint8Array | null {
  return unlessMissing<Uint8Array | null>(() => readFileSync(join(dataDir, name)), null)
}

/** Writes one file and syncs it to disk, readable by this account only. `name`: one that `isAudioName` accepts. */
export function writeAudioFile(dataDir: string, name: string, bytes: Uint8Array): void {
  const path = join(dataDir, name)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(path, bytes, { mode: 0o600, flush: true })
}
