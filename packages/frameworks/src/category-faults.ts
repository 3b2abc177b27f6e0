import type { Category } from './category.ts'
import { coverageRules } from './coverage/coverage-rules.ts'
import { hasWhatRuleNeeds } from './coverage/read-coverage.ts'

const commonSections = ['goal']

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

/**
 * What zod cannot check in a category: references that point at nothing. One sentence per fault; empty when it is sound. A test runs it on
 * every file, and frameworks from elsewhere can be checked, too.
 */
export function faultsOfCategory(category: Category): string[] {
  const { framework } = category
  const kindIds = framework.kinds.map((kind) => kind.id)
  const sectionIds = framework.sections.map((section) => section.id)
  const faults: string[] = []
  const demand = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }

  for (const id of commonSections) demand(sectionIds.includes(id), `section ${id} is missing`)
  for (const id of repeated(kindIds)) faults.push(`kind ${id} is there twice`)
  for (const id of repeated(sectionIds)) faults.push(`section ${id} is there twice`)

  for (const section of framework.sections) {
    for (const kind of section.kinds)
      demand(kindIds.includes(kind), `section ${section.id} names the unknown kind ${kind}`)
    demand(section.layout !== 'tree' || section.nests, `section ${section.id} is a tree and must nest`)
  }
  for (const kind of framework.kinds) {
    demand(
      framework.sections.some((section) => section.kinds.includes(kind.id)),
      `kind ${kind.id} stands in no section`,
    )
    for (const id of repeated(kind.fields.map((field) => field.id)))
      faults.push(`kind ${kind.id} has field ${id} twice`)
    for (const id of repeated(kind.links.map((link) => link.id))) faults.push(`kind ${kind.id} has link ${id} twice`)
    for (const link of kind.links)
      for (const to of link.to)
        demand(kindIds.includes(to), `link ${kind.id}.${link.id} points at the unknown kind ${to}`)
  }
  for (const seed of framework.seeds) {
    const section = framework.sections.find((candidate) => candidate.id === seed.section)
    demand(section !== undefined, `seed ${seed.item} stands in the unknown section ${seed.section}`)
    demand(section?.kinds.includes(seed.kind) ?? true, `seed ${seed.item} is of a kind that its section does not hold`)
  }
  demand(
    framework.seeds.some((seed) => seed.item === 'goal' && seed.section === 'goal'),
    'the pinned goal is not seeded',
  )

  for (const [cut, phases] of Object.entries(category.agendas)) {
    for (const id of repeated(phases.map((phase) => phase.id)))
      faults.push(`phase ${id} is twice in the ${cut} minutes`)
    for (const phase of phases)
      for (const section of phase.sections)
        demand(sectionIds.includes(section), `phase ${phase.id} opens the unknown section ${section}`)
    const minutes = phases.reduce((sum, phase) => sum + phase.minutes, 0)
    const [least, most] = cut === '45' ? [30, 34] : [20, 20]
    demand(minutes >= least && minutes <= most, `the phases of the ${cut}-minute slot add up to ${minutes}`)
  }
  for (const id of repeated(category.coverage ?? [])) faults.push(`rule of coverage ${id} is named twice`)
  for (const id of category.coverage ?? []) {
    const rule = coverageRules.find((candidate) => candidate.id === id)
    demand(rule !== undefined && hasWhatRuleNeeds(framework, rule), `rule of coverage ${id} reads what no card has`)
  }
  for (const { kind } of category.demands.variants)
    demand(kindIds.includes(kind), `the variants name the unknown kind ${kind}`)
  const weight = category.weights.reduce((sum, dimension) => sum + dimension.weight, 0)
  demand(weight === 100, `weights add up to ${weight}`)
  for (const id of repeated(category.weights.map((dimension) => dimension.id)))
    faults.push(`dimension ${id} is there twice`)
  return faults
}
