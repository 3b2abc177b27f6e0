import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { audioFolder } from './audio-files.ts'
import type { BlobStore } from './blob-store.ts'
import { createFolderBlobs } from './folder-blobs.ts'
import { createS3Blobs } from './s3-blobs.ts'

/**
 * Identifies the database that sound belongs to, by the public key that its recordings are signed with. A copy keeps the name; another
 * database that uses the same folder or bucket has a different one, and so never deletes anything that is not its own.
 */
function databaseName(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}

/** Where the sound of imported recordings is kept, by the recording's id: in the same place under a name of its own, as it belongs to no log. */
export function openImportBlobs(config: Pick<Config, 'dataDir' | 's3'>, publicKey: string): BlobStore {
  return openBlobs(config, `imported recordings of ${publicKey}`)
}

/** Opens the store for this server's sound: a bucket if one is configured, otherwise the data folder. */
export function openBlobs(config: Pick<Config, 'dataDir' | 's3'>, publicKey: string): BlobStore {
  const name = databaseName(publicKey)
  return config.s3 === null
    ? createFolderBlobs(join(config.dataDir, audioFolder, name))
    : createS3Blobs(config.s3, name)
}
