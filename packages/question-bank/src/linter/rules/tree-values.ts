import { ArithmeticFault, literalsIn, namesIn } from '../../arithmetic.ts'
import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { computed, namedValues, numbersIn, sameDigits } from '../numbers.ts'

const moments = ['now', 'before', 'after'] as const
type Moment = (typeof moments)[number]
type Placed = { readonly index: number; readonly item: ReferenceItem }

const at = (index: number) => ['guide', 'referenceBoard', 'items', index, 'value']
const shown = (value: number) => String(Number(value.toPrecision(6)))

/** What children make of their parent: those that add and subtract first, then times and over. */
function combined(children: readonly { readonly operator: string | undefined; readonly value: number }[]): number {
  const signed = children.filter(({ operator }) => operator === 'plus' || operator === 'minus')
  const sum = signed.reduce((total, { operator, value }) => total + (operator === 'minus' ? -value : value), 0)
  return children.reduce(
    (total, { operator, value }) =>
      operator === 'times' ? total * value : operator === 'over' ? total / value : total,
    signed.length === 0 ? 1 : sum,
  )
}

/** A value must be what its card says, or the two drift apart. Powers of ten count as units: 0.735 is “73.5%”. */
function unwritten({ index, item }: Placed, numbers: ReadonlyMap<string, number>): Fault[] {
  const written = numbersIn([item.text, ...Object.values(item.fields)].join(' | '))
  return moments.flatMap((moment) => {
    const formula = item.value?.[moment]
    if (formula === undefined) return []
    try {
      const unknown = namesIn(formula).find((name) => !numbers.has(name))
      if (unknown !== undefined)
        return [{ at: at(index), message: `${item.id}: the reconciliation has no number called ${unknown}` }]
      const stray = literalsIn(formula).find(
        (value) => !sameDigits(value, 1) && value !== 0 && !written.some((other) => sameDigits(value, other.value)),
      )
      return stray === undefined
        ? []
        : [
            {
              at: at(index),
              message: `${item.id}: its card does not say ${stray}; write it in a field, or correct the value`,
            },
          ]
    } catch (error) {
      if (error instanceof ArithmeticFault) return [{ at: at(index), message: `${item.id}: ${error.message}` }]
      throw error
    }
  })
}

function familyFault(parent: Placed, children: readonly Placed[], numbers: ReadonlyMap<string, number>): Fault[] {
  if (children.every(({ item }) => item.value === undefined)) return []
  const bare = [parent, ...children].find(({ item }) => item.value === undefined)
  if (bare !== undefined) {
    const message = `${bare.item.id} needs its value, or the tree under ${parent.item.id} cannot be worked out`
    return [{ at: ['guide', 'referenceBoard', 'items', bare.index, 'id'], message }]
  }
  return moments.flatMap((moment: Moment) => {
    const wanted = computed(parent.item.value?.[moment], numbers)
    if (wanted === null) return []
    const parts = children.map(({ item }) => ({
      operator: item.fields.operator,
      value: computed(item.value?.[moment], numbers),
    }))
    if (parts.some(({ value }) => value === null))
      return [{ at: at(parent.index), message: `the children of ${parent.item.id} must say ${moment}, as it does` }]
    const made = combined(parts.map(({ operator, value }) => ({ operator, value: value ?? 0 })))
    const within = parent.item.value?.within ?? 0
    if (Math.abs(made - wanted) <= within + 1e-9) return []
    const message = `the children of ${parent.item.id} come to ${shown(made)} (${moment}), not to its ${shown(wanted)} (± ${within}); correct a value or its operator`
    return [{ at: at(parent.index), message }]
  })
}

export const treeValues: CaseRule = {
  id: 'tree-values',
  guarantees: 'Children in the metrics tree that carry values add up, or multiply, to the value of their parent.',
  check: ({ case: { guide } }) => {
    const numbers = namedValues(guide.reconciliation)
    const placed = guide.referenceBoard.items.map((item, index) => ({ item, index }))
    return placed.flatMap((parent) => {
      const children = placed.filter(({ item }) => item.parent === parent.item.id && item.fields.operator !== undefined)
      return [...unwritten(parent, numbers), ...(children.length === 0 ? [] : familyFault(parent, children, numbers))]
    })
  },
}
