// `npm run bank:table`: counts the question bank into docs/bank.md, and lists its kinds of items in docs/kinds.md.
import { become, install, requireNode18 } from './set-up.mjs'

requireNode18()
await install({ everything: true })
become(['packages/question-bank/src/table-command.ts'])
