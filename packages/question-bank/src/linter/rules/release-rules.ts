import type { CaseRule, Fault } from '../lint-message.ts'

/** The schema requires that every fact has a release rule; here, that the rule refers to things that exist. */
export const releaseRules: CaseRule = {
  id: 'release-rules',
  guarantees: 'Facts are released by phases and curveballs that exist; tables are rectangular; curveballs move items.',
  check: ({ case: { public: publicPart, guide } }) => {
    const faults: Fault[] = []
    const phaseIds = new Set(publicPart.phases.map((phase) => phase.id))
    const curveballIds = new Set(guide.curveballs.map((curveball) => curveball.id))
    const itemIds = new Set(guide.referenceBoard.items.map((item) => item.id))
    for (const [index, fact] of guide.facts.entries()) {
      const at = ['guide', 'facts', index, 'release']
      const { release } = fact
      if (release.on === 'phase' && !phaseIds.has(release.phase))
        faults.push({ at: [...at, 'phase'], message: `there is no phase ${release.phase}` })
      if (release.on === 'request' && release.notBefore !== undefined && !phaseIds.has(release.notBefore))
        faults.push({ at: [...at, 'notBefore'], message: `there is no phase ${release.notBefore}` })
      if (release.on === 'curveball' && !curveballIds.has(release.curveball))
        faults.push({ at: [...at, 'curveball'], message: `there is no curveball ${release.curveball}` })
      for (const [row, cells] of (fact.table?.rows ?? []).entries())
        if (cells.length !== fact.table?.columns.length)
          faults.push({
            at: ['guide', 'facts', index, 'table', 'rows', row],
            message: `has ${cells.length} cells under ${fact.table?.columns.length} columns`,
          })
    }
    for (const [index, curveball] of guide.curveballs.entries()) {
      if (curveball.moves.length === 0)
        faults.push({ at: ['guide', 'curveballs', index], message: 'must name the items it should move' })
      for (const [nth, item] of curveball.moves.entries())
        if (!itemIds.has(item))
          faults.push({ at: ['guide', 'curveballs', index, 'moves', nth], message: `no item ${item} on the board` })
    }
    return faults
  },
}
