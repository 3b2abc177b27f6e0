import { CardChips } from '../cards/card-chips.tsx'
import { CardFrame } from '../cards/card-frame.tsx'
import type { OnArrow } from '../cards/card-item.tsx'
import type { SectionModel } from '../model/board-model.ts'
import { CardText } from '../text/card-text.tsx'

/** The pinned line: what everything else serves. */
export function LineLayout({ model, onArrow }: { readonly model: SectionModel; readonly onArrow: OnArrow }) {
  return (
    <ul className="board-line" aria-label={model.section.title}>
      {model.cards.map(({ card }) => (
        <li key={card.item.id} className="board-item" data-item={card.item.id}>
          <CardFrame card={card} scrolls>
            {card.kind.label !== model.section.title && model.kinds.length > 1 && (
              <span className="board-kind">{card.kind.label}</span>
            )}
            <CardText card={card} onArrow={onArrow} />
            <CardChips card={card} />
          </CardFrame>
        </li>
      ))}
    </ul>
  )
}
