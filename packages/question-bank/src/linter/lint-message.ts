import type { Framework } from '@greenroom/board'
import type { Category } from '@greenroom/frameworks'
import type { Case } from '../schema/case.ts'
import type { CaseSource, Path } from './case-source.ts'

/** A `fault` keeps a case out; a `warning` is for its author to consider. */
export type Severity = 'fault' | 'warning'

/** One thing that has to be fixed, and where it is. Lines and columns count from 1. */
export type LintMessage = {
  readonly path: string
  readonly line: number
  readonly column: number
  /** The same place as a path into the case, for a form. Empty when the file cannot be read at all. */
  readonly at: Path
  readonly rule: string
  readonly severity: Severity
  readonly message: string
}

/** A fault as a rule finds it: the path into the case, and a sentence that says what to do. */
export type Fault = {
  readonly at: Path
  readonly message: string
  readonly key?: boolean
  /** The words of the text at `at` that are meant, so that the message can point at them in a text of many lines. */
  readonly words?: string
  /** Until this is fixed the case cannot be run, whatever standard applies: it names something that does not exist. */
  readonly broken?: boolean
}

/** The input of a rule that looks at one case. */
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

/** The input of a rule over the whole bank, one for each readable case. */
export type BankRule = {
  readonly id: string
  readonly guarantees: string
  readonly check: (subjects: readonly CaseUnderLint[]) => { readonly subject: CaseUnderLint; readonly fault: Fault }[]
}

export function messageAt(source: CaseSource, rule: string, fault: Fault, severity: Severity = 'fault'): LintMessage {
  const position = fault.key === true ? source.positionOfKey(fault.at) : source.positionOf(fault.at, fault.words)
  return { path: source.path, ...position, at: fault.at, rule, severity, message: fault.message }
}

/** One line, as compilers print theirs, so that editors can jump to it: `path:line:column [rule] message`. */
export function formatMessage(message: LintMessage): string {
  const weight = message.severity === 'warning' ? 'warning: ' : ''
  return `${message.path}:${message.line}:${message.column} [${message.rule}] ${weight}${message.message}`
}
