import { typedWords } from '@greenroom/session'
import type { CaseRule } from '../lint-message.ts'
import { textsIn } from '../texts.ts'
import { unreadableIn } from '../unreadable.ts'

export const readableText: CaseRule = {
  id: 'readable-text',
  guarantees: 'Every text can be read: no letter is lost, every character can be shown, and none is blank.',
  check: ({ case: interviewCase }) =>
    textsIn(interviewCase).flatMap(({ at, text }) => {
      const isInvisible = text !== '' && typedWords(text) === ''
      const found = isInvisible ? 'is empty: nothing in it can be seen' : unreadableIn(text)?.message
      return found === undefined ? [] : [{ at, message: `${at.join('.')}: ${found}`, broken: true }]
    }),
}
