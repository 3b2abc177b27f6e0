import type { Dimension } from '../../schema/rubric.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { wordsOf } from '../words.ts'

/** Verdicts without anything to see or hear. A level may use them only together with what was seen. */
const verdictsOnly = /^(a |an |the |very )*(good|great|strong|weak|poor|bad|excellent|fair|average|solid|adequate)\b/i
const levels = [1, 2, 3, 4] as const

function levelFaults(dimension: Dimension, row: number): Fault[] {
  const at = (level: number) => ['guide', 'rubric', row, 'levels', level]
  return levels.flatMap((level) => {
    const text = dimension.levels[level]
    const words = wordsOf(text).length
    if (words < 4 || (verdictsOnly.test(text) && words < 8))
      return [{ at: at(level), message: `level ${level} must describe what can be seen on the board or heard` }]
    const twin = levels.find((other) => other < level && dimension.levels[other] === text)
    return twin === undefined ? [] : [{ at: at(level), message: `level ${level} says the same as level ${twin}` }]
  })
}

export const rubric: CaseRule = {
  id: 'rubric',
  guarantees: 'Four to six dimensions whose weights add up to 100, with observable levels and a checklist.',
  check: ({ case: { guide } }) => {
    const faults: Fault[] = []
    const at = ['guide', 'rubric']
    const weight = guide.rubric.reduce((sum, dimension) => sum + dimension.weight, 0)
    if (weight !== 100) faults.push({ at, key: true, message: `the weights add up to ${weight}, not to 100` })
    if (guide.rubric.length < 4 || guide.rubric.length > 6)
      faults.push({ at, key: true, message: `has ${guide.rubric.length} dimensions; it needs four to six` })
    if (!guide.rubric.some((dimension) => dimension.id === 'communication'))
      faults.push({ at, key: true, message: 'communication is missing: it is scored in every case' })
    for (const [row, dimension] of guide.rubric.entries()) {
      faults.push(...levelFaults(dimension, row))
      if (dimension.ticks.length < 2)
        faults.push({ at: [...at, row], message: `${dimension.id} needs at least two checklist items` })
    }
    return faults
  },
}
