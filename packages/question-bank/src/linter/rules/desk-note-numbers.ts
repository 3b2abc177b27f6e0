import type { Case } from '../../schema/case.ts'
import type { CaseRule } from '../lint-message.ts'
import { computed, namedValues, numbersIn, usesNames, type WrittenNumber } from '../numbers.ts'
import { textsIn } from '../texts.ts'

/** What an interviewer can look up: the public part, the brief, the context, and all that is said or shown to the candidate. */
function statedNumbers({ public: publicPart, guide }: Case): number[] {
  const facts = guide.facts.map(({ label, text, table }) => ({ label, text, table }))
  const said = guide.clarifying.map(({ question, answer }) => ({ question, answer }))
  const curveballs = guide.curveballs.map(({ text }) => text)
  return textsIn([publicPart, guide.brief, guide.context, facts, said, curveballs]).flatMap(({ text }) =>
    numbersIn(text).map(({ value }) => value),
  )
}

/** Named numbers, and what checks over them come to. A number that merely stands in a formula is nobody's. */
function reconciledNumbers({ guide: { reconciliation } }: Case): number[] {
  const numbers = namedValues(reconciliation)
  const results = (reconciliation?.checks ?? [])
    .filter((check) => usesNames(check.formula))
    .flatMap((check) => [check.formula, check.equals, check.below, check.above])
    .map((formula) => computed(formula, numbers))
  return [...numbers.values(), ...results.filter((value) => value !== null)]
}

/** As written, rounded to as many decimals; a share may be written in percent. */
function states(value: number, { value: wanted, decimals }: WrittenNumber): boolean {
  const half = 0.5 * 10 ** -decimals + 1e-9
  return [1, 100].some((unit) => Math.abs(Math.abs(value) * unit - wanted) <= half)
}

/** Each once: a number that is said twice is found once. */
const distinct = (numbers: readonly WrittenNumber[]): WrittenNumber[] => [
  ...new Map(numbers.map((number) => [number.written, number])).values(),
]

export const deskNoteNumbers: CaseRule = {
  id: 'desk-note-numbers',
  guarantees: 'Every number in a deskNote is stated where the interviewer can find it, or is the result of a check.',
  check: ({ case: interviewCase }) => {
    const known = [...statedNumbers(interviewCase), ...reconciledNumbers(interviewCase)]
    return [...interviewCase.guide.facts.entries()].flatMap(([index, fact]) =>
      distinct(numbersIn(fact.deskNote ?? '')).flatMap((number) =>
        known.some((value) => states(value, number))
          ? []
          : [
              {
                at: ['guide', 'facts', index, 'deskNote'],
                words: number.written,
                message: `no fact says ${number.written}, and no check comes to it; say it in the fact, or add a check to the reconciliation`,
              },
            ],
      ),
    )
  },
}
