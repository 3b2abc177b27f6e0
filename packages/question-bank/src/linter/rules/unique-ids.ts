import type { CaseRule, Fault } from '../lint-message.ts'

/** Parts share one space of ids, because the log names a released fact or a played curveball by its id alone. */
export const uniqueIds: CaseRule = {
  id: 'unique-ids',
  guarantees: 'No two parts of a guide, no two items of a board, no two phases and no two dimensions share an id.',
  check: ({ case: { public: publicPart, guide } }) => {
    const faults: Fault[] = []
    const demandUnique = (groups: readonly (readonly [string, readonly { readonly id: string }[]])[]) => {
      const seen = new Map<string, string>()
      for (const [group, parts] of groups)
        for (const [index, part] of parts.entries()) {
          const before = seen.get(part.id)
          if (before === undefined) seen.set(part.id, group)
          else
            faults.push({
              at: [...group.split('.'), index, 'id'],
              message: `the id ${part.id} is already used in ${before}`,
            })
        }
    }
    demandUnique([
      ['guide.clarifying', guide.clarifying],
      ['guide.facts', guide.facts],
      ['guide.hints', guide.hints],
      ['guide.probes', guide.probes],
      ['guide.curveballs', guide.curveballs],
      ['guide.mistakes', guide.mistakes],
      ['guide.samples', guide.samples],
      ['guide.drills', guide.drills],
    ])
    demandUnique([['public.phases', publicPart.phases]])
    demandUnique([['guide.phases', guide.phases]])
    demandUnique([['guide.rubric', guide.rubric]])
    demandUnique([['guide.referenceBoard.items', guide.referenceBoard.items]])
    const ticks = new Set<string>()
    for (const [row, dimension] of guide.rubric.entries())
      for (const [index, tick] of dimension.ticks.entries()) {
        if (ticks.has(tick.id))
          faults.push({
            at: ['guide', 'rubric', row, 'ticks', index, 'id'],
            message: `the id ${tick.id} is already used`,
          })
        ticks.add(tick.id)
      }
    return faults
  },
}
