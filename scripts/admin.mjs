// `npm run admin`: prints a link that opens the page for the person who runs the server, once, while the server runs.
import { become, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
await install({ everything: false })
become([...serverArguments({ built: false }), 'admin'])
