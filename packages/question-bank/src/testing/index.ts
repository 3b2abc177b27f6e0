import { fileURLToPath } from 'node:url'
import { type Bank, loadBank } from '../bank.ts'
import { bankFolder } from '../case-folder.ts'

/** The file in which the server remembers checked cases as well. */
const cache = fileURLToPath(new URL('../../../../node_modules/.cache/greenroom/cases.json', import.meta.url))
let loaded: Bank | undefined

/** The bank that comes with this package, for tests that only read it: checked once on a machine, and loaded once in a worker. */
export function shippedBank(): Bank {
  loaded ??= loadBank(bankFolder, cache)
  return loaded
}
