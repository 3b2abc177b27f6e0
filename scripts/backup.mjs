// `npm run backup -- <folder>`: copies the database into a new folder, also while the server runs.
import { resolve } from 'node:path'
import { become, fail, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const [folder] = process.argv.slice(2)
if (!folder) fail('Name a folder for the backup: npm run backup -- ../greenroom-backup')
await install({ everything: false })
// npm runs this in the top folder, whatever folder it was called in.
become([...serverArguments({ built: false }), 'backup', resolve(process.env.INIT_CWD ?? '.', folder)])
