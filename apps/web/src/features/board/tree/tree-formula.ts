import type { ItemId } from '@greenroom/board'
import { type Branch, flatten, type SectionModel } from '../model/board-model.ts'
import { roleField } from '../model/metric-role.ts'
import { operatorField } from './operator-field.ts'

/** One child in the formula of its parent. `sign`: what comes before it; empty for the first, and where no operator was chosen. */
export type FormulaTerm = { readonly item: ItemId; readonly words: string; readonly sign: string }

/** What a parent is made of, according to its children: *Paid orders = Sessions × Share that choose*. */
export type Formula = {
  readonly item: ItemId
  readonly words: string
  readonly terms: readonly FormulaTerm[]
  /** `equals`: every term but the first has its operator, so it can be computed; `from`: it only says what it depends on. */
  readonly kind: 'equals' | 'from'
}

/** Guardrails and counter-metrics are not part of the arithmetic. */
const beside: readonly string[] = ['guardrail', 'counter']

const signOf = ({ card }: Branch): string => {
  const field = card.kind.fields.find((one) => one.id === operatorField)
  const value = card.item.fields[operatorField] ?? ''
  return field?.type === 'choice' ? (field.choices.find((choice) => choice.value === value)?.label ?? '') : ''
}

/** Children that go into their parent and have text. */
const termsOf = ({ children }: Branch): readonly Branch[] =>
  children.filter(({ card }) => card.item.text.trim() !== '' && !beside.includes(card.item.fields[roleField] ?? ''))

/** The formula of a card. `null` when it has no text, or nothing is below it. */
export function formulaOf(branch: Branch): Formula | null {
  const words = branch.card.item.text.trim()
  const below = termsOf(branch)
  if (words === '' || below.length === 0) return null
  const terms = below.map((child, index) => ({
    item: child.card.item.id,
    words: child.card.item.text.trim(),
    // The sign of the first only says how the others are joined to it, unless it subtracts.
    sign: index === 0 ? (signOf(child) === '−' ? '−' : '') : signOf(child),
  }))
  const kind = terms.length > 0 && terms.slice(1).every(({ sign }) => sign !== '') ? 'equals' : 'from'
  return { item: branch.card.item.id, words, terms, kind }
}

/** The head of a tree: its north star, otherwise the first card that has children. */
export function headOf(branches: readonly Branch[]): Branch | null {
  const all = branches.flatMap(function list(branch): readonly Branch[] {
    return [branch, ...branch.children.flatMap(list)]
  })
  const withBelow = all.filter(({ children }) => children.length > 0)
  return withBelow.find(({ card }) => card.item.fields[roleField] === 'north-star') ?? withBelow[0] ?? null
}

/** How many colours branches have before they repeat. */
export const branchColours = 6

/** Children that go into their parent, including those without text. */
export function joinedBelow({ children }: Branch): readonly Branch[] {
  return children.filter(({ card }) => !beside.includes(card.item.fields[roleField] ?? ''))
}

/** The operator that all children of a card share, so that it is shown once, at the trunk. `null` when they differ, or there is none. */
export function sharedSign(branch: Branch): string | null {
  const joined = joinedBelow(branch)
  // The first may have none: it is what the others are joined to.
  const signs = joined.map(signOf).filter((sign, index) => index > 0 || sign !== '')
  const [first] = signs
  // A single child has nothing to be joined to.
  if (first === undefined || joined.length < 2) return null
  return signs.every((sign) => sign === first) && (first === '×' || first === '+') ? first : null
}

/** Cards by the branch that they are in: the children of the head are the first, second and so on, and those below inherit it. */
export function branchesOf(branches: readonly Branch[]): ReadonlyMap<ItemId, number> {
  const head = headOf(branches)
  const numbers = new Map<ItemId, number>()
  for (const [index, child] of (head?.children ?? []).entries())
    for (const card of flatten([child])) numbers.set(card.item.id, index)
  return numbers
}

/** One formula as a line of text. */
export function formulaWords({ words, terms, kind }: Formula): string {
  const joined = terms.map((term, index) => {
    if (index === 0) return `${term.sign}${term.words}`
    return kind === 'equals' ? ` ${term.sign} ${term.words}` : ` · ${term.words}`
  })
  return `${words} ${kind === 'equals' ? '=' : '←'} ${joined.join('')}`
}

/** Every branch by its card. */
export function branchById(branches: readonly Branch[]): ReadonlyMap<ItemId, Branch> {
  const all = new Map<ItemId, Branch>()
  const add = (list: readonly Branch[]): void => {
    for (const branch of list) {
      all.set(branch.card.item.id, branch)
      add(branch.children)
    }
  }
  add(branches)
  return all
}

/** Whether cards of this section say how they go into their parent. */
export function isFormulaTree({ kinds }: Pick<SectionModel, 'kinds'>): boolean {
  return kinds.some((kind) => kind.fields.some((field) => field.id === operatorField))
}
