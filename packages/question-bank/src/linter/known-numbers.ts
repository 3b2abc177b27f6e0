import type { Case } from '../schema/case.ts'
import { computed, namedValues, numbersIn, usesNames, type WrittenNumber } from './numbers.ts'
import { textsIn } from './texts.ts'

/** The numbers that somebody can look up in these parts of a case. */
export function numbersOf(parts: readonly unknown[]): number[] {
  return textsIn(parts).flatMap(({ text }) => numbersIn(text).map(({ value }) => value))
}

/** The public part, the context, and all that is said or shown to the candidate. */
export function heardParts({ public: publicPart, guide }: Case): unknown[] {
  return [
    publicPart,
    guide.context,
    guide.facts.map(({ label, text, table }) => ({ label, text, table })),
    guide.clarifying.map(({ question, answer }) => ({ question, answer })),
    guide.curveballs.map(({ text }) => text),
  ]
}

/** Named numbers, and what checks over them come to. A number that merely occurs in a formula is nobody's. */
export function reconciledNumbers({ guide: { reconciliation } }: Case): number[] {
  const numbers = namedValues(reconciliation)
  const results = (reconciliation?.checks ?? [])
    .filter((check) => usesNames(check.formula))
    .flatMap((check) => [check.formula, check.equals, check.below, check.above])
    .map((formula) => computed(formula, numbers))
  return [...numbers.values(), ...results.filter((value) => value !== null)]
}

/** Each once: a number that is said twice is found once. */
export function distinct(numbers: readonly WrittenNumber[]): WrittenNumber[] {
  return [...new Map(numbers.map((number) => [number.written, number])).values()]
}
