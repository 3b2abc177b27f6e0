import type { BankRule } from '../lint-message.ts'

/** “Any company” is nobody’s name. */
const nobody = 'Any company'

export const oneCompany: BankRule = {
  id: 'one-company',
  guarantees:
    'A company has the same industry and the same owners in all its cases, so that a filter finds them together.',
  check: (subjects) => {
    const named = subjects.filter(({ case: { public: open } }) => open.company !== nobody)
    return [...Map.groupBy(named, ({ case: { public: open } }) => open.company)].flatMap(
      ([company, [first, ...others]]) =>
        others.flatMap((subject) => {
          const told = first?.case
          const open = subject.case.public
          if (told === undefined) return []
          const faults = []
          if (open.industry !== told.public.industry)
            faults.push({
              at: ['public', 'industry'],
              message: `${company} is in ${open.industry} here and in ${told.public.industry} in ${told.id}; choose one for all its cases`,
            })
          if (open.parents.join() !== told.public.parents.join())
            faults.push({
              at: ['public', 'company'],
              message: `${company} belongs to ${open.parents.join(', ') || 'nobody'} here and to ${told.public.parents.join(', ') || 'nobody'} in ${told.id}`,
            })
          return faults.map((fault) => ({ subject, fault }))
        }),
    )
  },
}
