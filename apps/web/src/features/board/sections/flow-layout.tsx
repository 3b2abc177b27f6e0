import { t } from '@lingui/core/macro'
import { ArrowRight } from 'lucide-react'
import { memo } from 'react'
import { CardChips } from '../cards/card-chips.tsx'
import { CardFrame } from '../cards/card-frame.tsx'
import { CardItem, type OnArrow } from '../cards/card-item.tsx'
import type { Card, SectionModel } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'

/** Ordered steps with arrows between them; the row breaks where it must. */
export function FlowLayout({ model, onArrow }: { readonly model: SectionModel; readonly onArrow: OnArrow }) {
  return model.cards.length === 0 ? null : (
    <ol className="board-flow" aria-label={model.section.title}>
      {model.cards.map((card) => (
        <FlowStep key={card.item.id} card={card} showKind={model.kinds.length > 1} onArrow={onArrow} />
      ))}
    </ol>
  )
}

const FlowStep = memo(function FlowStep({
  card,
  showKind,
  onArrow,
}: {
  readonly card: Card
  readonly showKind: boolean
  readonly onArrow: OnArrow
}) {
  return (
    <li className="board-item board-step" data-item={card.item.id}>
      {card.position > 1 && <ArrowRight className="board-step-arrow" aria-hidden="true" />}
      <CardFrame card={card}>
        <span className="board-step-number" aria-hidden="true">
          {card.position}
        </span>
        {showKind && <span className="board-kind">{card.kind.label}</span>}
        <CardText card={card} onArrow={onArrow} />
        <CardChips card={card} />
        {card.children.length > 0 && (
          <ul className="board-below" aria-label={t`Under ${card.item.text || card.kind.label}`}>
            {card.children.map((child) => (
              <CardItem key={child.item.id} card={child} showKind={showKind} onArrow={onArrow} />
            ))}
          </ul>
        )}
      </CardFrame>
    </li>
  )
})
