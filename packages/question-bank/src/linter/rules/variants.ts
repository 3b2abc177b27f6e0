import type { CaseRule } from '../lint-message.ts'

export const variants: CaseRule = {
  id: 'variants',
  guarantees: 'A pricing case has packages on its reference board, a go-to-market case has channels.',
  check: ({ case: { public: publicPart, guide }, category }) =>
    category.demands.variants.flatMap(({ skill, kind, least }) => {
      const nth = publicPart.skills.indexOf(skill)
      const count = guide.referenceBoard.items.filter((item) => item.kind === kind).length
      return nth < 0 || count >= least
        ? []
        : [
            {
              at: ['public', 'skills', nth],
              message: `a case of ${skill} needs ${least} cards of the kind ${kind} on its reference board; it has ${count}`,
            },
          ]
    }),
}
