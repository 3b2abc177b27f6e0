import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import { audioFileMost, isAudioName } from '../../audio/audio-files.ts'
import { manifestName } from './backup-manifest.ts'
import type { Pace } from './pace.ts'

/**
 * A backup is one tar file with the manifest first, then the database, and recorded voices last, none of them compressed: logs at rest and
 * sound are compressed already, any tool can open it, and damage in one place costs only what is in that place. A voice of zero bytes was
 * erased while the backup was being made.
 */

const databaseName = 'greenroom.sqlite'
/** Synced to disk after this many bytes, so that the server’s own commits never wait for all of it. */
const syncedAtOnce = 4 * 1024 * 1024

/** What the streams of a tar file deliver. */
const bytesOf = (piece: unknown): Uint8Array => {
  if (!(piece instanceof Uint8Array)) throw new Error('A tar file has given something other than bytes.')
  return piece
}

export type BackupParts = {
  readonly manifest: string
  /** Its path, and its size in bytes. */
  readonly database: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly madeAt: number
  /** The names of recorded voices. */
  readonly voices: readonly string[]
  /** The bytes of one. `null` when it was erased in the meantime. */
  readonly readVoice: (name: string) => Uint8Array | null
}

/** Writes the file and syncs it to disk. */
export async function writeBackupFile(
  path: string,
  { manifest, database, bytes, madeAt, voices, readVoice }: BackupParts,
  pace: Pace,
): Promise<void> {
  const tar = pack()
  const mtime = new Date(madeAt)
  const mode = 0o600
  const add = (name: string, content: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      tar.entry({ name, mode, mtime }, content, (error) => (error ? reject(error) : resolve()))
    })
  const filled = (async () => {
    await add(manifestName, Buffer.from(manifest))
    await pipeline(createReadStream(database), tar.entry({ name: databaseName, size: bytes, mode, mtime }))
    for (const name of voices) await add(name, Buffer.from(readVoice(name) ?? []))
    tar.finalize()
  })()
  // Awaited below, once its output has been consumed.
  filled.catch((error: Error) => tar.destroy(error))
  const file = await open(path, 'wx', mode)
  try {
    let unsynced = 0
    for await (const each of tar) {
      const piece = bytesOf(each)
      await file.writeFile(piece)
      unsynced += piece.length
      if (unsynced < syncedAtOnce) continue
      await file.datasync()
      unsynced = 0
      pace.rest()
    }
    await filled
    await file.sync()
  } finally {
    await file.close()
  }
}

const wholeOf = async (entry: AsyncIterable<unknown>): Promise<Buffer> => {
  const pieces: Uint8Array[] = []
  for await (const piece of entry) pieces.push(bytesOf(piece))
  return Buffer.concat(pieces)
}

export type UnpackedBackup = {
  /** `null` when it is missing or cannot be read. */
  readonly manifest: string | null
  /** What is wrong with the file itself. `null` when every part was where it should be. */
  readonly damage: string | null
}

const block = 512
const magic = Buffer.from('SQLite format 3\0')

/** Where the database begins in a file whose table of contents cannot be read; -1 when it was not found. */
async function findDatabase(file: FileHandle): Promise<number> {
  const { size } = await file.stat()
  const head = Buffer.alloc(magic.length)
  for (let at = 0; at < size; at += block) {
    await file.read(head, 0, head.length, at)
    if (head.equals(magic)) return at
  }
  return -1
}

/** The length that a database's header gives: SQLite reads nothing from a shorter file. Missing bytes are filled with zeros. */
const sizeByHeader = async (file: FileHandle): Promise<number> => {
  const head = Buffer.alloc(32)
  await file.read(head, 0, head.length, 0)
  const pageSize = head.readUInt16BE(16)
  return (pageSize === 1 ? 65_536 : pageSize) * head.readUInt32BE(28)
}

/**
 * Takes a backup file apart; the database goes to `database`, as much of it as there is, and each recorded voice to `keepVoice`, whatever
 * its bytes are. Returns `null` when it does not contain a database.
 */
export async function unpackBackupFile(
  path: string,
  database: string,
  keepVoice: (name: string, bytes: Uint8Array) => void,
): Promise<UnpackedBackup | null> {
  const contents = extract()
  let manifest: string | null = null
  let found = false
  const to = await open(database, 'w+', 0o600)
  try {
    const reading = pipeline(createReadStream(path), contents)
    reading.catch(() => {})
    try {
      for await (const entry of contents) {
        if (entry.header.name === databaseName) {
          found = true
          for await (const piece of entry) await to.writeFile(bytesOf(piece))
        } else if (entry.header.name === manifestName) manifest = (await wholeOf(entry)).toString('utf8')
        else if (isAudioName(entry.header.name) && (entry.header.size ?? 0) <= audioFileMost)
          keepVoice(entry.header.name, await wholeOf(entry))
        else entry.resume()
      }
      await reading
      if (found) return { manifest, damage: null }
    } catch {
      // Its headers are damaged, or its end is missing: looks for what is left of the database.
    }
    const from = await open(path, 'r')
    try {
      const at = await findDatabase(from)
      if (at < 0) return null
      await to.truncate(0)
      let offset = 0
      for await (const piece of from.createReadStream({ start: at, autoClose: false })) {
        await to.write(piece, 0, piece.length, offset)
        offset += piece.length
      }
      await to.truncate(await sizeByHeader(to))
      return { manifest, damage: 'parts of it are missing or cannot be read' }
    } finally {
      await from.close()
    }
  } finally {
    await to.close()
  }
}
