// `npm run restore -- <backup>`: puts a backup into the empty data folder. `--without-damaged` restores what is sound of a damaged one.
import { resolve } from 'node:path'
import { become, fail, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const named = process.argv.slice(2)
const folder = named.find((each) => !each.startsWith('--'))
if (!folder) fail('Name the folder of the backup: npm run restore -- ../greenroom-backup')
await install({ everything: false })
// npm runs this in the top folder, whatever folder it was called in.
become([
  ...serverArguments({ built: false }),
  'restore',
  resolve(process.env.INIT_CWD ?? '.', folder),
  ...named.filter((each) => each.startsWith('--')),
])
