import type { Cut } from '../../vocabulary.ts'
import { cuts } from '../../vocabulary.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

const small = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' ')

/** The minutes of the round that a text names: “by minute 13”, “at minute five”. A length, such as “two minutes”, does not count. */
function minutesIn(text: string): number[] {
  return [...text.matchAll(/\bminute (\d+|[a-z]+)\b/gi)].flatMap(([, said = '']) => {
    const minute = /^\d/.test(said) ? Number(said) : small.indexOf(said.toLowerCase())
    return minute < 0 ? [] : [minute]
  })
}

export const namedMinutes: CaseRule = {
  id: 'named-minutes',
  guarantees: 'Minutes named in the brief and the cuts are within their slot, and those of a good run are in order.',
  check: ({ case: { public: open, guide } }) => {
    const length = (cut: Cut): number => open.phases.reduce((sum, { minutes }) => sum + (minutes[cut] ?? 0), 0)
    const late = (text: string, cut: Cut, at: readonly string[]): Fault[] =>
      minutesIn(text)
        .filter((minute) => minute > length(cut))
        .map((minute) => ({
          at: [...at],
          words: `${minute}`,
          message: `minute ${minute} is after the end: the phases of the ${cut}-minute slot take ${length(cut)}`,
        }))
    const run = minutesIn(guide.brief.goodRun)
    const back = run.find((minute, nth) => minute < (run[nth - 1] ?? 0))
    const goodRun = ['guide', 'brief', 'goodRun']
    return [
      ...late(guide.brief.goodRun, 45, goodRun),
      ...(back === undefined
        ? []
        : [{ at: goodRun, message: `minute ${back} comes after a later one; tell a good run in order` }]),
      ...cuts.flatMap((cut) => late(guide.cuts[cut], cut, ['guide', 'cuts', `${cut}`])),
    ]
  },
}
