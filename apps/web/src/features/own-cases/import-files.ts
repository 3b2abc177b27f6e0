import { limits } from '@greenroom/protocol'
import { readCaseValue } from '@greenroom/question-bank/authoring'
import { plural, t } from '@lingui/core/macro'
import { asDraft, type Draft } from '../own-case-list/draft.ts'

export type CaseFileText = { readonly name: string; readonly text: string }

type Named = { readonly name: string }

/** Why files are not even sent, as a sentence. `null`: they can be. `others`: files that came with them and are not case files. */
export function whyNotSend(
  files: readonly (Named & { readonly size: number })[],
  others: readonly Named[] = [],
): string | null {
  if (files.length === 0) {
    const [only] = others
    if (only !== undefined && others.length === 1)
      return t`${only.name} isn’t a case file. The name of a case file ends in .yaml or .yml.`
    return others.length === 0
      ? t`Nothing you dropped or chose could be read. Choose files whose names end in .yaml or .yml.`
      : t`None of these ${others.length} files is a case file. The name of a case file ends in .yaml or .yml.`
  }
  if (files.length > limits.ownCasesAtOnce)
    return t`That is ${files.length} files; import ${limits.ownCasesAtOnce} or fewer at once.`
  const large = files.find(({ size }) => size > limits.ownCaseBytes)
  if (large)
    return t`${large.name} is ${Math.ceil(large.size / 1024)} KB; a case file can be up to ${limits.ownCaseBytes / 1024} KB.`
  const sum = files.reduce((bytes, { size }) => bytes + size, 0)
  // As JSON in one request, with its quotes and line ends escaped.
  return sum * 1.2 > limits.ownCasesBodyBytes ? t`That is too much at once. Import the files in smaller groups.` : null
}

/** Which of the given files were skipped, as a sentence. `null`: none. */
export function passedOver(others: readonly Named[]): string | null {
  if (others.length === 0) return null
  const named = others.slice(0, 3).map(({ name }) => name)
  const more = others.length - named.length
  const list = new Intl.ListFormat('en').format(more === 0 ? named : [...named, t`${more} more`])
  return plural(others.length, {
    one: `Not a case file, so it was skipped: ${list}`,
    other: `Not case files, so they were skipped: ${list}`,
  })
}

export function isCaseFile({ name }: { readonly name: string }): boolean {
  return /\.ya?ml$/i.test(name)
}

/** The file as a draft to be fixed in the form. `null` when it cannot be parsed as YAML at all. */
export function draftOfFile(text: string): Draft | null {
  try {
    const draft = asDraft(readCaseValue(text))
    return Object.keys(draft).length === 0 ? null : draft
  } catch {
    return null
  }
}
