import { closeSync, existsSync, mkdirSync, openSync, readdirSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { StartRefusal } from '../start-refusal.ts'
import { manifestName, writeManifest } from './backup-manifest.ts'
import { checkFile, listSessions, openLogCheck } from './check-logs.ts'
import { openForReading } from './open-database.ts'
import { syncToDisk } from './sync-to-disk.ts'

/** All pages in one step: SQLite would begin again whenever the server writes between two of them. */
const everyPage = 2 ** 31 - 1

export type BackedUp = {
  readonly folder: string
  readonly sessions: number
  /** Sessions that are damaged in the copy, and so in the original. */
  readonly damaged: readonly string[]
}

/**
 * Copies the database of a data folder into a new folder, as it stands at one moment, also while a server runs on it: in WAL mode
 * neither waits for the other. The copy is read and checked, and gets its name last: a folder with a `greenroom.sqlite` in it is a
 * whole backup, which can be used as a data folder. `version` is Greenroom’s, `madeAt` milliseconds since the epoch. Throws a `StartRefusal` when it cannot be made.
 */
export async function backUp(
  dataDir: string,
  to: string,
  { version, madeAt }: { readonly version: string; readonly madeAt: number },
): Promise<BackedUp> {
  const from = join(resolve(dataDir), 'greenroom.sqlite')
  const folder = resolve(to)
  if (!existsSync(from))
    throw new StartRefusal(`There is no database in ${resolve(dataDir)}. Set DATA_DIR to the folder of the server.`)
  const unfinished = join(folder, 'unfinished.sqlite')
  const finished = join(folder, 'greenroom.sqlite')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (readdirSync(folder).length > 0)
      throw new StartRefusal(`The folder ${folder} is not empty. Name one that is empty or doesn’t exist yet.`)
    // What people wrote is for this account alone.
    closeSync(openSync(unfinished, 'wx', 0o600))
    const source = openForReading(from)
    try {
      await backup(source, unfinished, { rate: everyPage })
    } finally {
      source.close()
    }
    const copy = new DatabaseSync(unfinished)
    try {
      // One file, without a write-ahead log beside it. The server turns that on again.
      copy.exec('PRAGMA journal_mode=DELETE')
      const said = checkFile(copy)
      if (said.length > 0)
        throw new StartRefusal(`The database is damaged, and so is its copy ${unfinished}: ${said[0]}`)
      const sessions = listSessions(copy)
      const check = openLogCheck(copy)
      const damaged = sessions.filter((session) => check(session) !== null)
      copy.close()
      syncToDisk(unfinished)
      await writeManifest(folder, unfinished, { sessions: sessions.length, version, madeAt })
      syncToDisk(join(folder, manifestName))
      renameSync(unfinished, finished)
      syncToDisk(folder)
      return { folder, sessions: sessions.length, damaged }
    } finally {
      if (copy.isOpen) copy.close()
    }
  } catch (cause) {
    if (cause instanceof StartRefusal) throw cause
    throw new StartRefusal(
      `The backup could not be written to ${folder}. Check that this account can write there and that the disk has free space.`,
      { cause },
    )
  }
}
