import type { Case } from '../../schema/case.ts'
import type { CaseRule } from '../lint-message.ts'

/** How many of each a case needs so that a stranger can run it, unless its category says otherwise. */
const usualLeast = {
  clarifying: 5,
  facts: 5,
  hints: 3,
  probes: 6,
  curveballs: 2,
  mistakes: 5,
  samples: 3,
  drills: 2,
  sources: 1,
  implications: 2,
  tradeOffs: 0,
  competencies: 0,
} as const satisfies Partial<Record<keyof Case['guide'], number>>

export const completeness: CaseRule = {
  id: 'completeness',
  guarantees: 'Nothing that an interviewer needs is missing.',
  check: ({ case: { guide }, category }) => [
    ...(Object.keys(usualLeast) as (keyof typeof usualLeast)[]).flatMap((name) => {
      const least = category.demands[name] ?? usualLeast[name]
      const count = guide[name].length
      return count >= least
        ? []
        : [{ at: ['guide', name], key: true, message: `${name}: needs at least ${least}, has ${count}` }]
    }),
    ...(category.demands.context && guide.context === undefined
      ? [
          {
            at: ['guide'],
            key: true,
            message: 'context is missing: say what the product is, for whom, and beside whom',
          },
        ]
      : []),
    ...guide.samples.flatMap((sample, index) =>
      guide.rubric.some((dimension) => dimension.id === sample.dimension)
        ? []
        : [
            {
              at: ['guide', 'samples', index, 'dimension'],
              message: `there is no dimension ${sample.dimension}`,
              broken: true,
            },
          ],
    ),
    ...guide.drills.flatMap((drill, index) =>
      guide.rubric.some((dimension) => dimension.id === drill.dimension)
        ? []
        : [
            {
              at: ['guide', 'drills', index, 'dimension'],
              message: `there is no dimension ${drill.dimension}`,
              broken: true,
            },
          ],
    ),
  ],
}
