import type { ItemKind } from '@greenroom/board'
import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule, CaseUnderLint, Fault } from '../lint-message.ts'

const leastCore = 6

function fieldFaults(item: ReferenceItem, kind: ItemKind, at: readonly (string | number)[]): Fault[] {
  return Object.entries(item.fields).flatMap(([id, value]) => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    if (field === undefined) {
      const known = kind.fields.map((candidate) => candidate.id).join(', ') || 'none'
      return [
        {
          at: [...at, 'fields', id],
          key: true,
          message: `a ${kind.id} has no field ${id}; it has ${known}`,
          broken: true,
        },
      ]
    }
    if (field.type === 'text' || field.choices.some((choice) => choice.value === value)) return []
    const choices = field.choices.map((choice) => choice.value).join(', ')
    return [{ at: [...at, 'fields', id], message: `${id} cannot be “${value}”; it is one of ${choices}`, broken: true }]
  })
}

function linkFaults(
  item: ReferenceItem,
  kind: ItemKind,
  byId: ReadonlyMap<string, ReferenceItem>,
  at: readonly (string | number)[],
): Fault[] {
  return item.links.flatMap((link, nth) => {
    const linkKind = kind.links.find((candidate) => candidate.id === link.kind)
    const target = byId.get(link.to)
    if (linkKind === undefined) {
      const known = kind.links.map((candidate) => candidate.id).join(', ') || 'none'
      return [
        {
          at: [...at, 'links', nth, 'kind'],
          message: `a ${kind.id} has no link ${link.kind}; it has ${known}`,
          broken: true,
        },
      ]
    }
    if (target === undefined)
      return [{ at: [...at, 'links', nth, 'to'], message: `there is no item ${link.to}`, broken: true }]
    if (linkKind.to.includes(target.kind)) return []
    return [
      {
        at: [...at, 'links', nth, 'to'],
        message: `${link.kind} points at ${linkKind.to.join(' or ')}, and ${link.to} is a ${target.kind}`,
        broken: true,
      },
    ]
  })
}

function parentFault(item: ReferenceItem, byId: ReadonlyMap<string, ReferenceItem>, nests: boolean): string | null {
  if (item.parent === undefined) return null
  const parent = byId.get(item.parent)
  if (parent === undefined) return `there is no item ${item.parent}`
  if (!nests) return `items in ${item.section} cannot have parents`
  if (parent.section !== item.section) return `its parent is in ${parent.section}`
  const above = new Set([item.id])
  for (let at: ReferenceItem | undefined = parent; at !== undefined; at = byId.get(at.parent ?? '')) {
    if (above.has(at.id)) return 'its parents form a loop'
    above.add(at.id)
  }
  return null
}

function metricFaults({ case: { guide }, framework }: CaseUnderLint): Fault[] {
  if (!framework.kinds.some(({ id, fields }) => id === 'metric' && fields.some((field) => field.id === 'metricKind')))
    return []
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
    const { case: interviewCase, framework } = subject
    const { items } = interviewCase.guide.referenceBoard
    const faults: Fault[] = []
    const byId = new Map(items.map((item) => [item.id, item]))
    const dimensions = new Map(interviewCase.guide.rubric.map((dimension) => [dimension.id, false]))
    for (const [index, item] of items.entries()) {
      const at = ['guide', 'referenceBoard', 'items', index]
      const section = framework.sections.find((candidate) => candidate.id === item.section)
      const kind = framework.kinds.find((candidate) => candidate.id === item.kind)
      if (section === undefined)
        faults.push({ at: [...at, 'section'], message: `the framework has no section ${item.section}`, broken: true })
      if (kind === undefined)
        faults.push({ at: [...at, 'kind'], message: `the framework has no kind ${item.kind}`, broken: true })
      if (section === undefined || kind === undefined) continue
      if (!section.kinds.includes(kind.id))
        faults.push({
          at: [...at, 'kind'],
          message: `${section.id} holds ${section.kinds.join(', ')}; not ${kind.id}`,
          broken: true,
        })
      faults.push(...fieldFaults(item, kind, at), ...linkFaults(item, kind, byId, at))
      const parent = parentFault(item, byId, section.nests)
      if (parent !== null) faults.push({ at: [...at, 'parent'], message: parent, broken: true })
      if (item.mark === 'core' && item.dimension === undefined)
        faults.push({ at, message: `the core item ${item.id} must name the dimension of the rubric that it shows` })
      if (item.dimension !== undefined && !dimensions.has(item.dimension))
        faults.push({ at: [...at, 'dimension'], message: `there is no dimension ${item.dimension}`, broken: true })
      if (item.dimension !== undefined) dimensions.set(item.dimension, true)
    }
    const board = ['guide', 'referenceBoard', 'items']
    for (const [dimension, shown] of dimensions)
      if (!shown && dimension !== 'communication')
        faults.push({ at: board, key: true, message: `no item of the board shows the dimension ${dimension}` })
    for (const seed of framework.seeds)
      if (byId.get(seed.item)?.kind !== seed.kind)
        faults.push({ at: board, key: true, message: `the pinned item ${seed.item} of kind ${seed.kind} is missing` })
    const core = items.filter((item) => item.mark === 'core').length
    if (core < leastCore)
      faults.push({ at: board, key: true, message: `has ${core} core items; at least ${leastCore} are needed` })
    return [...faults, ...metricFaults(subject)]
  },
}
