import type { Case } from '../../schema/case.ts'
import { distinct, heardParts, numbersOf, reconciledNumbers } from '../known-numbers.ts'
import type { CaseRule } from '../lint-message.ts'
import { computed, namedValues, numbersIn, type WrittenNumber } from '../numbers.ts'

/** What surrounds a number that is only an intermediate step: “16 × 0.4² ÷ 0.05²” is followed by its result. */
const operand = /(?<=[×÷·√]\s*)[\d.,]+|[\d.,]+(?=%?²?\s*[×÷·²])/gu

/** What a target or a tree on the reference board says, and each limit. */
function boardNumbers({ guide: { referenceBoard, limits, reconciliation } }: Case): number[] {
  const names = namedValues(reconciliation)
  const values = (referenceBoard?.items ?? []).flatMap(({ value }) => (value === undefined ? [] : Object.values(value)))
  const steps = limits.flatMap(({ rising }) => rising.map(({ at }) => at))
  return [...values, ...steps].flatMap((value) => computed(String(value), names) ?? [])
}

/**
 * As written, in ones, percent, thousands or millions of either. “About 2,200” is every number that rounds to it; its zeros are not
 * significant digits.
 */
function rounds(value: number, { written, value: wanted, decimals }: WrittenNumber): boolean {
  const noughts = decimals > 0 ? 0 : (/0*$/u.exec(written.replaceAll(',', ''))?.[0].length ?? 0)
  const half = 0.5 * 10 ** (noughts - decimals) + 1e-9
  return [1, 10, 100, 1_000, 0.001, 1_000_000, 0.000_001].some(
    (unit) => Math.abs(Math.abs(value) * unit - wanted) <= half,
  )
}

export const truthNumbers: CaseRule = {
  id: 'truth-numbers',
  guarantees:
    'Every number of the truth is stated by a fact or an answer, is on the reference board, or is the result of a check.',
  check: ({ case: interviewCase }) => {
    const { brief } = interviewCase.guide
    const known = [
      ...numbersOf([...heardParts(interviewCase), brief.product, brief.tension]),
      ...reconciledNumbers(interviewCase),
      ...boardNumbers(interviewCase),
    ]
    return distinct(numbersIn(brief.truth.replaceAll(operand, '…'))).flatMap((number) =>
      known.some((value) => rounds(value, number))
        ? []
        : [
            {
              at: ['guide', 'brief', 'truth'],
              words: number.written,
              message: `nothing says ${number.written}, and no check comes to it; correct it, say it in a fact, or add a check to the reconciliation`,
            },
          ],
    )
  },
}
