import { constants, copyFileSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { migrations, schemaVersionOf } from '../schema.ts'
import { syncToDisk } from '../sync-to-disk.ts'

const copyName = /^before-version-(\d+)\.sqlite$/
const keptCopies = 2
/** Bytes that have to be left on the disk, for the migration itself. */
const leastLeft = 16 * 1024 * 1024

/**
 * Copies the database as an older server left it, before the migrations of this one change it: `before-version-<n>.sqlite` beside it, where
 * n is the version that it will get. The last two copies are kept. Returns a sentence when there is no room for the copy: then nothing was
 * changed. Call while nobody else has the database open.
 */
export function copyBeforeMigration(db: DatabaseSync, path: string): string | null {
  const version = schemaVersionOf(db)
  const newest = migrations.length
  if (version === 0 || version >= newest) return null
  const folder = dirname(path)
  const copy = join(folder, `before-version-${newest}.sqlite`)
  const unfinished = `${copy}.unfinished`
  try {
    // Everything in one file, including what was in the write-ahead log.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const { size } = statSync(path)
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < size + leastLeft)
      return `This update changes the database, and copies it first. The disk has no room for a copy of ${Math.ceil(size / 1e6)} MB: free some space in ${folder}, then start again. Nothing was changed.`
    // Shares the blocks where the file system can, without copying a byte.
    copyFileSync(path, unfinished, constants.COPYFILE_FICLONE)
    syncToDisk(unfinished)
    renameSync(unfinished, copy)
    syncToDisk(folder)
  } catch (error) {
    rmSync(unfinished, { force: true })
    return `This update changes the database, and copies it first. The copy could not be written to ${folder}: ${error instanceof Error ? error.message : 'unknown reason'}. Free some space there, then start again. Nothing was changed.`
  }
  const copies = readdirSync(folder)
    .flatMap((name) => {
      const made = copyName.exec(name)?.[1]
      return made === undefined ? [] : [{ name, version: Number(made) }]
    })
    .sort((a, b) => b.version - a.version)
  for (const { name } of copies.slice(keptCopies)) rmSync(join(folder, name), { force: true })
  return null
}
