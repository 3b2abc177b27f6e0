import { existsSync, readFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Starts a server from the environment, or does what `main.ts backup <folder>`, `main.ts restore <folder>` and `main.ts check [folder]`
 * say with the data of one. Nothing else reads the environment, and nothing else ends the process.
 */

const oldestNode = 24
const sayWhyAndExit = (sentence: string): never => {
  // Written at once: an exit does not wait for a pipe.
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  sayWhyAndExit(
    `Greenroom needs Node ${oldestNode} or newer, and this is ${process.version}. Start it with "npm start", which uses its own.`,
  )
}

// Sources are stripped of their types and compiled once, not at every start; threads and child processes read the variable. A cache: where
// it cannot be written, a start takes longer.
const cache = fileURLToPath(new URL('../../../node_modules/.cache/greenroom', import.meta.url))
process.env.NODE_COMPILE_CACHE ??= `${cache}/node`
enableCompileCache(process.env.NODE_COMPILE_CACHE)

// After the check: older versions cannot even load these.
const { StartRefusal } = await import('./start-refusal.ts')
const [command, ...named] = process.argv.slice(2)
const [folder] = named.filter((each) => !each.startsWith('--'))
const readVersion = (): string =>
  String(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version)

const backUpTo = async (to: string | undefined): Promise<void> => {
  if (to === undefined) throw new StartRefusal('Name a folder for the backup: npm run backup -- ../greenroom-backup')
  const { readConfig } = await import('./config.ts')
  const { backUp } = await import('./storage/back-up.ts')
  const made = await backUp(readConfig(process.env).dataDir, to, {
    version: readVersion(),
    madeAt: Date.now(),
  })
  const damaged = made.damaged.length === 0 ? '' : ` Damaged: ${made.damaged.join(', ')}.`
  process.stdout.write(`Backed up ${made.sessions} sessions to ${made.folder}.${damaged}\n`)
}
const restoreFrom = async (from: string | undefined): Promise<void> => {
  if (from === undefined)
    throw new StartRefusal('Name the folder of the backup: npm run restore -- ../greenroom-backup')
  const { readConfig } = await import('./config.ts')
  const { restore } = await import('./storage/restore.ts')
  const withoutDamaged = named.includes('--without-damaged')
  const made = await restore(from, readConfig(process.env).dataDir, { withoutDamaged })
  const lost = made.lost.length === 0 ? '' : ` Left out, because they are damaged: ${made.lost.join(', ')}.`
  process.stdout.write(`Restored ${made.sessions} sessions to ${made.folder}.${lost}
`)
}
const check = async (checked: string | undefined): Promise<void> => {
  const { readConfig } = await import('./config.ts')
  const { checkData } = await import('./housekeeping/check-data.ts')
  const { realClock } = await import('./real-deps.ts')
  const dataDir = checked ?? readConfig(process.env).dataDir
  if (!existsSync(join(dataDir, 'greenroom.sqlite')))
    throw new StartRefusal(`There is no database in ${resolve(dataDir)}. Name the folder, or set DATA_DIR.`)
  const { hashFile, readManifest } = await import('./storage/backup-manifest.ts')
  const manifest = readManifest(dataDir)
  // A backup was checked when it was made, and a server that opened it would change it.
  if (manifest !== null) {
    if (manifest.sha256 !== (await hashFile(join(dataDir, 'greenroom.sqlite'))))
      sayWhyAndExit(
        `The backup in ${resolve(dataDir)} is not as it was made. "npm run restore" says what can be restored.`,
      )
    process.stdout.write(`Checked the backup of ${manifest.madeAt}: it is as it was made.\n`)
    return
  }
  const progress = process.stdout.isTTY
    ? (done: number, of: number) => process.stdout.write(`\r${done} of ${of} sessions`)
    : undefined
  const { sessions, faults } = await checkData(dataDir, realClock, progress)
  if (progress !== undefined) process.stdout.write('\r\u001b[K')
  if (faults.length > 0) sayWhyAndExit(faults.join('\n'))
  process.stdout.write(`Checked ${sessions} sessions: everything is as it was written.\n`)
}
const start = async (): Promise<void> => {
  const { runServer } = await import('./run-server.ts')
  await runServer({
    env: process.env,
    version: readVersion(),
    webRoot: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    caseCache: `${cache}/cases.json`,
  })
  // Not only when it stops: a server that is killed has compiled as much.
  flushCompileCache()
}

try {
  if (command === 'backup') await backUpTo(folder)
  else if (command === 'restore') await restoreFrom(folder)
  else if (command === 'check') await check(folder)
  else await start()
} catch (error) {
  if (error instanceof StartRefusal) sayWhyAndExit(error.message)
  throw error
}
