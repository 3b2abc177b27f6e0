// `npm run lint:cases [-- files]`: the checks of the question bank, with file and line in each message.
import { become, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: true })
become(['packages/question-bank/src/lint-command.ts', ...process.argv.slice(2)])
