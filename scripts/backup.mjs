// `npm run backup -- [file]`: copies everything into one new file, also while the server runs. Without a name it goes to BACKUP_DIR.
import { resolve } from 'node:path'
import { become, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const [file] = process.argv.slice(2)
await install({ everything: false })
// npm runs this in the top folder, whatever folder it was called in.
become([...serverArguments({ built: false }), 'backup', ...(file ? [resolve(process.env.INIT_CWD ?? '.', file)] : [])])
