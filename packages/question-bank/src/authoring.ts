/** What it takes to write a case: reading, checking and preparing one. Pure, for servers and pages alike; it contains no case. */
import { stringify } from 'yaml'

export {
  type LintMessage,
  type LintOptions,
  lintBank,
  lintDraft,
  type Severity,
  type Standard,
} from './linter/index.ts'
export { isPlaceholder, readPlaceholder, toPlaceholder } from './placeholder.ts'
export { type PreparedCase, prepareCase, publicPartOf } from './prepare-case.ts'
export { readCase, readCaseValue } from './read-case.ts'
export { type Case, caseSchema } from './schema/case.ts'
export { firstBets, herrings, verdicts } from './schema/plot.ts'
export { isLeftOut } from './written-guide.ts'

/** A case file from a plain value, whether or not it is a sound case. Lines are folded for people to read. */
export function writeCaseFile(value: unknown): string {
  return stringify(value, { lineWidth: 120, blockQuote: 'folded', aliasDuplicateObjects: false })
}
