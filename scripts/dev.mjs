// `npm run dev`: the server restarts on changes; the page is served by Vite with hot reload and talks to it through a proxy.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { install, pinnedNode, requireNode18, root, serverArguments } from './set-up.mjs'

requireNode18()
await install({ everything: true })

const children = [
  ['--watch', ...serverArguments()],
  [join('apps', 'web', 'node_modules', 'vite', 'bin', 'vite.js'), join('apps', 'web')],
].map((args) => spawn(pinnedNode, args, { cwd: root, stdio: 'inherit' }))

const end = (signal) => {
  for (const child of children) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => end(signal))
for (const child of children) {
  child.on('exit', (code) => {
    end('SIGTERM')
    process.exitCode ||= code ?? 0
  })
}
