import type { LintMessage } from '@greenroom/question-bank/authoring'
import { createContext, useContext } from 'react'
import { type Draft, isWithin, keyOf, type Path } from '../../own-case-list/draft.ts'
import type { FormContext } from '../form/fields.ts'

/** What every field of the form may use. */
export type CaseForm = {
  /** The keys under which a field keeps what does not fit into the case yet. */
  readonly draftsUnder: string
  readonly context: FormContext
  readonly draft: Draft
  readonly change: (edit: (draft: Draft) => unknown) => void
  readonly messages: readonly LintMessage[]
  /** Keys of the items of lists that are expanded. */
  readonly expanded: ReadonlySet<string>
  readonly setOpen: (key: string, open: boolean) => void
}

const Context = createContext<CaseForm | null>(null)
export const CaseFormProvider = Context.Provider

export function useCaseForm(): CaseForm {
  const form = useContext(Context)
  if (form === null) throw new Error('This field stands in no form.')
  return form
}

/** Messages at the path or below it. */
export function within(messages: readonly LintMessage[], path: Path): readonly LintMessage[] {
  return messages.filter(({ at }) => isWithin(at, path))
}

/** Messages at exactly this path. */
export function exactly(messages: readonly LintMessage[], path: Path): readonly LintMessage[] {
  const key = keyOf(path)
  return messages.filter(({ at }) => keyOf(at) === key)
}

/** An empty field already says “Still to be written”. */
export function isRequest(message: LintMessage): boolean {
  return message.rule === 'placeholder' && message.severity === 'warning'
}
