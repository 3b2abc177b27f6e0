import type { CaseRule, Fault } from '../lint-message.ts'

const leastRungs = 3

export const followUpLadders: CaseRule = {
  id: 'follow-up-ladders',
  guarantees:
    'Follow-up questions of a ladder are in one phase and in order, and there are as many ladders as the category asks for.',
  check: ({ case: { guide }, category }) => {
    const faults: Fault[] = []
    const probes = [...guide.probes.entries()]
    for (const [index, probe] of probes)
      if ((probe.ladder === undefined) !== (probe.rung === undefined))
        faults.push({
          at: ['guide', 'probes', index, 'id'],
          message: `${probe.id} needs both ladder and rung, or neither`,
        })
    const ladders = Map.groupBy(
      probes.filter(([, probe]) => probe.ladder !== undefined && probe.rung !== undefined),
      ([, probe]) => probe.ladder,
    )
    for (const [name, rungs] of ladders) {
      const at = ['guide', 'probes', rungs[0]?.[0] ?? 0, 'id']
      const numbers = rungs.map(([, { rung }]) => rung)
      if (numbers.some((rung, nth) => rung !== nth + 1))
        faults.push({ at, message: `the rungs of “${name}” must be 1, 2, 3 … in order, not ${numbers.join(', ')}` })
      if (rungs.length < leastRungs)
        faults.push({ at, message: `“${name}” has ${rungs.length} rungs; it needs ${leastRungs} or more` })
      if (new Set(rungs.map(([, { phase }]) => phase)).size > 1)
        faults.push({ at, message: `the rungs of “${name}” must be in one phase` })
    }
    if (ladders.size < category.demands.ladders)
      faults.push({
        at: ['guide', 'probes'],
        key: true,
        message: `has ${ladders.size} ladders of follow-up questions; it needs ${category.demands.ladders}`,
      })
    return faults
  },
}
