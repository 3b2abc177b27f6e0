// `npm start`: installs what is needed, builds what is not built, starts the server.
import { become, buildServer, buildWeb, fail, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
await install({ everything: false })
if ((await buildWeb()) !== 0) fail('The web app could not be built; the reason is above.')
if ((await buildServer()) !== 0) fail('The server could not be built; the reason is above.')
become(serverArguments({ built: true }))
