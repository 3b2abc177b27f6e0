import type { CarriedScore } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { scoreInWords } from '../../../words/score-words.ts'

/** "carried over from take 1: 2" */
export function carriedWords({ take, given }: CarriedScore): string {
  return t`carried over from take ${take}: ${scoreInWords(given)}`
}
