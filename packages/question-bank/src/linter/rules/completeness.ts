import type { Category } from '@greenroom/frameworks'
import type { Guide } from '../../schema/guide.ts'
import type { CaseRule } from '../lint-message.ts'

/** How many of each a case needs so that a stranger can run it. */
function leastOf({ demands }: Category): Partial<Record<keyof Guide, number>> {
  return {
    clarifying: 5,
    facts: demands?.facts ?? 5,
    hints: 3,
    probes: 6,
    curveballs: 2,
    mistakes: 5,
    samples: 3,
    drills: 2,
    sources: 1,
    implications: 2,
    tradeOffs: demands?.tradeOffs ?? 0,
  }
}

export const completeness: CaseRule = {
  id: 'completeness',
  guarantees: 'Nothing that an interviewer needs is missing.',
  check: ({ case: { guide }, category }) => [
    ...Object.entries(leastOf(category)).flatMap(([name, least]) => {
      const parts = guide[name as keyof Guide]
      const count = Array.isArray(parts) ? parts.length : 0
      return count >= least
        ? []
        : [{ at: ['guide', name], key: true, message: `${name}: needs at least ${least}, has ${count}` }]
    }),
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
