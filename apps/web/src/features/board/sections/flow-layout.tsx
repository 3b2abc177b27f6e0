import { ArrowRight } from 'lucide-react'
import { memo } from 'react'
import { CardChips } from '../cards/card-chips.tsx'
import { CardFrame } from '../cards/card-frame.tsx'
import { CardsBelow, type OnArrow } from '../cards/card-item.tsx'
import type { Branch, SectionModel } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'

/** Ordered steps with arrows between them; the row breaks where it must. */
export function FlowLayout({ model, onArrow }: { readonly model: SectionModel; readonly onArrow: OnArrow }) {
  return model.cards.length === 0 ? null : (
    <ol className="board-flow" aria-label={model.section.title}>
      {model.cards.map((branch) => (
        <FlowStep key={branch.card.item.id} branch={branch} showKind={model.kinds.length > 1} onArrow={onArrow} />
      ))}
    </ol>
  )
}

const FlowStep = memo(function FlowStep({
  branch,
  showKind,
  onArrow,
}: {
  readonly branch: Branch
  readonly showKind: boolean
  readonly onArrow: OnArrow
}) {
  const { card } = branch
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
        <CardsBelow branch={branch} showKind={showKind} onArrow={onArrow} />
      </CardFrame>
    </li>
  )
})
