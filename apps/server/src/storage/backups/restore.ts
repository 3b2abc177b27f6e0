import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { audioFolder, isAsNamed, listAudioFiles, readAudioFile, writeAudioFile } from '../../audio/audio-files.ts'
import { counted } from '../../counted.ts'
import { StartRefusal } from '../../start-refusal.ts'
import { checkFile, listSessions, openLogCheck } from '../check-logs.ts'
import { migrate, migrations } from '../schema.ts'
import { syncToDisk } from '../sync-to-disk.ts'
import { unpackBackupFile } from './backup-file.ts'
import { hashFile, type KnownContents, parseManifest, readFolderManifest } from './backup-manifest.ts'

export type Restored = {
  readonly folder: string
  readonly sessions: number
  /** Sessions that are damaged in the backup and were left out. */
  readonly lost: readonly string[]
}

/** Keyframes are a cache, and the record of migrations is the new database’s own. */
const notCopied: ReadonlySet<string> = new Set(['sessions', 'keyframes', 'keyframe_documents', 'schema_version'])

/** The tables of a database, by whether their rows belong to a session. */
const tablesOf = (db: DatabaseSync): { readonly ofASession: readonly string[]; readonly others: readonly string[] } => {
  const names = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
    .map((row) => String(row.name))
    .filter((name) => !notCopied.has(name))
  const belongs = (table: string): boolean =>
    db.prepare(`SELECT 1 FROM pragma_table_info(?) WHERE name = 'session'`).get(table) !== undefined
  return { ofASession: names.filter(belongs), others: names.filter((name) => !belongs(name)) }
}

/** What a table without sessions contains, described for the person who restores. */
const wordsOf = {
  own_cases: 'cases that people wrote',
  imported_recordings: 'recordings that were imported',
  accounts: 'accounts',
  sign_ins: 'who is signed in',
  passkeys: 'passkeys',
  passkey_challenges: 'what browsers were being asked to sign',
  server_key: 'the key that recordings are signed with',
} as const
const wordsOfTable: Readonly<Record<string, string>> = wordsOf

/**
 * Copies whatever can be read, one session at a time, into a new database. Returns the sessions that could not be read or are damaged.
 * `known`: what the backup’s manifest lists, because a damaged table no longer lists all of it.
 */
