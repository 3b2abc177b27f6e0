import type { CaseRule } from '../lint-message.ts'

/** Not part of the arithmetic. */
const beside: ReadonlySet<string | undefined> = new Set(['guardrail', 'counter', 'supporting'])

export const computedTree: CaseRule = {
  id: 'computed-tree',
  guarantees:
    'Where the category asks for it, the top metric of the reference board is worked out from the leaves of its tree.',
  check: ({ case: { guide }, category }) => {
    if (!category.demands.computedTree) return []
    const placed = [...guide.referenceBoard.items.entries()].filter(([, item]) => item.kind === 'metric')
    const at = (index: number) => ['guide', 'referenceBoard', 'items', index, 'id']
    const childrenOf = (id: string) =>
      placed.filter(([, item]) => item.parent === id && !beside.has(item.fields.metricKind))
    return placed.flatMap(([index, item]) => {
      if (beside.has(item.fields.metricKind)) return []
      if (item.value === undefined)
        return [{ at: at(index), message: `${item.id} has no value; the economics must compute from the leaves up` }]
      const children = childrenOf(item.id)
      if (item.fields.metricKind === 'north-star' && children.length < 2)
        return [{ at: at(index), message: `${item.id} is not worked out; give it two children or more with operators` }]
      return children
        .filter(([, child]) => child.fields.operator === undefined)
        .map(([nth, child]) => ({
          at: at(nth),
          message: `${child.id} does not say how it combines; give it an operator, or make it a supporting indicator`,
        }))
    })
  },
}
