import type { ReferenceItem } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'

const words: Readonly<Record<ReferenceItem['mark'], () => string>> = {
  core: () => t`Core`,
  good: () => t`Good`,
  stretch: () => t`Stretch`,
}
/** How much an item matters, as the case's author marked it. */
export function markTitle(mark: ReferenceItem['mark']): string {
  return words[mark]()
}
