import { isPowerKind, readSampleSize } from '@greenroom/board'
import type { CaseRule } from '../lint-message.ts'

export const sampleSize: CaseRule = {
  id: 'sample-size',
  guarantees:
    'Power cards of the reference board say n ≈ 16·p(1−p)/δ² a group, or 16·s²/δ² of a mean, and the days that follow from it; the guide gives the formula that fits.',
  check: ({ case: { guide }, framework }) => {
    const kinds = new Set(framework.kinds.filter(isPowerKind).map(({ id }) => id))
    if (kinds.size === 0) return []
    const { items } = guide.referenceBoard
    const at = ['guide', 'referenceBoard', 'items']
    if (!items.some(({ kind }) => kinds.has(kind)))
      return [{ at, key: true, message: 'no card says how many the test needs' }]
    const ofMean = items.some(({ kind, fields }) => kinds.has(kind) && fields.spread !== undefined)
    const otherFormula = ofMean
      ? [...guide.phases.entries()].flatMap(([index, { ifStuck }]) => {
          const words = /p times one minus p/i.exec(ifStuck)?.[0]
          const message = 'is the formula of a share; the board’s is of a mean with a spread: say the spread squared'
          return words === undefined ? [] : [{ at: ['guide', 'phases', index, 'ifStuck'], words, message }]
        })
      : []
    const ofCards = [...items.entries()].flatMap(([index, item]) => {
      if (!kinds.has(item.kind)) return []
      const size = readSampleSize(item)
      const fields = [...at, index, 'fields']
      if (size === null) return [{ at: fields, key: true, message: `${item.id} needs its baseline and its effect` }]
      if (!size.ok)
        return [
          { at: fields, key: true, message: `${item.id}: ${size.fault.field} cannot be used (${size.fault.kind})` },
        ]
      if (item.fields.n === undefined) return [{ at: fields, key: true, message: `${item.id} needs its n per group` }]
      if (size.stated.perGroup !== null)
        return [
          {
            at: [...fields, 'n'],
            message: `${item.id}: n is ${size.perGroup} per group by 16·p(1−p)/δ², not ${item.fields.n}`,
          },
        ]
      // Whole weeks, and a little longer, are what people do.
      const tooShort =
        size.days !== null && item.fields.days !== undefined && Number.parseFloat(item.fields.days) < size.days
      return tooShort
        ? [
            {
              at: [...fields, 'days'],
              message: `${item.id}: that many come in ${size.days} days, not in ${item.fields.days}`,
            },
          ]
        : []
    })
    return [...ofCards, ...otherFormula]
  },
}
