import { parse } from 'yaml'
import { type Case, caseSchema } from './schema/case.ts'

/** One case file as data. Throws on a file that is not a case: `lintBank` says what is wrong with it, and where. */
export function readCase(text: string): Case {
  return caseSchema.parse(parse(text, { maxAliasCount: 0 }))
}
