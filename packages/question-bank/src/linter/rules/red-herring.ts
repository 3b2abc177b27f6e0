import type { CaseRule } from '../lint-message.ts'

const needed = new Set(['root-cause', 'trade-off'])

export const redHerring: CaseRule = {
  id: 'red-herring',
  guarantees: 'Root-cause and trade-off cases have at least one misleading fact.',
  check: ({ case: { guide }, category }) =>
    needed.has(category.id) && !guide.facts.some((fact) => fact.redHerring)
      ? [{ at: ['guide', 'facts'], key: true, message: 'at least one fact must be a red herring' }]
      : [],
}
