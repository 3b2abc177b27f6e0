import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule } from '../lint-message.ts'

/** A part of a metric is counted over the same time, so it may leave the window to its parent. */
function hasWindow(item: ReferenceItem, byId: ReadonlyMap<string, ReferenceItem>): boolean {
  const seen = new Set<string>()
  for (let at: ReferenceItem | undefined = item; at !== undefined && !seen.has(at.id); at = byId.get(at.parent ?? '')) {
    if ((at.fields.window ?? '').trim() !== '') return true
    seen.add(at.id)
  }
  return false
}

export const metricWindows: CaseRule = {
  id: 'metric-windows',
  guarantees: 'Every metric of the reference board states the period it is counted over, itself or through its parent.',
  check: ({ case: { guide } }) => {
    const { items } = guide.referenceBoard
    const byId = new Map(items.map((item) => [item.id, item]))
    return [...items.entries()].flatMap(([index, item]) =>
      item.kind === 'metric' && !hasWindow(item, byId)
        ? [
            {
              at: ['guide', 'referenceBoard', 'items', index, 'id'],
              message: `the metric ${item.id} has no window, and no parent with one; write over which time it is counted`,
            },
          ]
        : [],
    )
  },
}
