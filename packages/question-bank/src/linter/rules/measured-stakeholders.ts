import type { CaseRule } from '../lint-message.ts'

/** Segments that the board sets aside need no metric. */
const setAside: ReadonlySet<string | undefined> = new Set(['later', 'refused'])
/** Somebody whom the product is built to stop gets no value from it. */
const isHostile = (role: string | undefined): boolean => role === 'hostile'

export const measuredStakeholders: CaseRule = {
  id: 'measured-stakeholders',
  guarantees: 'Every stakeholder of the reference board who is not set aside has a metric that shows value for them.',
  check: ({ case: { guide }, framework }) => {
    const measures = framework.kinds.some(
      (kind) => kind.id === 'metric' && kind.links.some((link) => link.id === 'valuedBy'),
    )
    if (!measures) return []
    const { items } = guide.referenceBoard
    const measured = new Set(
      items.flatMap((item) =>
        item.kind === 'metric' ? item.links.filter((link) => link.kind === 'valuedBy').map((link) => link.to) : [],
      ),
    )
    return [...items.entries()].flatMap(([index, item]) =>
      item.kind !== 'stakeholder' ||
      setAside.has(item.fields.choice) ||
      isHostile(item.fields.role) ||
      measured.has(item.id)
        ? []
        : [
            {
              at: ['guide', 'referenceBoard', 'items', index, 'id'],
              message: `no metric shows value for ${item.id}; add { kind: valuedBy, to: ${item.id} } to one, or a metric of its own`,
            },
          ],
    )
  },
}
