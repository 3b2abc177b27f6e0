import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

/**
 * Starts a server from the environment, or carries out `main.ts backup [file]`, `main.ts restore <file>`, `main.ts check [folder or file]`
 * and `main.ts admin` on the data of one. Nothing else reads the environment, and nothing else ends the process.
 */

const oldestNode = 24
const sayWhyAndExit = (sentence: string): never => {
  // Written synchronously: an exit does not wait for a pipe.
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  sayWhyAndExit(
    `Greenroom needs Node ${oldestNode} or newer, and this is ${process.version}. Start it with "npm start", which uses its own.`,
  )
}

// Sources are stripped of their types and compiled once, not at every start; threads and child processes read the variable. Only a cache:
// if it cannot be written, a start takes longer.
const cache = fileURLToPath(new URL('../../../node_modules/.cache/greenroom', import.meta.url))
process.env.NODE_COMPILE_CACHE ??= `${cache}/node`
enableCompileCache(process.env.NODE_COMPILE_CACHE)

// Imported after the check: older versions of Node cannot even load these.
const { StartRefusal } = await import('./start-refusal.ts')
const { counted } = await import('./counted.ts')
const [command, ...named] = process.argv.slice(2)
const [path] = named.filter((each) => !each.startsWith('--'))
const readVersion = (): string =>
  String(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version)

