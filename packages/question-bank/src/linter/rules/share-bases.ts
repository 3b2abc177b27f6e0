import { ArithmeticFault, evaluate } from '../../arithmetic.ts'
import type { NamedNumber } from '../../schema/reconciliation.ts'
import type { CaseRule } from '../lint-message.ts'

/**
 * Whom a number counts (`is`), and out of whom (`of`): a unit, as in physics. With neither it is a number without a unit, which fits
 * everything.
 */
type Unit = { readonly is?: string | undefined; readonly of?: string | undefined }

class BaseFault extends Error {}

const free: Unit = {}
const isFree = (unit: Unit): boolean => unit.is === undefined && unit.of === undefined

function sum(left: Unit, right: Unit): Unit {
  if (isFree(left)) return { of: right.of }
  if (isFree(right)) return { of: left.of }
  if (left.of !== undefined && right.of !== undefined && left.of !== right.of)
    throw new BaseFault(`adds or compares a share of ${left.of} and one of ${right.of}`)
  return left.of !== right.of ? free : { of: left.of, is: left.is === right.is ? left.is : undefined }
}

function product(left: Unit, right: Unit): Unit {
  if (isFree(left)) return right
  if (isFree(right)) return left
  // A chain: of those who loaded, pressed; of those who pressed, paid.
  if (right.of !== undefined && left.is === right.of) return { of: left.of, is: right.is }
  if (left.of !== undefined && right.is === left.of) return { of: right.of, is: left.is }
  if (left.of !== undefined && right.of !== undefined && left.of !== right.of)
    throw new BaseFault(`multiplies a share of ${left.of} by one of ${right.of}`)
  const [count, share] = left.of === undefined ? [left, right] : [right, left]
  if (count.of === undefined && count.is !== undefined && share.of !== undefined)
    throw new BaseFault(`takes a share of ${share.of} from ${count.is}`)
  return free
}

function quotient(left: Unit, right: Unit): Unit {
  if (isFree(right)) return left
  if (isFree(left)) return free
  if (left.of === right.of) return { is: left.is, of: right.is }
  return free
}

function unitOf(formula: string, numbers: Readonly<Record<string, NamedNumber>>): Unit {
  return evaluate<Unit>(formula, {
    number: () => free,
    name: (name) => ({ of: numbers[name]?.of, is: numbers[name]?.is }),
    negate: (unit) => unit,
    combine: (sign, left, right) =>
      sign === '*' ? product(left, right) : sign === '/' ? quotient(left, right) : sum(left, right),
  })
}

export const shareBases: CaseRule = {
  id: 'share-bases',
  guarantees: 'No check adds, multiplies or compares shares of different people as if they were the same.',
  check: ({ case: { guide } }) => {
    const stated = guide.reconciliation
    return (stated?.checks ?? []).flatMap((check, index) => {
      try {
        const left = unitOf(check.formula, stated?.numbers ?? {})
        sum(left, unitOf(check.equals ?? check.below ?? check.above ?? '0', stated?.numbers ?? {}))
        return []
      } catch (error) {
        if (error instanceof ArithmeticFault) return []
        if (!(error instanceof BaseFault)) throw error
        const at = ['guide', 'reconciliation', 'checks', index, 'formula']
        return [{ at, message: `${check.say}: ${error.message}; convert one of them first, or correct its of and is` }]
      }
    })
  },
}
