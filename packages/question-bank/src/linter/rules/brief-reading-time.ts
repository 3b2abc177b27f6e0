import { briefMinutes, readingWordsPerMinute } from '../../vocabulary.ts'
import type { CaseRule } from '../lint-message.ts'
import { wordsOf } from '../words.ts'

export const briefReadingTime: CaseRule = {
  id: 'brief-reading-time',
  guarantees: 'The brief can be read in two minutes.',
  check: ({ case: { guide } }) => {
    const words = wordsOf(Object.values(guide.brief).join(' ')).length
    const most = briefMinutes * readingWordsPerMinute
    return words <= most
      ? []
      : [{ at: ['guide', 'brief'], key: true, message: `has ${words} words; ${most} can be read in two minutes` }]
  },
}
