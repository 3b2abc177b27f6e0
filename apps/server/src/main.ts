import { readFileSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Starts a server from the environment, or, as `main.ts backup <folder>`, copies the data of one that may be running. Nothing else
 * reads the environment, and nothing else ends the process.
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
const [command, folder] = process.argv.slice(2)

const backUpTo = async (to: string | undefined): Promise<void> => {
  if (to === undefined) throw new StartRefusal('Name a folder for the backup: npm run backup -- ../greenroom-backup')
  const { readConfig } = await import('./config.ts')
  const { backUp } = await import('./storage/back-up.ts')
  const made = await backUp(readConfig(process.env).dataDir, to)
  const damaged = made.damaged.length === 0 ? '' : ` Damaged: ${made.damaged.join(', ')}.`
  process.stdout.write(`Backed up ${made.sessions} sessions to ${made.folder}.${damaged}\n`)
}
const start = async (): Promise<void> => {
  const { runServer } = await import('./run-server.ts')
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  await runServer({
    env: process.env,
    version: String(version),
    webRoot: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    caseCache: `${cache}/cases.json`,
  })
  // Not only when it stops: a server that is killed has compiled as much.
  flushCompileCache()
}

try {
  if (command === 'backup') await backUpTo(folder)
  else await start()
} catch (error) {
  if (error instanceof StartRefusal) sayWhyAndExit(error.message)
  throw error
}
