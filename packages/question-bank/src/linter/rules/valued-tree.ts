import type { CaseRule } from '../lint-message.ts'

/** Drivers that combine with their parent must be worked out, and only values can be: `tree-values` checks the sum. */
export const valuedTree: CaseRule = {
  id: 'valued-tree',
  guarantees:
    'Every metric that combines with its parent by an operator carries its value, so that the tree is worked out.',
  check: ({ case: { guide } }) =>
    [...guide.referenceBoard.items.entries()].flatMap(([index, item]) =>
      item.kind === 'metric' &&
      item.parent !== undefined &&
      item.fields.operator !== undefined &&
      item.value === undefined
        ? [
            {
              at: ['guide', 'referenceBoard', 'items', index, 'id'],
              message: `${item.id} has an operator (${item.fields.operator}) and no value, so nobody sees whether the children of ${item.parent} come to it; write what it is worth, or take the operator away`,
            },
          ]
        : [],
    ),
}
