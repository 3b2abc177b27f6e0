import { ArithmeticFault, compute, namesIn } from '../../arithmetic.ts'
import type { Case } from '../../schema/case.ts'
import type { Check, NamedNumber, Reconciliation } from '../../schema/reconciliation.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { namedValues, sameDigits } from '../numbers.ts'

const leastChecks = 3
const base = ['guide', 'reconciliation'] as const

function textOf({ public: publicPart, guide }: Case, id: string): string | null {
  if (id === 'prompt') return publicPart.prompt
  const fact = guide.facts.find((part) => part.id === id)
  if (fact !== undefined) return [fact.label, fact.text, ...(fact.table?.rows.flat() ?? [])].join(' | ')
  const curveball = guide.curveballs.find((part) => part.id === id)
  if (curveball !== undefined) return curveball.text
  const clarifying = guide.clarifying.find((part) => part.id === id)
  return clarifying === undefined ? null : `${clarifying.question} ${clarifying.answer}`
}

/** Whether `written` occurs in the text as a number of its own: “6%” is not found in “96%”, nor “4” in “4.2”. */
function stands(text: string, written: string): boolean {
  const escaped = written.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\d.,])${escaped}(?![\\d]|[.,]\\d)`).test(text)
}

/** Whether the written form has the digits of the value, whatever its unit: 0.042, “4.2%” and “4.2 in a hundred” agree. */
function writtenAs(value: number, written: string): boolean {
  const digits = written.replaceAll(/(?<=\d)[, ](?=\d{3}\b)/g, '').match(/\d+(?:\.\d+)?/)?.[0]
  return digits !== undefined && sameDigits(value, Number(digits))
}

function numberFaults(interviewCase: Case, name: string, number: NamedNumber): Fault[] {
  if (number.in === undefined) return []
  const at = [...base, 'numbers', name]
  const text = textOf(interviewCase, number.in)
  if (text === null) return [{ at, message: `${name}: there is no fact, curveball or clarifying answer ${number.in}` }]
  const written = number.as ?? String(number.value)
  if (!stands(text, written)) return [{ at, message: `${name}: “${written}” is not in ${number.in}` }]
  if (!writtenAs(number.value, written)) return [{ at, message: `${name}: ${number.value} is written as “${written}”` }]
  return []
}

function checkFault(check: Check, numbers: ReadonlyMap<string, number>): string | null {
  const shown = (value: number) => String(Number(value.toPrecision(6)))
  try {
    const value = compute(check.formula, numbers)
    if (check.equals !== undefined) {
      const wanted = compute(check.equals, numbers)
      // Slightly more than the stated tolerance, to allow for binary fractions.
      return Math.abs(value - wanted) <= check.within + 1e-9
        ? null
        : `${check.say}: comes to ${shown(value)}, not to ${shown(wanted)} (± ${check.within})`
    }
    if (check.below !== undefined) {
      const limit = compute(check.below, numbers)
      return value < limit ? null : `${check.say}: ${shown(value)} is not below ${shown(limit)}`
    }
    const limit = compute(check.above ?? '0', numbers)
    return value > limit ? null : `${check.say}: ${shown(value)} is not above ${shown(limit)}`
  } catch (error) {
    if (error instanceof ArithmeticFault) return `${check.say}: ${error.message}`
    throw error
  }
}

function usedNames(checks: readonly Check[]): Set<string> {
  const names = new Set<string>()
  for (const check of checks)
    for (const formula of [check.formula, check.equals, check.below, check.above]) {
      try {
        for (const name of namesIn(formula ?? '')) names.add(name)
      } catch (error) {
        if (!(error instanceof ArithmeticFault)) throw error
      }
    }
  return names
}

/** Facts that contain numbers must take part, or say why they stand alone; a red herring need not. */
function idleFacts(interviewCase: Case, reconciliation: Reconciliation): Fault[] {
  const bound = new Set(Object.values(reconciliation.numbers).map((number) => number.in))
  return interviewCase.guide.facts.flatMap((fact, index) => {
    const text = `${fact.text} ${fact.table?.rows.flat().join(' ') ?? ''}`
    if (!/\d/.test(text) || fact.redHerring || fact.standsAlone !== undefined || bound.has(fact.id)) return []
    const message = `the fact ${fact.id} has numbers that no check uses; use one in a check, or set standsAlone and say why`
    return [{ at: ['guide', 'facts', index], message }]
  })
}

export const reconciliation: CaseRule = {
  id: 'reconciliation',
  guarantees: 'The numbers of the facts add up: the arithmetic is data and is computed.',
  check: ({ case: interviewCase, category }) => {
    const stated = interviewCase.guide.reconciliation
    if (stated === undefined)
      return category.demands.reconciliation
        ? [{ at: ['guide'], key: true, message: 'reconciliation is missing: show how the numbers add up' }]
        : []
    const faults: Fault[] = []
    const numbers = namedValues(stated)
    for (const [name, number] of Object.entries(stated.numbers))
      faults.push(...numberFaults(interviewCase, name, number))
    for (const [index, check] of stated.checks.entries()) {
      const message = checkFault(check, numbers)
      if (message !== null) faults.push({ at: [...base, 'checks', index], message })
    }
    const used = usedNames(stated.checks)
    for (const name of numbers.keys())
      if (!used.has(name)) faults.push({ at: [...base, 'numbers', name], key: true, message: `no check uses ${name}` })
    if (category.demands.reconciliation) {
      if (stated.checks.length < leastChecks)
        faults.push({ at: [...base, 'checks'], key: true, message: `at least ${leastChecks} checks are needed` })
      faults.push(...idleFacts(interviewCase, stated))
    }
    return faults
  },
}
