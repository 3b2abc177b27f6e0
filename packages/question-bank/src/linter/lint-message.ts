import type { Framework } from '@greenroom/board'
import type { Category } from '@greenroom/frameworks'
import type { Case } from '../schema/case.ts'
import type { CaseSource, Path } from './case-source.ts'

/** One thing that has to be mended, and where it stands. Lines and columns count from 1. */
export type LintMessage = {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly rule: string
  readonly message: string
}

/** A fault as a rule finds it: the path into the case, and a sentence that says what to do. */
export type Fault = { readonly at: Path; readonly message: string; readonly key?: boolean }

/** What a rule that looks at one case is given. */
export type CaseUnderLint = {
  readonly case: Case
  readonly category: Category
  readonly framework: Framework
  readonly source: CaseSource
}

export type CaseRule = {
  readonly id: string
  /** One line for people: what the rule guarantees. */
  readonly guarantees: string
  readonly check: (subject: CaseUnderLint) => Fault[]
}

/** What a rule over the whole bank is given, one for each readable case. */
export type BankRule = {
  readonly id: string
  readonly guarantees: string
  readonly check: (subjects: readonly CaseUnderLint[]) => { readonly subject: CaseUnderLint; readonly fault: Fault }[]
}

export function messageAt(source: CaseSource, rule: string, fault: Fault): LintMessage {
  const position = fault.key === true ? source.positionOfKey(fault.at) : source.positionOf(fault.at)
  return { path: source.path, ...position, rule, message: fault.message }
}

export function formatMessage(message: LintMessage): string {
  return `${message.path}:${message.line}:${message.column} [${message.rule}] ${message.message}`
}
