import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { audioFolder } from './audio-files.ts'
import type { BlobStore } from './blob-store.ts'
import { createFolderBlobs } from './folder-blobs.ts'
import { createS3Blobs } from './s3-blobs.ts'

/**
 * Names the database that sound belongs to, by the public key that it signs recordings with: a copy keeps its name, and another database that is
 * given the same folder or bucket has another one, and so deletes nothing that is not its own.
 */
export function databaseName(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
}

/** Where this server keeps sound: in a bucket, where one is configured, else in its data folder. */
export function openBlobs(config: Pick<Config, 'dataDir' | 's3'>, publicKey: string): BlobStore {
  const name = databaseName(publicKey)
  return config.s3 === null
    ? createFolderBlobs(join(config.dataDir, audioFolder, name))
    : createS3Blobs(config.s3, name)
}
