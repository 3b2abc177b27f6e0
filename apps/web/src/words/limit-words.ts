import { typedWords } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
/** What a field says when its text is too long to be stored. `undefined` when it fits. Nothing is cut. */
export function limitError(words: string, limit: number): string | undefined {
  const over = typedWords(words).length - limit
  if (over <= 0) return undefined
  const most = limit.toLocaleString('en-GB')
  return t`${plural(over, { one: '# character', other: '# characters' })} too long. The limit is ${most}; shorten it to save it.`
}
