import { type FrameworkRegistry, frameworkRegistry } from '@greenroom/frameworks'
import { type Case, caseSchema } from '../schema/case.ts'
import { type CaseFile, type CaseSource, readCaseSource } from './case-source.ts'
import { type CaseUnderLint, type Fault, type LintMessage, messageAt } from './lint-message.ts'
import { bankRules, caseRules } from './rules.ts'
import { schemaSentence } from './schema-sentence.ts'
import { type Standard, severityOf } from './standard.ts'
import { unknownKeys, unknownKeysOfBroken } from './unknown-keys.ts'

export type LintOptions = { readonly registry?: FrameworkRegistry; readonly standard?: Standard }

type Read = { readonly source: CaseSource; readonly case: Case } | { readonly messages: LintMessage[] }

/** Of files that are linted again together with others: parsing one is most of the work. */
const known = new WeakMap<CaseFile, Read>()

/** A file that has the shape of a case, even if rules find faults in it; or what prevents that. */
function checkFile(file: CaseFile): Read {
  const read = known.get(file) ?? checkFileOnce(file)
  known.set(file, read)
  return read
}

function checkFileOnce(file: CaseFile): Read {
  const { source, faults } = readCaseSource(file)
  if (source !== null) return checkShape(source)
  return {
    messages: faults.map((fault) => ({
      path: file.path,
      ...fault.position,
      at: [],
      rule: 'yaml',
      severity: 'fault',
      message: fault.message,
    })),
  }
}

function checkShape(source: CaseSource): Read {
  const parsed = caseSchema.safeParse(source.value, { error: schemaSentence })
  if (parsed.success) return { source, case: parsed.data }
  const messages = parsed.error.issues.map((issue) => {
    const at = issue.path.filter((step) => typeof step !== 'symbol')
    return messageAt(source, 'schema', { at, message: `${at.join('.') || 'the file'}: ${issue.message}` })
  })
  const unknown = unknownKeysOfBroken(source.value, caseSchema).map((fault) => messageAt(source, 'unknown-key', fault))
  return { messages: [...messages, ...unknown] }
}

function inOrder(a: LintMessage, b: LintMessage): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column
}

/**
 * Everything that is wrong with these files, all at once; empty when nothing is. Pure: does not read the disk. A file that cannot be read
 * as a case is reported with all its faults and takes no part in the comparison between cases.
 */
export function lintBank(files: readonly CaseFile[], options: LintOptions = {}): LintMessage[] {
  return lint(files.map(checkFile), options)
}

/**
 * The same for a case that is being written and is not in a file yet: its plain value. `at` says where a message belongs; lines and columns
 * are all 1.
 */
export function lintDraft(value: unknown, options: LintOptions = {}): LintMessage[] {
  const start = { line: 1, column: 1 }
  return lint(
    [checkShape({ path: '', value, plainScalars: [], positionOf: () => start, positionOfKey: () => start })],
    options,
  )
}

function lint(reads: readonly Read[], options: LintOptions): LintMessage[] {
  const registry = options.registry ?? frameworkRegistry
  const standard = options.standard ?? 'bank'
  const messages: LintMessage[] = []
  const subjects: CaseUnderLint[] = []
  const tell = (source: CaseSource, rule: string, fault: Fault) => {
    const severity = severityOf(standard, rule, fault)
    if (severity !== null) messages.push(messageAt(source, rule, fault, severity))
  }
  for (const read of reads) {
    if ('messages' in read) {
      messages.push(...read.messages)
      continue
    }
    for (const fault of unknownKeys(read.source.value, read.case))
      messages.push(messageAt(read.source, 'unknown-key', fault))
    const category = registry.categoryOf(read.case.public.category)
    if (category === null) {
      const known = registry.categories.map((candidate) => candidate.id).join(', ')
      const message = `there is no category ${read.case.public.category}; there are ${known}`
      messages.push(messageAt(read.source, 'category', { at: ['public', 'category'], message }))
      continue
    }
    subjects.push({ case: read.case, category, framework: category.framework, source: read.source })
  }
  for (const subject of subjects)
    for (const rule of caseRules) for (const fault of rule.check(subject)) tell(subject.source, rule.id, fault)
  // Comparing cases with one another is most of the work, and says nothing about a single one.
  if (standard === 'bank')
    for (const rule of bankRules)
      for (const { subject, fault } of rule.check(subjects)) tell(subject.source, rule.id, fault)
  return messages.sort(inOrder)
}
