import { clip } from '@greenroom/board/clip'
import { type BankCase, bankCaseSchema, type CaseFault, limits } from '@greenroom/protocol'
import { type Case, lintBank, prepareCase, publicPartOf, readCase } from '@greenroom/question-bank/authoring'
import { type Cut, type PreparedCase, preparedCaseSchema } from '@greenroom/session'
import { excessOf } from './yaml-bounds.ts'

/** Reads case files written by strangers: everything that takes time is in this file, and runs in a separate process. */

export type CaseText = { readonly name: string; readonly text: string }

const wholeFile = (file: string, rule: string, message: string): CaseFault => ({
  file,
  line: 1,
  column: 1,
  at: [],
  rule,
  message,
})

/** Under the id that this server gave it: two people may both have called theirs `my-case`. */
const namedAs = (id: string, text: string): Case => {
  const excess = excessOf(text)
  if (excess !== null) throw new Error(`the file ${excess}`)
  return { ...readCase(text), id }
}

/** Somebody with more to correct corrects these first. */
const faultsPerFile = 50
const longestMessage = 500
const longestPath = 20

/** An answer must stay small whatever the file contains: a message may quote from it. */
const shortened = (fault: CaseFault): CaseFault => ({
  ...fault,
  at: fault.at.slice(0, longestPath).map((step) => (typeof step === 'string' ? clip(step, 100) : step)),
  message: clip(fault.message, longestMessage),
})

const cuts = [45, 20] as const

/** What no lint rule knows: whether the case fits into the log. */
const faultsOfPreparing = ({ name, text }: CaseText): readonly CaseFault[] => {
  const read = namedAs('own-case', text)
  const issues = cuts.flatMap((cut) => preparedCaseSchema.safeParse(prepareCase(read, cut)).error?.issues ?? [])
  return issues.map((issue) => ({
    ...wholeFile(name, 'fits', `${issue.path.join('.')}, with its table written in: ${issue.message}`),
    at: issue.path.filter((step) => typeof step !== 'symbol'),
  }))
}

const faultsOfFile = (file: CaseText): readonly CaseFault[] => {
  const kilobytes = Math.ceil(Buffer.byteLength(file.text) / 1024)
  if (kilobytes * 1024 > limits.ownCaseBytes) {
    const most = limits.ownCaseBytes / 1024
    return [wholeFile(file.name, 'size', `is ${kilobytes} KB; a case can be up to ${most} KB`)]
  }
  const excess = excessOf(file.text)
  if (excess !== null) return [wholeFile(file.name, 'yaml', `cannot be read: it ${excess}`)]
  try {
    const messages = lintBank([{ path: file.name, text: file.text }], { standard: 'own' })
    const faults = messages
      .filter(({ severity }) => severity === 'fault')
      .map(({ path, line, column, at, rule, message }) => ({ file: path, line, column, at: [...at], rule, message }))
    return (faults.length > 0 ? faults : faultsOfPreparing(file)).slice(0, faultsPerFile).map(shortened)
  } catch {
    // Thousands of nested brackets, for instance.
    return [wholeFile(file.name, 'yaml', 'cannot be read: it is nested too deeply, or is not a case file')]
  }
}

/** Everything that prevents these files from being imported; empty when nothing does. */
export function checkFiles(files: readonly CaseText[]): readonly CaseFault[] {
  if (files.length > limits.ownCasesAtOnce) {
    const message = `${files.length} files at once; import ${limits.ownCasesAtOnce} or fewer`
    return [wholeFile(files[0]?.name ?? '', 'size', message)]
  }
  return files.flatMap(faultsOfFile)
}

/** What the bank shows of a person's own case under this id. Throws for a text that `checkFiles` would not have let in. */
export function publishCase(id: string, text: string): BankCase {
  return bankCaseSchema.parse(publicPartOf(namedAs(id, text)))
}

/** The same case as a round keeps it, for a slot of this many minutes. Throws likewise. */
export function prepareOwnCase(id: string, text: string, cut: Cut): PreparedCase {
  return preparedCaseSchema.parse(prepareCase(namedAs(id, text), cut))
}
