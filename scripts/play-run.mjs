// `npm run play-run -- [--check|--rehearse] [script …]`: plays reference runs of cases in the room, by a real clock, and saves them.
import { become, buildWeb, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: true })
if (!process.argv.includes('--check') && (await buildWeb()) !== 0) process.exit(1)
become(['test/runs/play-run.ts', ...process.argv.slice(2)])
