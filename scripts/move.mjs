// `npm run move -- --to postgres://…` copies the data folder into an empty Postgres; `--to <folder>` copies the Postgres of DATABASE_URL back
// into a new folder. Both are checked, and what was copied stays as it is.
import { resolve } from 'node:path'
import { become, install, requireNode18, serverArguments } from './set-up.mjs'

requireNode18()
const [option, to] = process.argv.slice(2)
await install({ everything: false })
const place = to === undefined || /^postgres(ql)?:/.test(to) ? to : resolve(process.env.INIT_CWD ?? '.', to)
become([...serverArguments({ built: false }), 'move', ...(option ? [option] : []), ...(place ? [place] : [])])
