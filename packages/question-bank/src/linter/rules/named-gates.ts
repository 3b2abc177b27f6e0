import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { numbersIn } from '../numbers.ts'
import { wordsOf } from '../words.ts'

/** Words of four letters or more, without an ending, so that “checked” and “check” are one. */
function stems(text: string): ReadonlySet<string> {
  return new Set(
    wordsOf(text)
      .filter((word) => word.length > 3)
      .map((word) => word.replace(/(?:ies|ed|ing|es|s)$/, '').slice(0, 6)),
  )
}

/** All that a card says, including its fields. */
const saidBy = ({ text, fields }: ReferenceItem): string => [text, ...Object.values(fields)].join(' · ')

/** What is wrong with a gate compared with the cards that open it, or `null`. */
function gateFault(gate: string, openers: readonly ReferenceItem[]): string | null {
  const said = openers.map(saidBy).join(' · ')
  const named = openers.map(({ id }) => id).join(', ')
  const known = new Set(numbersIn(said).map(({ value }) => value))
  const foreign = numbersIn(gate).filter(({ value }) => !known.has(value))
  if (foreign.length > 0)
    return `its gate says ${foreign.map(({ written }) => written).join(', ')}, and ${named} does not: link what measures the gate, or write its number there`
  if (numbersIn(gate).length > 0) return null
  const words = stems(said)
  return [...stems(gate)].some((word) => words.has(word))
    ? null
    : `its gate “${gate}” and ${named} have no word in common: link what measures the gate`
}

/** Applies wherever a framework has rungs that evaluations open, whatever its category is called. */
export const namedGates: CaseRule = {
  id: 'named-gates',
  guarantees:
    'A rung of a launch is opened by the evaluation that its gate names, and the first rung by one that needs nothing running.',
  check: ({ case: { guide } }) => {
    const { items } = guide.referenceBoard
    const byId = new Map(items.map((item) => [item.id, item]))
    const rungs = [...items.entries()].filter(([, { kind }]) => kind === 'rung')
    return rungs.flatMap(([index, rung], nth): Fault[] => {
      const at = ['guide', 'referenceBoard', 'items', index, 'id']
      const openers = rung.links.flatMap(({ kind, to }) => (kind === 'opensBy' ? (byId.get(to) ?? []) : []))
      const gate = rung.fields.gate ?? ''
      if (openers.length === 0 || gate.trim() === '') return []
      const faults: Fault[] = []
      const fault = gateFault(gate, openers)
      if (fault !== null) faults.push({ at, message: `the rung ${rung.id}: ${fault}` })
      const late = openers.find(({ kind, fields }) => kind === 'evaluation' && fields.where !== 'offline')
      if (nth === 0 && late !== undefined)
        faults.push({
          at,
          message: `the rung ${rung.id} is the first, so nothing runs that ${late.id} (${late.fields.where ?? 'nowhere'}) could look at; open it by an evaluation that is offline`,
        })
      return faults
    })
  },
}
