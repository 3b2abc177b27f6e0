import { ArithmeticFault, compute, namesIn } from '../arithmetic.ts'
import type { Reconciliation } from '../schema/reconciliation.ts'

export type WrittenNumber = { readonly written: string; readonly value: number; readonly decimals: number }

/** The numbers that a text gives in digits: “1,316”, “14%” without its sign, “0.38”; not the digits of “c21” or “2026-11-21”. */
export function numbersIn(text: string): WrittenNumber[] {
  const found = text.matchAll(/(?<![\p{L}\d][-–]?|\d[.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\p{L}\d]|-\d)/gu)
  return [...found].map(([written]) => ({
    written,
    value: Number(written.replaceAll(',', '')),
    decimals: written.split('.')[1]?.length ?? 0,
  }))
}

/** Whether two numbers have the same digits, in whatever unit: 0.042 and 4.2 agree. */
export function sameDigits(one: number, other: number): boolean {
  const [a, b] = [Math.abs(one), Math.abs(other)]
  if (a === 0 || b === 0) return a === b
  const tens = Math.log10(a / b)
  return Math.abs(tens - Math.round(tens)) < 1e-9
}

/** The value of a formula, or `null` when another rule says why there is none. */
export function computed(formula: string | undefined, numbers: ReadonlyMap<string, number>): number | null {
  if (formula === undefined) return null
  try {
    return compute(formula, numbers)
  } catch (error) {
    if (error instanceof ArithmeticFault) return null
    throw error
  }
}

export function namedValues(reconciliation: Reconciliation | undefined): ReadonlyMap<string, number> {
  return new Map(Object.entries(reconciliation?.numbers ?? {}).map(([name, number]) => [name, number.value]))
}

/** Whether a formula uses named numbers; one made of digits alone says nothing about the case. */
export function usesNames(formula: string): boolean {
  try {
    return namesIn(formula).length > 0
  } catch (error) {
    if (error instanceof ArithmeticFault) return false
    throw error
  }
}
