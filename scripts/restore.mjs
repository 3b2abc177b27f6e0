// `npm run restore -- <backup>`: puts a backup into the empty data folder. `--without-damaged` restores what is sound of a damaged one.
import { resolve } from 'node:path'
import { become, fail, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const named = process.argv.slice(2)
const backup = named.find((each) => !each.startsWith('--'))
if (!backup) fail('Name the backup: npm run restore -- ../greenroom-backup.tar')
await install({ everything: false })
// npm runs this in the top folder, whatever folder it was called in.
become([
  ...serverArguments({ built: false }),
  'restore',
  resolve(process.env.INIT_CWD ?? '.', backup),
  ...named.filter((each) => each.startsWith('--')),
])
