import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { listAudioFiles, readAudioFile } from '../../audio/audio-files.ts'
import { StartRefusal } from '../../start-refusal.ts'
import { checkFile, listSessions, openLogCheck } from '../check-logs.ts'
import { openForReading } from '../open-database.ts'
import { lastOfLog } from '../schema.ts'
import { syncToDisk } from '../sync-to-disk.ts'
import { writeBackupFile } from './backup-file.ts'
import { hashFile, type Manifest } from './backup-manifest.ts'
import { fullSpeed, type Pace } from './pace.ts'

/** Pages (of 4 KiB) copied between two pauses. */
const pagesAtOnce = 256

export type BackedUp = {
  readonly file: string
  readonly bytes: number
  readonly sessions: number
  /** The number of parts of recorded voices in the data folder. */
  readonly voices: number
  /** Sessions that are damaged in the copy, and therefore in the original. */
  readonly damaged: readonly string[]
}

const unfinishedName = /^\.(.+)\.(\d+)\.unfinished$/

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM'
  }
}

/** Removes what backups left in a folder when their processes were killed. */
export function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(unfinishedName.exec(name)?.[2])
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** The name of a backup when nobody gave one. `madeAt`: milliseconds since the epoch. */
export function backupNameOf(madeAt: number): string {
  const [day, time = ''] = new Date(madeAt).toISOString().split('T')
  return `greenroom-${day}-${time.slice(0, 8).replaceAll(':', '')}.tar`
}

const copyDatabase = async (from: string, to: string, pace: Pace): Promise<void> => {
  const source = openForReading(from)
  try {
    // The copy is a snapshot: while this stays open, SQLite does not start over whenever the server has written between two steps.
    source.exec('BEGIN')
    source.prepare('SELECT count(*) FROM sqlite_schema').get()
    await backup(source, to, { rate: pagesAtOnce, progress: pace.rest })
  } finally {
    source.close()
  }
}

/** Reads the whole copy: what it contains, and which sessions are damaged. */
const readCopy = (path: string, pace: Pace) => {
  const copy = new DatabaseSync(path)
  try {
    // One file, without a write-ahead log beside it. The server turns that on again.
    copy.exec('PRAGMA journal_mode=DELETE')
    const said = checkFile(copy)
    if (said.length > 0) throw new StartRefusal(`The database is damaged, and so is its copy: ${said[0]}`)
    pace.rest()
    const check = openLogCheck(copy)
    const damaged = listSessions(copy).filter((session) => {
      const found = check(session)
      pace.rest()
      return found !== null
    })
    const count = (sql: string): number => Number(copy.prepare(sql).get()?.n ?? 0)
    const sessions = copy
      .prepare(`SELECT id, coalesce(${lastOfLog}, 0) AS n FROM sessions WHERE deleting = 0 ORDER BY key`)
      .all()
      .map((row): [string, number] => [String(row.id), Number(row.n)])
    return {
      damaged,
      sessions,
      entries: sessions.reduce((sum, [, entries]) => sum + entries, 0),
      ownCases: count('SELECT count(*) AS n FROM own_cases'),
      schema: count('SELECT version AS n FROM schema_version'),
    }
  } finally {
    copy.close()
  }
}

/**
 * Copies everything in a data folder into one new file, recorded voices included, as of one moment, even while a server is running on it:
 * in WAL mode neither waits for the other. The copy is read and checked, and the file is renamed to its final name last, so a file with
 * that name is complete. `version` is Greenroom’s, `madeAt` milliseconds since the epoch. Throws a `StartRefusal` when it cannot be made.
 */
export async function backUp(
  dataDir: string,
  to: string,
  { version, madeAt, pace = fullSpeed }: { readonly version: string; readonly madeAt: number; readonly pace?: Pace },
): Promise<BackedUp> {
  const from = join(resolve(dataDir), 'greenroom.sqlite')
  const file = resolve(to)
  const folder = dirname(file)
  if (!existsSync(from))
    throw new StartRefusal(`There is no database in ${resolve(dataDir)}. Set DATA_DIR to the folder of the server.`)
  if (existsSync(file)) throw new StartRefusal(`${file} exists already. Name a file that doesn’t exist yet.`)
  const unfinished = join(folder, `.${basename(file)}.${process.pid}.unfinished`)
  const removeOwn = (): void => rmSync(unfinished, { recursive: true, force: true })
  // A process that is stopped (not killed) leaves nothing behind.
  process.once('exit', removeOwn)
  try {
    mkdirSync(folder, { recursive: true })
    removeUnfinished(folder)
    // What people wrote is readable by this account only.
    mkdirSync(unfinished, { mode: 0o700 })
    const database = join(unfinished, 'greenroom.sqlite')
    await copyDatabase(from, database, pace)
    const { damaged, ...contents } = readCopy(database, pace)
    // After the log: a part is stored before its log refers to it. Parts that arrived since then are not referred to by any log, and are
    // removed when a server cleans up.
    const voices = listAudioFiles(dataDir)
    const manifest: Manifest = {
      format: 2,
      greenroom: version,
      schema: contents.schema,
      madeAt: new Date(madeAt).toISOString(),
      bytes: statSync(database).size,
      sha256: await hashFile(database),
      sessions: contents.sessions,
      entries: contents.entries,
      ownCases: contents.ownCases,
      voices: voices.length,
    }
    const packed = join(unfinished, 'backup.tar')
    const text = `${JSON.stringify(manifest)}\n`
    const readVoice = (name: string): Uint8Array | null => readAudioFile(dataDir, name)
    await writeBackupFile(packed, { manifest: text, database, bytes: manifest.bytes, madeAt, voices, readVoice }, pace)
    if (existsSync(file)) throw new StartRefusal(`${file} exists already. Name a file that doesn’t exist yet.`)
    renameSync(packed, file)
    syncToDisk(folder)
    return { file, bytes: statSync(file).size, sessions: contents.sessions.length, voices: voices.length, damaged }
  } catch (cause) {
    if (cause instanceof StartRefusal) throw cause
    throw new StartRefusal(
      `The backup could not be written to ${file}. Check that this account can write there and that the disk has free space.`,
      { cause },
    )
  } finally {
    process.off('exit', removeOwn)
    removeOwn()
  }
}
