// `npm run bench`: the measurements of test/load, printed side by side.
import { become, buildServer, fail, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: true })
if ((await buildServer()) !== 0) fail('The server could not be built; the reason is above.')
process.env.GREENROOM_BUILT = '1'
become(['--disable-warning=ExperimentalWarning', '--expose-gc', 'test/load/bench.ts', ...process.argv.slice(2)])
