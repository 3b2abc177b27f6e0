import { distinct, heardParts, numbersOf, reconciledNumbers } from '../known-numbers.ts'
import type { CaseRule } from '../lint-message.ts'
import { numbersIn, type WrittenNumber } from '../numbers.ts'

/** As written, rounded to as many decimals; a share may be written in percent. */
function states(value: number, { value: wanted, decimals }: WrittenNumber): boolean {
  const half = 0.5 * 10 ** -decimals + 1e-9
  return [1, 100].some((unit) => Math.abs(Math.abs(value) * unit - wanted) <= half)
}

export const deskNoteNumbers: CaseRule = {
  id: 'desk-note-numbers',
  guarantees: 'Every number in a deskNote is stated where the interviewer can find it, or is the result of a check.',
  check: ({ case: interviewCase }) => {
    const { guide } = interviewCase
    const known = [...numbersOf([...heardParts(interviewCase), guide.brief]), ...reconciledNumbers(interviewCase)]
    return [...guide.facts.entries()].flatMap(([index, fact]) =>
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
