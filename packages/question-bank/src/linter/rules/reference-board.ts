import { faultsOfItems, missingSeeds } from '../board-items.ts'
import type { CaseRule, CaseUnderLint, Fault } from '../lint-message.ts'

const leastCore = 6

function metricFaults({ case: { guide } }: CaseUnderLint): Fault[] {
  const at = ['guide', 'referenceBoard', 'items']
  const metrics = [...guide.referenceBoard.items.entries()].filter(([, item]) => item.kind === 'metric')
  const northStars = metrics.filter(([, item]) => item.fields.metricKind === 'north-star')
  const faults: Fault[] = []
  if (northStars.length !== 1)
    faults.push({ at, message: `the metrics tree has ${northStars.length} north stars; it needs exactly one` })
  if (!metrics.some(([, item]) => item.fields.metricKind === 'guardrail'))
    faults.push({ at, message: 'the metrics tree has no guardrail' })
  for (const [index, item] of metrics)
    for (const field of item.mark === 'core' ? ['metricKind', 'numerator', 'window', 'direction'] : ['metricKind'])
      if (item.fields[field] === undefined)
        faults.push({ at: [...at, index], message: `the ${item.mark} metric ${item.id} needs its ${field}` })
  return faults
}

export const referenceBoard: CaseRule = {
  id: 'reference-board',
  guarantees:
    'Items, fields and links are those of the framework; core items name a dimension; one north star where there are metrics.',
  check: (subject) => {
    const { case: interviewCase, category, framework } = subject
    const { items, note } = interviewCase.guide.referenceBoard
    if (!category.demands.referenceBoard && items.length === 0) return []
    const board = ['guide', 'referenceBoard', 'items']
    const faults = faultsOfItems(items, framework, board)
    if (note === '')
      faults.push({
        at: ['guide', 'referenceBoard'],
        message: 'its note is missing: say which other boards are as good',
      })
    const dimensions = new Map(interviewCase.guide.rubric.map((dimension) => [dimension.id, false]))
    for (const [index, item] of items.entries()) {
      const at = [...board, index]
      if (item.mark === 'core' && item.dimension === undefined)
        faults.push({ at, message: `the core item ${item.id} must name the dimension of the rubric that it shows` })
      if (item.dimension !== undefined && !dimensions.has(item.dimension))
        faults.push({ at: [...at, 'dimension'], message: `there is no dimension ${item.dimension}`, broken: true })
      if (item.dimension !== undefined) dimensions.set(item.dimension, true)
    }
    for (const [dimension, shown] of dimensions)
      if (!shown && dimension !== 'communication')
        faults.push({ at: board, key: true, message: `no item of the board shows the dimension ${dimension}` })
    for (const message of missingSeeds(items, framework)) faults.push({ at: board, key: true, message })
    const core = items.filter((item) => item.mark === 'core').length
    if (core < leastCore)
      faults.push({ at: board, key: true, message: `has ${core} core items; at least ${leastCore} are needed` })
    const hasMetrics = framework.kinds.some(
      ({ id, fields }) => id === 'metric' && fields.some((field) => field.id === 'metricKind'),
    )
    return [...faults, ...(hasMetrics ? metricFaults(subject) : [])]
  },
}
