import type { CaseRule } from '../lint-message.ts'

const limited: ReadonlySet<string | undefined> = new Set(['guardrail', 'counter'])

export const limitedGuardrails: CaseRule = {
  id: 'limited-guardrails',
  guarantees: 'Every guardrail and every counter-metric of the reference board has a limit.',
  check: ({ case: { guide } }) =>
    [...guide.referenceBoard.items.entries()].flatMap(([index, item]) =>
      item.kind === 'metric' && limited.has(item.fields.metricKind) && (item.fields.threshold ?? '').trim() === ''
        ? [
            {
              at: ['guide', 'referenceBoard', 'items', index, 'id'],
              message: `the ${item.fields.metricKind} ${item.id} has no limit; write at which number somebody acts in its threshold`,
            },
          ]
        : [],
    ),
}
