import type { CaseRule } from '../lint-message.ts'
import { wordsOf } from '../words.ts'
import { plainOf } from './topics.ts'

/** “The curveball about cover”, “the appeal curveball”: how a cut refers to one, in up to three words. */
const mentioned =
  /curveballs? (?:about|of|on) (?:the |a |an )?((?:[\p{L}’]+ ?){1,3})|the ((?:[\p{L}’]+ ){1,2})curveball/giu

/** Words that number curveballs without naming one. */
const onlyCounts = new Set([
  'first',
  'second',
  'third',
  'last',
  'other',
  'only',
  'one',
  'new',
  'same',
  'the',
  'about',
  'your',
])

export const cutCurveballs: CaseRule = {
  id: 'cut-curveballs',
  guarantees: 'A curveball that the advice for a slot names by its subject is one of the case.',
  check: ({ case: { guide } }) => {
    const told = plainOf(
      guide.curveballs.map(({ id, when, text }) => `${id.replaceAll('-', ' ')} ${when} ${text}`).join(' '),
    )
    return Object.entries(guide.cuts).flatMap(([slot, advice]) =>
      [...advice.matchAll(mentioned)].flatMap((match) => {
        const subject = (match[1] ?? match[2] ?? '').trim()
        const words = wordsOf(subject).filter((word) => word.length > 3 && !onlyCounts.has(word))
        if (words.length === 0 || words.some((word) => told.includes(plainOf(word).trimEnd()))) return []
        return [{ at: ['guide', 'cuts', slot], message: `no curveball is about “${subject}”` }]
      }),
    )
  },
}
