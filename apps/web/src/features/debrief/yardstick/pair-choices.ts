import type { ReferenceItem } from '@greenroom/question-bank'
import type { BoardComparison } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import type { PickGroup } from '../../../design/pick-list.tsx'
import { markTitle } from '../../../words/mark-words.ts'

/** Items to pair a card with: missed ones first, by how much they matter. */
export function groupsOfItems({ missed, matches }: BoardComparison<ReferenceItem>): readonly PickGroup[] {
  return [
    ...(['core', 'good', 'stretch'] as const).map((mark) => ({
      key: mark,
      title: t`Missed: ${markTitle(mark)}`,
      picks: missed
        .filter(({ reference }) => reference.mark === mark)
        .map(({ reference }) => ({ key: reference.id, text: reference.text })),
    })),
    {
      key: 'matches',
      title: t`Paired already`,
      picks: matches.map(({ reference }) => ({ key: reference.id, text: reference.text })),
    },
  ]
}

/** Cards to pair an item with: unpaired ones first. */
export function groupsOfCards({ alone, matches }: BoardComparison<ReferenceItem>): readonly PickGroup[] {
  return [
    { key: 'alone', title: t`Not paired yet`, picks: alone.map(({ id, text }) => ({ key: id, text })) },
    {
      key: 'paired',
      title: t`Paired already`,
      picks: matches.map(({ card }) => ({ key: card.id, text: card.text })),
    },
  ]
}
