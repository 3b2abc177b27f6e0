import { ArithmeticFault, compute } from '../../arithmetic.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { namedValues, sameDigits } from '../numbers.ts'

const base = ['guide', 'flip'] as const
const shown = (value: number) => String(Number(value.toPrecision(4)))

export const flippingBet: CaseRule = {
  id: 'flipping-bet',
  guarantees: 'Where the category asks for it, one bet flips the call at a stated number, and the arithmetic says so.',
  check: ({ case: { guide }, category }) => {
    const { flip } = guide
    if (flip === undefined)
      return category.demands.flip
        ? [
            {
              at: ['guide'],
              key: true,
              message: 'flip is missing: name the bet, its number, and where the margin is 0',
            },
          ]
        : []
    const faults: Fault[] = []
    const item = guide.referenceBoard.items.find(({ id }) => id === flip.bet)
    if (item?.kind !== 'hypothesis')
      faults.push({ at: [...base, 'bet'], message: `there is no bet ${flip.bet} on the reference board` })
    else {
      if (!(item.fields.flipsAt ?? '').includes(flip.as))
        faults.push({ at: [...base, 'as'], message: `“${flip.as}” is not where ${flip.bet} says that it flips` })
      const flips = item.links.filter(({ kind }) => kind === 'flips').map(({ to }) => to)
      if (!guide.referenceBoard.items.some(({ id, fields }) => flips.includes(id) && fields.verdict === 'chosen'))
        faults.push({
          at: [...base, 'bet'],
          message: `${flip.bet} flips no option that is chosen; link it to the call`,
        })
    }
    const digits = flip.as.replaceAll(/(?<=\d),(?=\d{3})/g, '').match(/\d+(?:\.\d+)?/)?.[0]
    if (digits === undefined || !sameDigits(flip.at, Number(digits)))
      faults.push({ at: [...base, 'as'], message: `${flip.at} is written as “${flip.as}”` })
    const numbers = namedValues(guide.reconciliation)
    if (!numbers.has(flip.number))
      return [...faults, { at: [...base, 'number'], message: `the reconciliation has no number called ${flip.number}` }]
    try {
      const today = compute(flip.margin, numbers)
      const there = compute(flip.margin, new Map([...numbers, [flip.number, flip.at]]))
      if (today <= flip.within)
        faults.push({
          at: [...base, 'margin'],
          message: `the margin is ${shown(today)} today; the call must hold first`,
        })
      if (Math.abs(there) > flip.within)
        faults.push({
          at: [...base, 'at'],
          message: `with ${flip.number} at ${flip.at} the margin is ${shown(there)}, not 0 (± ${flip.within}); correct the number`,
        })
    } catch (error) {
      if (!(error instanceof ArithmeticFault)) throw error
      faults.push({ at: [...base, 'margin'], message: error.message })
    }
    return faults
  },
}
