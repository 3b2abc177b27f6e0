import { writeFileSync } from 'node:fs'
import { loadBank } from './bank.ts'
import { bankTable } from './bank-table.ts'
import { kindsTable } from './kinds-table.ts'

/** `npm run bank:table`: writes `docs/bank.md` and `docs/kinds.md`. */
const bank = loadBank()
const docs = new URL('../../../docs/', import.meta.url)
writeFileSync(new URL('bank.md', docs), bankTable([...bank.cases.values()], [...bank.loops.values()]))
writeFileSync(new URL('kinds.md', docs), kindsTable())
