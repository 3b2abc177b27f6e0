import { parse } from 'yaml'
import { type Case, caseSchema } from './schema/case.ts'

/**
 * The plain value of a file of the bank, whether or not it is a sound case: text that `lintBank` could read. Throws on text that is not YAML, and
 * on aliases, a few bytes of which unfold into gigabytes. Where in the file a part is, only the linter asks (`linter/case-source.ts`).
 */
export function readCaseValue(text: string): unknown {
  return parse(text, { maxAliasCount: 0 })
}

/** One case file as data. Throws on a file that is not a case: `lintBank` says what is wrong with it, and where. */
export function readCase(text: string): Case {
  return caseSchema.parse(readCaseValue(text))
}
