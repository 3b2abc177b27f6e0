// `node scripts/build.mjs`: everything that `npm start` does before the server starts, for an image.
import { buildServer, buildWeb, fail, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: false })
if ((await buildWeb()) !== 0) fail('The web app could not be built; the reason is above.')
if ((await buildServer()) !== 0) fail('The server could not be built; the reason is above.')
