// `npm run verify -- <file> [--key <key>] [--server <address>]`: what a recording, or a saved page, proves. Exit code 1 when it proves nothing.
import { resolve } from 'node:path'
import { become, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: false })
// npm runs this in the top folder, whatever folder it was called in.
const [file, ...rest] = process.argv.slice(2)
const named = file === undefined ? [] : [file.startsWith('--') ? file : resolve(process.env.INIT_CWD ?? '.', file)]
become(['apps/server/src/recordings/verify-command.ts', ...named, ...rest])
