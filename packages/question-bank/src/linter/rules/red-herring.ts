import type { CaseRule } from '../lint-message.ts'

export const redHerring: CaseRule = {
  id: 'red-herring',
  guarantees: 'Where the category asks for it (root cause, trade-off), at least one fact is misleading.',
  check: ({ case: { guide }, category }) =>
    category.demands?.redHerring === true && !guide.facts.some((fact) => fact.redHerring)
      ? [{ at: ['guide', 'facts'], key: true, message: 'at least one fact must be a red herring' }]
      : [],
}
