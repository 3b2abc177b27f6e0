import { t } from '@lingui/core/macro'
import { type KeyboardEvent, memo } from 'react'
import type { Branch, Card } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'
import { CardChips } from './card-chips.tsx'
import { CardFrame } from './card-frame.tsx'
import { CardNumberLine } from './card-number-line.tsx'

export type OnArrow = (event: KeyboardEvent, card: Card) => boolean

type ShownCard = {
  readonly card: Card
  /** Where several kinds share a section, each card says which it is. */
  readonly showKind: boolean
  readonly onArrow: OnArrow
}

/** A card in a list, with the cards below it. */
export const CardItem = memo(function CardItem({
  branch,
  showKind,
  onArrow,
}: Omit<ShownCard, 'card'> & { readonly branch: Branch }) {
  const { card } = branch
  return (
    <li className="board-item" data-item={card.item.id}>
      <CardBody card={card} showKind={showKind} onArrow={onArrow} />
      <CardsBelow branch={branch} showKind={showKind} onArrow={onArrow} />
    </li>
  )
})

/** A card without its children: drawn again only when it changes, whatever happens to the cards below it. */
const CardBody = memo(function CardBody({ card, showKind, onArrow }: ShownCard) {
  return (
    <CardFrame card={card}>
      {showKind && <span className="board-kind">{card.kind.label}</span>}
      <CardText card={card} onArrow={onArrow} />
      <CardNumberLine card={card} />
      <CardChips card={card} />
    </CardFrame>
  )
})

export function CardsBelow({
  branch: { card, children },
  showKind,
  onArrow,
}: Omit<ShownCard, 'card'> & { readonly branch: Branch }) {
  return children.length === 0 ? null : (
    <ul className="board-below" aria-label={t`Under ${card.item.text || card.kind.label}`}>
      {children.map((child) => (
        <CardItem key={child.card.item.id} branch={child} showKind={showKind} onArrow={onArrow} />
      ))}
    </ul>
  )
}
