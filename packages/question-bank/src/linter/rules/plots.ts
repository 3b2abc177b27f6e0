import type { Plot } from '../../schema/plot.ts'
import type { BankRule, CaseRule, CaseUnderLint } from '../lint-message.ts'

/** Cases from this version on have to meet it. */
const firstMajor = 2

export const plot: CaseRule = {
  id: 'plot',
  guarantees:
    'From version 2.0.0 on, a case names its plot: what the red herring is, where the answer lands, what is done first.',
  check: ({ case: { version, guide } }) =>
    Number(version.split('.')[0]) >= firstMajor && guide.plot === undefined
      ? [
          {
            at: ['guide'],
            key: true,
            message:
              'plot is missing: add { herring, verdict, firstBet } below tests; the words are in src/schema/plot.ts',
          },
        ]
      : [],
}

const aspects = ['herring', 'verdict', 'firstBet'] as const satisfies readonly (keyof Plot)[]

/** With fewer cases than these, half of them is not a pattern. */
const fewest = 4

export const plotQuotas: BankRule = {
  id: 'plot-quotas',
  guarantees: 'At most half of the cases of a category share a type of herring, of verdict or of first bet.',
  check: (subjects) => {
    const byCategory = new Map<string, CaseUnderLint[]>()
    for (const subject of subjects)
      if (subject.case.guide.plot !== undefined)
        byCategory.set(subject.category.id, [...(byCategory.get(subject.category.id) ?? []), subject])
    return [...byCategory].flatMap(([category, told]) =>
      aspects.flatMap((aspect) => {
        const byType = Map.groupBy(told, (subject) => subject.case.guide.plot?.[aspect])
        return [...byType].flatMap(([type, alike]) => {
          const last = alike.at(-1)
          if (told.length < fewest || alike.length * 2 <= told.length || last === undefined) return []
          const message = `${alike.length} of ${told.length} cases of ${category} have the ${aspect} ${type}; at most half may, so give the next cases another plot`
          return [{ subject: last, fault: { at: ['guide', 'plot', aspect], message } }]
        })
      }),
    )
  },
}