const copySound = (
  from: string,
  to: string,
  known: readonly string[],
): { readonly sessions: number; readonly lost: readonly string[] } => {
  // Where the damage allows it: then both have the same columns.
  const old = new DatabaseSync(from)
  try {
    migrate(old)
  } catch {
    // When a table is missing there, its sessions are lost.
  }
  old.close()
  const db = new DatabaseSync(to)
  const lost: string[] = []
  let sessions = 0
  try {
    const refusal = migrate(db)
    if (refusal !== null) throw new StartRefusal(refusal)
    const tables = tablesOf(db)
    try {
      db.prepare('ATTACH ? AS old').run(from)
    } catch (cause) {
      const all = known.length === 0 ? 'nothing in it' : `none of its ${counted(known.length, 'session')}`
      throw new StartRefusal(
        `The backup is lost: so much of the database is damaged that ${all} can be read. Nothing was restored. Try an older backup.`,
        { cause },
      )
    }
    const source = new DatabaseSync(from, { readOnly: true })
    try {
      const check = openLogCheck(source)
      for (const session of new Set([...known, ...tryToList(source)])) {
        if (check(session) !== null) {
          lost.push(session)
          continue
        }
        db.exec('BEGIN IMMEDIATE')
        try {
          const { changes } = db.prepare('INSERT INTO sessions SELECT * FROM old.sessions WHERE id = ?').run(session)
          if (Number(changes) !== 1) throw new Error('It is not there.')
          for (const table of tables.ofASession)
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
      for (const table of tables.others) {
        try {
          db.exec(`INSERT INTO ${table} SELECT * FROM old.${table}`)
        } catch {
          lost.push(wordsOfTable[table] ?? table)
        }
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

const tryToList = (db: DatabaseSync): readonly string[] => {
  try {
    return listSessions(db)
  } catch {
    return []
  }
}

type Taken = {
  readonly known: KnownContents | null
  /** What is wrong with the file around the database, one sentence each. */
  readonly faults: readonly string[]
  /** Parts of recorded voices that are missing, or do not match their hash. */
  readonly lostVoices: number
}

/** Copies recorded voices into a data folder, each one only if it matches the hash in its name, and counts them. */
const takeVoices = (dataDir: string) => {
  let found = 0
  let damaged = 0
  const folders = new Set<string>()
  return {
    keep: (name: string, bytes: Uint8Array): void => {
      found++
      // Erased while the backup was being made.
      if (bytes.byteLength === 0) return
      if (!isAsNamed(name, bytes)) {
        damaged++
        return
      }
      writeAudioFile(dataDir, name, bytes)
      for (let each = dirname(join(dataDir, name)); each !== dataDir; each = dirname(each)) folders.add(each)
    },
    /** How many of the known ones are lost. */
    close: (expected: number): number => {
      for (const each of folders) syncToDisk(each)
      return damaged + Math.max(0, expected - found)
    },
  }
}
const voicesInWords = (parts: number): string => `${counted(parts, 'part')} of recorded voices`

/**
 * Puts the database of a backup at `to`, and its voices beside it. Accepts a file, a folder as older versions made it, a copied data
 * folder, or a database by itself.
 */
const takeBackup = async (backup: string, to: string): Promise<Taken> => {
  const voices = takeVoices(dirname(to))
  if (!existsSync(backup)) throw new StartRefusal(`There is no backup at ${backup}. Check the name.`)
  const newest = migrations.length
  if (statSync(backup).isDirectory()) {
    const from = join(backup, 'greenroom.sqlite')
    if (!existsSync(from)) throw new StartRefusal(`There is no backup in ${backup}: it has no file greenroom.sqlite.`)
    copyFileSync(from, to)
    const names = listAudioFiles(backup)
    for (const name of names) voices.keep(name, readAudioFile(backup, name) ?? new Uint8Array())
    return { known: readFolderManifest(backup, newest), faults: [], lostVoices: voices.close(names.length) }
  }
  if (backup.endsWith('.sqlite')) {
    copyFileSync(backup, to)
    return { known: null, faults: [], lostVoices: 0 }
  }
  const unpacked = await unpackBackupFile(backup, to, voices.keep)
  if (unpacked === null) throw new StartRefusal(`${backup} is not a backup of Greenroom: there is no database in it.`)
  const known = unpacked.manifest === null ? null : parseManifest(unpacked.manifest, newest)
  const faults: string[] = []
  if (unpacked.damage !== null) faults.push(`The backup is damaged: ${unpacked.damage}.`)
  else if (known === null) faults.push('The backup is damaged: its list of contents cannot be read.')
  return { known, faults, lostVoices: voices.close(known?.voices ?? 0) }
}

/**
 * Restores a backup into an empty data folder. The backup is read and checked first, and never changed; the database is renamed to its
 * final name last. Throws a `StartRefusal`, with nothing left behind, when the folder is not empty, when the backup comes from a newer
 * version, and when it is damaged, unless `withoutDamaged` says to restore the sound part. `isCheck`: nobody means to keep what is restored.
 */
export async function restore(
  named: string,
  dataDir: string,
  { withoutDamaged, isCheck = false }: { readonly withoutDamaged: boolean; readonly isCheck?: boolean },
): Promise<Restored> {
  const backup = resolve(named)
  const folder = resolve(dataDir)
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new StartRefusal(
      `The data folder ${folder} is not empty, and nothing in it was changed. Move it away, or set DATA_DIR to a new folder.`,
    )
  const madeFolder = !existsSync(folder)
  const unfinished = join(folder, 'unfinished.sqlite')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    closeSync(openSync(unfinished, 'wx', 0o600))
    const { known, faults, lostVoices } = await takeBackup(backup, unfinished)
    const changed = known !== null && known.sha256 !== (await hashFile(unfinished))
    const { said, sessions, damaged } = look(unfinished, known)
    const missing = known === null ? 0 : Math.max(0, known.count - sessions)
    const whatIsWrong = [
      ...faults,
      ...(said === undefined ? [] : [`The database is damaged: ${said}.`]),
      ...(damaged.length === 0
        ? []
        : [`Damaged ${damaged.length === 1 ? 'session' : 'sessions'}: ${damaged.join(', ')}.`]),
      ...(lostVoices === 0 ? [] : [`${voicesInWords(lostVoices)} missing or damaged.`]),
      ...(missing === 0 ? [] : [`${counted(missing, 'session')} of ${known?.count} cannot be found.`]),
    ]
    if (changed && whatIsWrong.length === 0)
      whatIsWrong.push('The database is not the one that was backed up: its checksum differs.')
    if (whatIsWrong.length === 0) {
      finish(unfinished, folder)
      return { folder, sessions, lost: [] }
    }
    if (!withoutDamaged)
      throw new StartRefusal(
        `${whatIsWrong.join(' ')} ${isCheck ? 'The backup was left as it is.' : 'Nothing was restored.'} To restore the rest: npm run restore -- --without-damaged ${named}`,
      )
    const salvaged = join(folder, 'salvaged.sqlite')
    closeSync(openSync(salvaged, 'wx', 0o600))
    const copied = copySound(unfinished, salvaged, known?.sessions ? [...known.sessions.keys()] : [])
    rmSync(unfinished)
    // Its folder is named after that key: without it, nobody could ever hear or erase what is there.
    if (copied.lost.includes(wordsOf.server_key)) rmSync(join(folder, audioFolder), { recursive: true, force: true })
    finish(salvaged, folder)
    return { folder, ...copied, lost: [...copied.lost, ...(lostVoices === 0 ? [] : [voicesInWords(lostVoices)])] }
  } catch (cause) {
    for (const name of ['unfinished.sqlite', 'unfinished.sqlite-journal', 'salvaged.sqlite', 'salvaged.sqlite-journal'])
      rmSync(join(folder, name), { force: true })
    // It was empty or missing before, so everything in it came from the backup.
    rmSync(join(folder, audioFolder), { recursive: true, force: true })
    if (madeFolder) rmSync(folder, { recursive: true, force: true })
    if (cause instanceof StartRefusal) throw cause
    throw new StartRefusal(
      `The backup could not be restored to ${folder}. Check that this account can write there, that the disk has free space, and that the backup is a database of Greenroom.`,
      { cause },
    )
  }
}

type Look = {
  /** The first thing that SQLite reports about the file. */
  readonly said: string | undefined
  readonly sessions: number
  readonly damaged: readonly string[]
}

/** Migrates a copy to this version first, so that the check covers what a server will read. */
const look = (path: string, known: KnownContents | null): Look => {
  const db = new DatabaseSync(path)
  try {
    const [said] = checkFile(db)
    if (said !== undefined) return { said, ...listDamaged(db, known) }
    const refusal = migrate(db)
    if (refusal !== null) throw new StartRefusal(refusal)
    return { said, ...listDamaged(db, known) }
  } finally {
    db.close()
  }
}

const listDamaged = (db: DatabaseSync, known: KnownContents | null): Omit<Look, 'said'> => {
  const listed = tryToList(db)
  const wanted = known?.sessions ?? new Map<string, number>()
  try {
    const check = openLogCheck(db)
    // A known session that can no longer be found has no log to check: it is lost as well.
    const found = new Set(listed)
    const damaged = [...new Set([...wanted.keys(), ...listed])].filter(
      (session) => !found.has(session) || check(session) !== null,
    )
    return { sessions: Math.max(listed.length, wanted.size), damaged }
  } catch {
    return { sessions: listed.length, damaged: [...wanted.keys()] }
  }
}

const finish = (path: string, folder: string): void => {
  syncToDisk(path)
  renameSync(path, join(folder, 'greenroom.sqlite'))
  syncToDisk(folder)
}
