import type { CaseRule, Fault } from '../lint-message.ts'

export const hintLadder: CaseRule = {
  id: 'hint-ladder',
  guarantees: 'Each phase with hints has all three rungs, and help costs: rung 3 lowers a named ceiling.',
  check: ({ case: { guide } }) => {
    const faults: Fault[] = []
    const dimensions = new Set(guide.rubric.map((dimension) => dimension.id))
    for (const [index, hint] of guide.hints.entries())
      if (!dimensions.has(hint.ceiling.dimension))
        faults.push({
          at: ['guide', 'hints', index, 'ceiling', 'dimension'],
          message: `there is no dimension ${hint.ceiling.dimension}`,
          broken: true,
        })

    for (const phase of new Set(guide.hints.map((hint) => hint.phase))) {
      const ladder = [...guide.hints.entries()].filter(([, hint]) => hint.phase === phase)
      const at = ['guide', 'hints', ladder[0]?.[0] ?? 0]
      const rungs = ladder.map(([, hint]) => hint.rung)
      if (rungs.join() !== '1,2,3') {
        faults.push({
          at,
          message: `the hints of ${phase} must be rungs 1, 2 and 3 in order, not ${rungs.join(', ')}`,
        })
        continue
      }
      for (const [nth, [index, hint]] of ladder.entries()) {
        const before = ladder[nth - 1]?.[1]
        const below = ['guide', 'hints', index, 'ceiling']
        if (before !== undefined && hint.ceiling.dimension !== before.ceiling.dimension)
          faults.push({ at: below, message: 'all rungs of one ladder must lower the same dimension' })
        if (before !== undefined && hint.ceiling.level > before.ceiling.level)
          faults.push({ at: below, message: 'a higher rung cannot have a higher ceiling' })
        if (hint.rung === 3 && hint.ceiling.level > 2)
          faults.push({ at: below, message: 'rung 3 gives the answer, so its ceiling must be 2 or 1' })
      }
    }
    return faults
  },
}
