import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Starts a server from the environment. Nothing else reads it, and nothing else ends the process. */

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

// After the check: older versions cannot even load these.
const { runServer } = await import('./run-server.ts')
const { StartRefusal } = await import('./start-refusal.ts')
try {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  await runServer({
    env: process.env,
    version: String(version),
    webRoot: fileURLToPath(new URL('../../web/dist', import.meta.url)),
    caseCache: fileURLToPath(new URL('../../../node_modules/.cache/greenroom/cases.json', import.meta.url)),
  })
} catch (error) {
  if (error instanceof StartRefusal) sayWhyAndExit(error.message)
  throw error
}
