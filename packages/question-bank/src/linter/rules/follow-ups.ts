import type { Case } from '../../schema/case.ts'
import type { BankRule, Fault } from '../lint-message.ts'
import { givenAwayBy, plainOf } from './topics.ts'

/** Among fewer cases than these, nobody can say which exist. */
const fewestCases = 10

export const followUps: BankRule = {
  id: 'follow-ups',
  guarantees: 'The cases that a case leads to exist, are others, and each is named once.',
  check: (subjects) => {
    if (subjects.length < fewestCases) return []
    const ids = new Set(subjects.map(({ case: { id } }) => id))
    return subjects.flatMap((subject) => {
      const { id, guide } = subject.case
      const faults = guide.followUps.flatMap(({ to }, nth): Fault[] => {
        const at = ['guide', 'followUps', nth, 'to']
        if (to === id) return [{ at, message: 'leads to itself' }]
        if (!ids.has(to)) return [{ at, message: `there is no case ${to}` }]
        const first = guide.followUps.findIndex((one) => one.to === to)
        return first < nth ? [{ at, message: `leads to ${to} twice` }] : []
      })
      return faults.map((fault) => ({ subject, fault }))
    })
  },
}

/** How a question has given away the ending of the case that it leads to. */
const tellsTheEnd: readonly string[] = [
  'empty result',
  'clear yes',
  'plain no',
  'never counted',
  'not counted',
  'counter may be wrong',
  'count that broke',
  'security flag',
  'stopped reading',
  'reviewer nod',
  'be gamed',
  'low end',
  'high end',
  'same trap',
  'what is short',
].map(plainOf)

/** How a question gives away the ending of the case that it leads to, without naming its plot. */
function endToldBy(ask: string, next: Case): string | undefined {
  const asked = plainOf(ask)
  const verdict = (next.guide.plot?.verdict ?? '').split('-').filter((word) => word.length > 3)
  if (verdict.length > 1 && verdict.every((word) => asked.includes(plainOf(word)))) return verdict.join(' … ')
  return tellsTheEnd.find((words) => asked.includes(words))?.trim()
}

/** Somebody who reads the question may be the candidate of the case that it leads to. */
export const followUpSecrets: BankRule = {
  id: 'follow-up-secrets',
  guarantees:
    'No question that leads to another case names that case’s red herring, its verdict, or a trap or method that decides it.',
  check: (subjects) => {
    const byId = new Map(subjects.map((subject) => [subject.case.id, subject.case]))
    return subjects.flatMap((subject) =>
      subject.case.guide.followUps.flatMap(({ to, ask }, nth) => {
        const next = byId.get(to)
        const named = next === undefined ? undefined : (givenAwayBy(ask, next) ?? endToldBy(ask, next))
        if (named === undefined) return []
        const message = `“${ask}” gives ${to} away (“${named}”); ask as its prompt does`
        return [{ subject, fault: { at: ['guide', 'followUps', nth, 'ask'], message } }]
      }),
    )
  },
}

/** Three, so that one can be chosen by what was weak. */
const wanted = 3

export const followUpCount: BankRule = {
  id: 'follow-up-count',
  guarantees: 'A case leads to three others.',
  check: (subjects) =>
    subjects.length < fewestCases
      ? []
      : subjects.flatMap((subject) => {
          const count = subject.case.guide.followUps.length
          const message = `leads to ${count === 1 ? '1 case' : `${count} cases`}; name ${wanted} in followUps, each with { to: a case id, ask: the question }`
          return count < wanted ? [{ subject, fault: { at: ['guide'], key: true, message } }] : []
        }),
}
