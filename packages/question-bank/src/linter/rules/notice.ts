import type { CaseRule, Fault } from '../lint-message.ts'

export const notice: CaseRule = {
  id: 'notice',
  guarantees: 'Everybody is told that the numbers are invented, and whether the company is.',
  check: ({ case: { public: publicPart } }) => {
    const faults: Fault[] = []
    const said = (word: RegExp) => word.test(publicPart.notice)
    if (!said(/\bnumbers?\b|\bfigures?\b/i) || !said(/invented/i))
      faults.push({ at: ['public', 'notice'], message: 'must say that the numbers are invented for practice' })
    if (publicPart.fictional && !said(new RegExp(`${publicPart.company.replaceAll(/\W+/g, '.*')}`, 'i')))
      faults.push({ at: ['public', 'notice'], message: `must say that ${publicPart.company} is an invented company` })
    return faults
  },
}
