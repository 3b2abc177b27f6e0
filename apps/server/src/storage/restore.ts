import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartRefusal } from '../start-refusal.ts'
import { hashFile, readManifest } from './backup-manifest.ts'
import { checkFile, listSessions, openLogCheck } from './check-logs.ts'
import { migrate } from './schema.ts'
import { syncToDisk } from './sync-to-disk.ts'

export type Restored = {
  readonly folder: string
  readonly sessions: number
  /** Sessions that are damaged in the backup and were left out. */
  readonly lost: readonly string[]
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** Rows of other tables that belong to a session, in the order in which they can be written. */
const tablesOfASession = ['entries', 'packs', 'invitations', 'tokens', 'ways_back'] as const

/**
 * Copies whatever can be read, one session at a time, into a new database. Keyframes are left: they are a cache. Answers the
 * sessions that could not be read or are not as they were written.
 */
const copySound = (from: string, to: string): { readonly sessions: number; readonly lost: readonly string[] } => {
  // Where the damage allows it: then both have the same columns.
  const old = new DatabaseSync(from)
  try {
    migrate(old)
  } catch {
    // Tables that are missing there leave their sessions lost.
  }
  old.close()
  const db = new DatabaseSync(to)
  const lost: string[] = []
  let sessions = 0
  try {
    const refusal = migrate(db)
    if (refusal !== null) throw new StartRefusal(refusal)
    db.prepare('ATTACH ? AS old').run(from)
    const source = new DatabaseSync(from, { readOnly: true })
    try {
      const check = openLogCheck(source)
      for (const session of listSessions(source)) {
        const damaged = check(session)
        if (damaged !== null) {
          lost.push(session)
          continue
        }
        db.exec('BEGIN IMMEDIATE')
        try {
          db.prepare('INSERT INTO sessions SELECT * FROM old.sessions WHERE id = ?').run(session)
          for (const table of tablesOfASession)
            db.prepare(
              `INSERT INTO ${table} SELECT * FROM old.${table} WHERE session = (SELECT key FROM sessions WHERE id = ?)`,
            ).run(session)
          db.exec('COMMIT')
          sessions++
        } catch {
          if (db.isTransaction) db.exec('ROLLBACK')
          lost.push(session)
        }
      }
      try {
        db.exec('INSERT INTO own_cases SELECT * FROM old.own_cases')
      } catch {
        lost.push('cases that people wrote')
      }
    } finally {
      source.close()
    }
    db.exec('DETACH old')
    return { sessions, lost }
  } finally {
    db.close()
  }
}

/**
 * Puts a backup into an empty data folder. The backup is read and checked first, and never changed; the database gets its name
 * last. Throws a `StartRefusal`, with nothing left behind, when the folder holds something, when the backup comes from a newer
 * version, and when it is damaged, unless `withoutDamaged` says to restore what is sound.
 */
export async function restore(
  backupFolder: string,
  dataDir: string,
  { withoutDamaged }: { readonly withoutDamaged: boolean },
): Promise<Restored> {
  const from = join(resolve(backupFolder), 'greenroom.sqlite')
  const folder = resolve(dataDir)
  if (!existsSync(from))
    throw new StartRefusal(`There is no backup in ${resolve(backupFolder)}: it has no file greenroom.sqlite.`)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new StartRefusal(
      `The data folder ${folder} is not empty, and nothing in it was changed. Move it away, or set DATA_DIR to a new folder.`,
    )
  const madeFolder = !existsSync(folder)
  const unfinished = join(folder, 'unfinished.sqlite')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    closeSync(openSync(unfinished, 'wx', 0o600))
    copyFileSync(from, unfinished)
    const manifest = readManifest(backupFolder)
    const changed = manifest !== null && manifest.sha256 !== (await hashFile(unfinished))
    const { said, sessions, damaged } = look(unfinished)
    const missing = manifest === null ? 0 : Math.max(0, manifest.sessions - sessions)
    const whatIsWrong = [
      ...(said === undefined ? [] : [`The file is damaged: ${said}.`]),
      ...(damaged.length === 0
        ? []
        : [`Damaged ${damaged.length === 1 ? 'session' : 'sessions'}: ${damaged.join(', ')}.`]),
      ...(missing === 0 ? [] : [`${plural(missing, 'session')} of ${manifest?.sessions} cannot be found.`]),
      ...(changed && said === undefined && damaged.length === 0 && missing === 0
        ? ['The file is not the one that was backed up: its checksum is another.']
        : []),
    ]
    if (whatIsWrong.length === 0) {
      finish(unfinished, folder)
      return { folder, sessions, lost: [] }
    }
    if (!withoutDamaged)
      throw new StartRefusal(
        `${whatIsWrong.join(' ')} Nothing was restored. To restore the rest: npm run restore -- --without-damaged ${backupFolder}`,
      )
    const salvaged = join(folder, 'salvaged.sqlite')
    closeSync(openSync(salvaged, 'wx', 0o600))
    const copied = copySound(unfinished, salvaged)
    rmSync(unfinished)
    finish(salvaged, folder)
    return { folder, ...copied }
  } catch (cause) {
    for (const name of ['unfinished.sqlite', 'salvaged.sqlite', 'salvaged.sqlite-journal'])
      rmSync(join(folder, name), { force: true })
    if (madeFolder) rmSync(folder, { recursive: true, force: true })
    if (cause instanceof StartRefusal) throw cause
    throw new StartRefusal(
      `The backup could not be restored to ${folder}. Check that this account can write there, that the disk has free space, and that the backup is a database of Greenroom.`,
      { cause },
    )
  }
}

/** Brings a copy to this version first: what is checked is what a server will read. */
const look = (
  path: string,
): { readonly said: string | undefined; readonly sessions: number; readonly damaged: readonly string[] } => {
  const db = new DatabaseSync(path)
  try {
    const [said] = checkFile(db)
    if (said !== undefined) return { said, ...listDamaged(db) }
    const refusal = migrate(db)
    if (refusal !== null) throw new StartRefusal(refusal)
    return { said, ...listDamaged(db) }
  } finally {
    db.close()
  }
}

const listDamaged = (db: DatabaseSync): { readonly sessions: number; readonly damaged: readonly string[] } => {
  try {
    const sessions = listSessions(db)
    const check = openLogCheck(db)
    const damaged = sessions.filter((session) => check(session) !== null)
    return { sessions: sessions.length, damaged }
  } catch {
    return { sessions: 0, damaged: [] }
  }
}

const finish = (path: string, folder: string): void => {
  syncToDisk(path)
  renameSync(path, join(folder, 'greenroom.sqlite'))
  syncToDisk(folder)
}
