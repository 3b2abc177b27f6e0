import { t } from '@lingui/core/macro'
import { type KeyboardEvent, memo } from 'react'
import type { Card } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'
import { CardChips } from './card-chips.tsx'
import { CardFrame } from './card-frame.tsx'

export type OnArrow = (event: KeyboardEvent, card: Card) => boolean

/** A card in a list, with the cards below it. */
export const CardItem = memo(function CardItem({
  card,
  showKind,
  onArrow,
}: {
  readonly card: Card
  /** Where several kinds share a section, each card says which it is. */
  readonly showKind: boolean
  readonly onArrow: OnArrow
}) {
  return (
    <li className="board-item" data-item={card.item.id}>
      <CardFrame card={card}>
        {showKind && <span className="board-kind">{card.kind.label}</span>}
        <CardText card={card} onArrow={onArrow} />
        <CardChips card={card} />
      </CardFrame>
      {card.children.length > 0 && (
        <ul className="board-below" aria-label={t`Under ${card.item.text || card.kind.label}`}>
          {card.children.map((child) => (
            <CardItem key={child.item.id} card={child} showKind={showKind} onArrow={onArrow} />
          ))}
        </ul>
      )}
    </li>
  )
})
