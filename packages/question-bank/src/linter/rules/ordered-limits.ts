import { ArithmeticFault, compute } from '../../arithmetic.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { namedValues } from '../numbers.ts'

const shown = (value: number) => String(Number(value.toPrecision(4)))

export const orderedLimits: CaseRule = {
  id: 'ordered-limits',
  guarantees:
    'Limits on one quantity are in order: what is expected, when to stop, what must be kept, what is forbidden.',
  check: ({ case: { guide } }) => {
    const numbers = namedValues(guide.reconciliation)
    const items = new Map(guide.referenceBoard.items.map((item) => [item.id, item]))
    return [...guide.limits.entries()].flatMap(([row, { of, rising }]) => {
      const faults: Fault[] = []
      let before: { readonly say: string; readonly value: number } | null = null
      for (const [nth, limit] of rising.entries()) {
        const at = ['guide', 'limits', row, 'rising', nth]
        if (limit.in !== undefined) {
          const item = items.get(limit.in)
          const texts = item === undefined ? [] : [item.text, ...Object.values(item.fields)]
          if (item === undefined) faults.push({ at: [...at, 'in'], message: `there is no item ${limit.in}` })
          else if (!texts.some((text) => text.includes(limit.as ?? '')))
            faults.push({
              at: [...at, 'say'],
              message: `“${limit.as}” is not on the card ${limit.in}; the list and the card must agree`,
            })
        }
        try {
          const value = compute(limit.at, numbers)
          if (before !== null && value <= before.value)
            faults.push({
              at: [...at, 'say'],
              message: `${of}: “${limit.say}” is ${shown(value)} and must be above “${before.say}”, ${shown(before.value)}; correct one of them`,
            })
          before = { say: limit.say, value }
        } catch (error) {
          if (!(error instanceof ArithmeticFault)) throw error
          faults.push({ at: [...at, 'at'], message: `${limit.say}: ${error.message}` })
        }
      }
      return faults
    })
  },
}
