import type { Guide, ReferenceItem } from '@greenroom/question-bank'
import { notWritten } from '@greenroom/question-bank'

/** The items of a case's reference board that its author has written; none where there is no guide that can be read. */
export function writtenItems(guide: Guide | null): readonly ReferenceItem[] {
  return (guide?.referenceBoard.items ?? []).filter(({ text }) => text !== notWritten)
}