const backUpTo = async (named: string | undefined): Promise<void> => {
  const { readConfig } = await import('./config.ts')
  const { backUp, backupNameOf } = await import('./storage/backups/back-up.ts')
  const { createPace, giveWay } = await import('./storage/backups/pace.ts')
  const madeAt = Date.now()
  const { dataDir, databaseUrl, backupDir, s3 } = readConfig(process.env)
  if (databaseUrl !== null)
    throw new StartRefusal(
      'Everything is in Postgres, which has its own tools: back it up with pg_dump, or copy it into a new folder with npm run move -- --to ../greenroom-data.',
    )
  const to = named ?? (backupDir === null ? undefined : join(backupDir, backupNameOf(madeAt)))
  if (to === undefined)
    throw new StartRefusal('Name a file for the backup, or set BACKUP_DIR: npm run backup -- ../greenroom-backup.tar')
  giveWay()
  // Removes what is half done as well.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))
  const made = await backUp(dataDir, to, {
    version: readVersion(),
    madeAt,
    pace: createPace(0.5, () => performance.now()),
  })
  const damaged = made.damaged.length === 0 ? '' : ` Damaged: ${made.damaged.join(', ')}.`
  const voices =
    s3 !== null
      ? ` Recorded voices stay in the bucket ${s3.bucket}: it needs a backup of its own.`
      : made.voices > 0
        ? ` Recorded voices are in it, in ${counted(made.voices, 'part')}.`
        : ''
  process.stdout.write(`Backed up ${counted(made.sessions, 'session')} to ${made.file}.${voices}${damaged}\n`)
}
const restoreFrom = async (from: string | undefined): Promise<void> => {
  if (from === undefined) throw new StartRefusal('Name the backup: npm run restore -- ../greenroom-backup.tar')
  const { readConfig } = await import('./config.ts')
  const { restore } = await import('./storage/backups/restore.ts')
  const withoutDamaged = named.includes('--without-damaged')
  const made = await restore(from, readConfig(process.env).dataDir, { withoutDamaged })
  const lost = made.lost.length === 0 ? '' : ` Left out, because they are damaged: ${made.lost.join(', ')}.`
  process.stdout.write(`Restored ${counted(made.sessions, 'session')} to ${made.folder}.${lost}\n`)
}
/** A backup is checked the way a restore checks it, and left as it is. */
const checkBackup = async (backup: string): Promise<void> => {
  const { restore } = await import('./storage/backups/restore.ts')
  const place = mkdtempSync(join(tmpdir(), 'greenroom-check-'))
  try {
    const { sessions } = await restore(backup, join(place, 'data'), { withoutDamaged: false, isCheck: true })
    process.stdout.write(`Checked the backup of ${counted(sessions, 'session')}: it is as it was made.\n`)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}
const check = async (checked: string | undefined): Promise<void> => {
  const { readConfig } = await import('./config.ts')
  const { checkData } = await import('./housekeeping/check-data.ts')
  const { realClock } = await import('./real-deps.ts')
  const config = readConfig(process.env)
  const dataDir = checked ?? config.dataDir
  const databaseUrl = checked === undefined ? config.databaseUrl : null
  const { manifestName } = await import('./storage/backups/backup-manifest.ts')
  // A server that opened it would change it.
  if (
    databaseUrl === null &&
    (existsSync(join(dataDir, manifestName)) || statSync(dataDir, { throwIfNoEntry: false })?.isFile() === true)
  )
    return checkBackup(dataDir)
  if (databaseUrl === null && !existsSync(join(dataDir, 'greenroom.sqlite')))
    throw new StartRefusal(`There is no database in ${resolve(dataDir)}. Name the folder, or set DATA_DIR.`)
  // A server that opened it would create one there.
  const found = databaseUrl === null ? statSync(join(dataDir, 'greenroom.sqlite')) : null
  if (found?.isFile() && found.size === 0)
    throw new StartRefusal(
      `The database in ${resolve(dataDir)} is empty: no server has ever written to it. Name another folder, or set DATA_DIR.`,
    )
  const progress = process.stdout.isTTY
    ? (done: number, of: number) => process.stdout.write(`\r${done} of ${counted(of, 'session')}`)
    : undefined
  const { sessions, faults } = await checkData(dataDir, realClock, progress, databaseUrl, config.s3)
  if (progress !== undefined) process.stdout.write('\r\u001b[K')
  if (faults.length > 0) sayWhyAndExit(faults.join('\n'))
  process.stdout.write(`Checked ${counted(sessions, 'session')}: everything is as it was written.\n`)
}
/**
 * `main.ts move --to <postgres://… or folder>`: copies the data of one place into another, which must be empty; the first stays as it is.
 */
const move = async (to: string | undefined): Promise<void> => {
  if (to === undefined || !named.includes('--to'))
    throw new StartRefusal(
      'Name the destination: npm run move -- --to postgres://name:password@localhost:5432/greenroom',
    )
  const { readConfig } = await import('./config.ts')
  const { realClock: clock } = await import('./real-deps.ts')
  const { checkData } = await import('./housekeeping/check-data.ts')
  const { moveToFolder, moveToPostgres } = await import('./storage/postgres/move-data.ts')
  const toPostgres = /^postgres(ql)?:\/\//.test(to)
  const { dataDir, databaseUrl, s3 } = readConfig(
    toPostgres ? { ...process.env, DATABASE_URL: to, BACKUP_DIR: '' } : process.env,
  )
  if (databaseUrl === null)
    throw new StartRefusal('Set DATABASE_URL to the database that you want to copy into this folder.')
  const { openBlobs, openImportBlobs } = await import('./audio/open-blobs.ts')
  const { copyBlobs } = await import('./audio/copy-blobs.ts')
  const there = { dataDir: toPostgres ? dataDir : to, s3 }
  // Voices from a folder go into a new folder, or into the bucket that is configured. A folder whose log moves to Postgres keeps its
  // voices.
  const copyVoices = async (publicKey: string): Promise<void> => {
    if (toPostgres === (s3 === null)) return
    for (const open of [openBlobs, openImportBlobs])
      await copyBlobs(open({ dataDir, s3: null }, publicKey), open(there, publicKey))
  }
  const place = { dataDir: there.dataDir, databaseUrl, clock, copyVoices }
  const moved = await (toPostgres ? moveToPostgres(place) : moveToFolder(place))
  const { sessions, faults } = await checkData(place.dataDir, clock, () => {}, toPostgres ? databaseUrl : null, s3)
  if (faults.length > 0 || sessions < moved) sayWhyAndExit(['The copy is not complete.', ...faults].join('\n'))
  process.stdout.write(
    `Copied ${counted(moved, 'session')} and checked the copy. ${toPostgres ? 'Start the server with DATABASE_URL to use it.' : `Start the server with DATA_DIR=${to} and without DATABASE_URL to use it.`}\n`,
  )
}
const admin = async (): Promise<void> => {
  const { readConfig } = await import('./config.ts')
  const { makeAdminLinkFor } = await import('./admin/admin-command.ts')
  process.stdout.write(makeAdminLinkFor(readConfig(process.env), Date.now()))
}
const start = async (): Promise<void> => {
  const { runServer } = await import('./run-server.ts')
  const { readChangelogAt } = await import('./admin/read-changelog.ts')
  await runServer({
    env: process.env,
    version: readVersion(),
    webRoot: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    caseCache: `${cache}/cases.json`,
    changes: readChangelogAt(new URL('../../../CHANGELOG.md', import.meta.url)),
  })
  // Not only on shutdown: a server that is killed has compiled just as much.
  flushCompileCache()
  // V8 would create what `ws` keeps between two messages of a socket in its old generation, where it stays until the next full collection,
  // together with every message. Set once everything is loaded: V8 takes compiled code only under the flags that it was compiled with, Node's
  // own modules included. See the decision "short-lived-objects".
  setFlagsFromString('--no-allocation-site-pretenuring')
}

try {
  if (command === 'backup') await backUpTo(path)
  else if (command === 'restore') await restoreFrom(path)
  else if (command === 'check') await check(path)
  else if (command === 'admin') await admin()
  else if (command === 'move') await move(path)
  else if (command === undefined) await start()
  else
    throw new StartRefusal(
      `There is no command "${command}". The commands are: backup, restore, check, admin and move; without one, the server starts.`,
    )
} catch (error) {
  if (error instanceof StartRefusal) sayWhyAndExit(error.message)
  throw error
}
