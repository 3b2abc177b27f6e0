import type { CaseRule, Fault } from '../lint-message.ts'
import { wordsOf } from '../words.ts'

/** Whether the words occur in the text in this order, with anything between them. One pass: names come from strangers. */
function holdsInOrder(text: string, words: readonly string[]): boolean {
  let from = 0
  for (const word of words) {
    const at = text.indexOf(word, from)
    if (at < 0) return false
    from = at + word.length
  }
  return true
}

export const notice: CaseRule = {
  id: 'notice',
  guarantees:
    'The notice says that the numbers are invented, whether the company is, and what happens to what people tell about themselves.',
  check: ({ case: { public: publicPart }, category }) => {
    const faults: Fault[] = []
    const said = (word: RegExp) => word.test(publicPart.notice)
    if (!said(/\bnumbers?\b|\bfigures?\b/i) || !said(/invented/i))
      faults.push({ at: ['public', 'notice'], message: 'must say that the numbers are invented for practice' })
    if (publicPart.fictional && !holdsInOrder(publicPart.notice.toLowerCase(), wordsOf(publicPart.company)))
      faults.push({ at: ['public', 'notice'], message: `must say that ${publicPart.company} is an invented company` })
    if (category.demands.personal && !said(/\bdelet(?:e|ed|es)\b[^.]*\bsession\b|\bsession\b[^.]*\bdeleted\b/i))
      faults.push({
        at: ['public', 'notice'],
        message: 'must say that what people tell of themselves is deleted with the session',
      })
    return faults
  },
}
