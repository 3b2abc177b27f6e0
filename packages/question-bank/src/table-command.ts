import { writeFileSync } from 'node:fs'
import { loadBank } from './bank.ts'
import { bankTable } from './bank-table.ts'

/** `npm run bank:table`: writes `docs/bank.md`. */
const bank = loadBank()
writeFileSync(
  new URL('../../../docs/bank.md', import.meta.url),
  bankTable([...bank.cases.values()], [...bank.loops.values()]),
)
