import { caseMinutes, cuts } from '../../vocabulary.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

export const phases: CaseRule = {
  id: 'phases',
  guarantees: 'Phases add up to both cuts, open sections that exist, and every part of the guide belongs to one.',
  check: ({ case: { public: publicPart, guide }, category, framework }) => {
    const faults: Fault[] = []
    const known = new Set(publicPart.phases.map((phase) => phase.id))
    const sections = new Set(framework.sections.map((section) => section.id))

    for (const cut of cuts) {
      const minutes = publicPart.phases.reduce((sum, phase) => sum + (phase.minutes[cut] ?? 0), 0)
      const { least, most } = caseMinutes[cut]
      if (minutes < least || minutes > most) {
        const wanted = least === most ? `${least}` : `${least} to ${most}`
        const message = `the phases of the ${cut}-minute slot add up to ${minutes} minutes; they must add up to ${wanted}`
        faults.push({ at: ['public', 'phases'], key: true, message })
      }
    }
    for (const [index, phase] of publicPart.phases.entries()) {
      const at = ['public', 'phases', index]
      for (const [nth, section] of (phase.sections ?? []).entries())
        if (!sections.has(section))
          faults.push({ at: [...at, 'sections', nth], message: `the framework has no section ${section}` })
      if (phase.sections === undefined && !category.agendas[45].some((usual) => usual.id === phase.id))
        faults.push({ at, message: `the category has no phase ${phase.id}, so its sections must be named` })
      if (!guide.phases.some((part) => part.id === phase.id))
        faults.push({ at, message: `the guide does not describe the phase ${phase.id}` })
      if (phase.minutes[45] === undefined) faults.push({ at, message: 'every phase must be in the 45-minute slot' })
    }
    for (const [index, phase] of guide.phases.entries())
      if (!known.has(phase.id))
        faults.push({ at: ['guide', 'phases', index, 'id'], message: `there is no phase ${phase.id}` })
    const grouped = ['clarifying', 'facts', 'hints', 'probes', 'curveballs', 'mistakes', 'samples'] as const
    for (const group of grouped)
      for (const [index, part] of guide[group].entries())
        if (!known.has(part.phase))
          faults.push({ at: ['guide', group, index, 'phase'], message: `there is no phase ${part.phase}` })
    for (const [index, probe] of guide.probes.entries())
      if (!sections.has(probe.section))
        faults.push({
          at: ['guide', 'probes', index, 'section'],
          message: `the framework has no section ${probe.section}`,
        })
    return faults
  },
}
