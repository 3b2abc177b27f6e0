// `npm run check:data -- [folder]`: reads a whole data folder, or a backup, and names what is not as it was written.
import { resolve } from 'node:path'
import { become, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const [folder] = process.argv.slice(2)
await install({ everything: false })
become([
  ...serverArguments({ built: false }),
  'check',
  ...(folder ? [resolve(process.env.INIT_CWD ?? '.', folder)] : []),
])
