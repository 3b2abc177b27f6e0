import { type Category, categoryOf } from '@greenroom/frameworks'
import type { Choice } from '../../../design/index.ts'
import { startsCapital } from '../../../words/words.ts'
import { type Draft, listAt, type Path, readAt, textAt } from '../../own-case-list/draft.ts'

/** What a field may ask about the rest of the case. */
export type FormContext = { readonly draft: Draft; readonly category: Category | null }

export function contextOf(draft: Draft): FormContext {
  return {
    draft,
    category: categoryOf(textAt(draft, ['public', 'category'])),
  }
}

/** One input of the form; `key` is its place below its container. */
export type Field =
  | {
      readonly kind: 'line' | 'text'
      readonly key: string
      readonly label: string
      /** What to write, as a request: it is in the template in brackets, and in the empty field. */
      readonly ask: string
      readonly optional?: true
      readonly rows?: number
      readonly half?: true
    }
  | {
      readonly kind: 'number'
      readonly key: string
      readonly label: string
      readonly optional?: true
      readonly half?: true
    }
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly label: string
      readonly choices: (context: FormContext) => readonly Choice[]
      /** The label of choosing nothing. */
      readonly none?: string
      /** Stored as a number. */
      readonly numeric?: true
      readonly half?: true
    }
  | {
      readonly kind: 'many'
      readonly key: string
      readonly label: string
      readonly choices: (context: FormContext) => readonly Choice[]
      readonly optional?: true
      readonly add: string
    }
  | {
      readonly kind: 'words' | 'lines'
      readonly key: string
      readonly label: string
      readonly ask: string
      readonly rows?: number
    }
  | { readonly kind: 'switch'; readonly key: string; readonly label: string; readonly description?: string }
  | { readonly kind: 'group'; readonly key: string; readonly label: string; readonly fields: readonly Field[] }
  | ListField
  | { readonly kind: 'release' | 'table' | 'item-fields' | 'item-links'; readonly key: string; readonly label: string }

export type ListField = {
  readonly kind: 'list'
  readonly key: string
  readonly label: string
  readonly description?: string
  /** `fact`, as in “Add a fact”. */
  readonly noun: string
  readonly fields: readonly Field[]
  /** What its collapsed line says. */
  readonly titleOf: (item: unknown, context: FormContext) => string
  readonly asideOf?: (item: unknown, context: FormContext) => string
  readonly blank: (context: FormContext, items: readonly unknown[]) => unknown
}

/** A list of choices from a list of the case: its parts by id, labelled by their text. */
function partsOf(path: Path, name: string) {
  return ({ draft }: FormContext): readonly Choice[] =>
    listAt(draft, path).map((part) => ({
      id: textAt(part, ['id']),
      label: textAt(part, [name]) || startsCapital(textAt(part, ['id'])),
    }))
}

export const phaseChoices = partsOf(['public', 'phases'], 'name')
export const dimensionChoices = partsOf(['guide', 'rubric'], 'title')
export const itemChoices = partsOf(['guide', 'referenceBoard', 'items'], 'text')
export const curveballChoices = partsOf(['guide', 'curveballs'], 'text')
export function sectionChoices({ category }: FormContext): readonly Choice[] {
  return category?.framework.sections.map(({ id, title }) => ({ id, label: title })) ?? []
}
export function kindChoices({ category }: FormContext): readonly Choice[] {
  return category?.framework.kinds.map(({ id, label }) => ({ id, label })) ?? []
}

export function nameOf(choices: readonly Choice[], id: string): string {
  return choices.find((choice) => choice.id === id)?.label ?? id
}

function firstPhase(context: FormContext): string {
  return phaseChoices(context)[0]?.id ?? 'phase'
}
/** The author is writing where the last part of the list is. */
export function phaseAfter(context: FormContext, items: readonly unknown[]): string {
  return textAt(items.at(-1), ['phase']) || firstPhase(context)
}
export function firstDimension(context: FormContext): string {
  return dimensionChoices(context)[0]?.id ?? 'dimension'
}

export function numberAt(value: unknown, path: Path): number {
  const found = readAt(value, path)
  return typeof found === 'number' ? found : 0
}
