import { isPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import type { Choice } from '../../../design/index.ts'
import { startsCapital } from '../../../words/words.ts'
import { textAt } from '../../own-case-list/draft.ts'
import { dimensionChoices, type Field, type FormContext, type ListField, nameOf, phaseChoices } from './fields.ts'

/** What several lists of the form share. */

export function words(values: readonly string[]): readonly Choice[] {
  return values.map((value) => ({ id: value, label: startsCapital(value) }))
}
/** Of ids in kebab-case: "wrong-audience" is read as "Wrong audience". */
export function wordsOfIds(ids: readonly string[]): readonly Choice[] {
  return ids.map((id) => ({ id, label: startsCapital(id.replaceAll('-', ' ')) }))
}
export function fixed(choices: readonly Choice[]) {
  return (): readonly Choice[] => choices
}

export function said(item: unknown, key: string, otherwise: string): string {
  const text = textAt(item, [key])
  return text === '' || isPlaceholder(text) ? otherwise : text
}
export function inPhase(item: unknown, context: FormContext): string {
  return nameOf(phaseChoices(context), textAt(item, ['phase']))
}

export const phase: Field = { kind: 'choice', key: 'phase', label: t`Phase`, choices: phaseChoices, half: true }
export const longOnly: Field = {
  kind: 'switch',
  key: 'longOnly',
  label: t`Only in the 45-minute slot`,
  description: t`The 20-minute cut leaves it out.`,
}
export const dimension: Extract<Field, { kind: 'choice' }> = {
  kind: 'choice',
  key: 'dimension',
  label: t`Dimension`,
  choices: dimensionChoices,
  half: true,
}
export const levels = [1, 2, 3, 4] as const
export const levelAsks = {
  1: t`What you see or hear when it is missing.`,
  2: t`What you see when it is half there, with help.`,
  3: t`What a solid answer shows on the board.`,
  4: t`What the best do beyond that.`,
} as const

export function list(field: Omit<ListField, 'kind'>): ListField {
  return { kind: 'list', ...field }
}
