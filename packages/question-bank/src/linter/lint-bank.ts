import { type FrameworkRegistry, frameworkRegistry } from '@greenroom/frameworks'
import { type Case, caseSchema } from '../schema/case.ts'
import { type CaseFile, type CaseSource, readCaseSource } from './case-source.ts'
import { type CaseUnderLint, type LintMessage, messageAt } from './lint-message.ts'
import { bankRules, caseRules } from './rules.ts'
import { unknownKeys } from './unknown-keys.ts'

export type LintOptions = { readonly registry?: FrameworkRegistry }

/** A file that reads as a case, even if rules find faults in it; or what keeps it from being read as one. */
function readCase(file: CaseFile): { source: CaseSource; case: Case } | { messages: LintMessage[] } {
  const { source, faults } = readCaseSource(file)
  if (source === null)
    return {
      messages: faults.map((fault) => ({ path: file.path, ...fault.position, rule: 'yaml', message: fault.message })),
    }
  const parsed = caseSchema.safeParse(source.value)
  if (parsed.success) return { source, case: parsed.data }
  return {
    messages: parsed.error.issues.map((issue) => {
      const at = issue.path.filter((step) => typeof step !== 'symbol')
      return messageAt(source, 'schema', { at, message: `${at.join('.') || 'the file'}: ${issue.message}` })
    }),
  }
}

function inOrder(a: LintMessage, b: LintMessage): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column
}

/**
 * Everything that is wrong with these files, all at once; empty when nothing is. Pure: reads no disk. A file that cannot be
 * read as a case is told of with all its faults and takes no part in the comparison between cases.
 */
export function lintBank(files: readonly CaseFile[], options: LintOptions = {}): LintMessage[] {
  const registry = options.registry ?? frameworkRegistry
  const messages: LintMessage[] = []
  const subjects: CaseUnderLint[] = []
  for (const file of files) {
    const read = readCase(file)
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
    for (const rule of caseRules)
      for (const fault of rule.check(subject)) messages.push(messageAt(subject.source, rule.id, fault))
  for (const rule of bankRules)
    for (const { subject, fault } of rule.check(subjects)) messages.push(messageAt(subject.source, rule.id, fault))
  return messages.sort(inOrder)
}
