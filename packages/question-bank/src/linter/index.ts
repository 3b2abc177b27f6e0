export type { CaseFile } from './case-source.ts'
export { type LintOptions, lintBank } from './lint-bank.ts'
export { formatMessage, type LintMessage } from './lint-message.ts'
export { bankRules, caseRules } from './rules.ts'
