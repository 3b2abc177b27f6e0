// `npm run dev`: the server restarts on changes; the page is served by Vite with hot reload and talks to it through a proxy.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { environmentFile, install, pinnedNode, requireNode18, root, serverArguments } from './set-up.mjs'

requireNode18()
await install({ everything: true })

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)))
  })
let port = 5173
while (!(await isFree(port))) port++

// The proxy asks the server under the server's own address. Only with a public address does it know the page for its own.
const env = { ...process.env, PUBLIC_URL: `http://localhost:${port}` }
const vite = join('apps', 'web', 'node_modules', 'vite', 'bin', 'vite.js')
const children = [
  ['--watch', ...serverArguments({ built: false })],
  // With `.env` too, for the port of the server may stand there.
  [...environmentFile(), vite, join('apps', 'web'), '--port', String(port), '--strictPort'],
].map((args) => spawn(pinnedNode, args, { cwd: root, env, stdio: 'inherit' }))

const end = (signal) => {
  for (const child of children) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal))
for (const child of children) {
  child.on('exit', (code) => {
    end('SIGTERM')
    process.exitCode ||= code ?? 0
  })
}
