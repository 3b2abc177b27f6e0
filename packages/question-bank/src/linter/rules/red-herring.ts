import type { CaseRule } from '../lint-message.ts'

export const redHerring: CaseRule = {
  id: 'red-herring',
  guarantees: 'Where the category asks for it, at least one fact is true but misleading.',
  check: ({ case: { guide }, category }) =>
    category.demands.redHerring && !guide.facts.some((fact) => fact.redHerring)
      ? [{ at: ['guide', 'facts'], key: true, message: 'at least one fact must be a red herring' }]
      : [],
}
