import { limits } from '@greenroom/protocol'
import { readCaseFile } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { asDraft, type Draft } from '../own-case-list/draft.ts'

export type CaseFileText = { readonly name: string; readonly text: string }

/** Why files are not even sent, as a sentence; `null`: they can be. */
export function whyNotSend(files: readonly { readonly name: string; readonly size: number }[]): string | null {
  if (files.length === 0) return t`There is no .yaml file among these.`
  if (files.length > limits.ownCasesAtOnce)
    return t`That is ${files.length} files; import ${limits.ownCasesAtOnce} or fewer at once.`
  const large = files.find(({ size }) => size > limits.ownCaseBytes)
  if (large)
    return t`${large.name} is ${Math.ceil(large.size / 1024)} KB; a case file can be up to ${limits.ownCaseBytes / 1024} KB.`
  const sum = files.reduce((bytes, { size }) => bytes + size, 0)
  // As JSON in one request, with its quotes and line ends escaped.
  return sum * 1.2 > limits.ownCasesBodyBytes ? t`That is too much at once. Import the files in smaller groups.` : null
}

export function isCaseFile({ name }: { readonly name: string }): boolean {
  return /\.ya?ml$/i.test(name)
}

/** The file as a draft to be fixed in the form; `null` when it cannot be read as YAML at all. */
export function draftOfFile(text: string): Draft | null {
  try {
    const draft = asDraft(readCaseFile(text))
    return Object.keys(draft).length === 0 ? null : draft
  } catch {
    return null
  }
}
