// `npm run bench`: the measurements of test/load, printed side by side.
import { become, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: true })
become(['--disable-warning=ExperimentalWarning', '--expose-gc', 'test/load/bench.ts', ...process.argv.slice(2)])
