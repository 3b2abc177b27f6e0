import { CardItem, type OnArrow } from '../cards/card-item.tsx'
import type { SectionModel } from '../model/board-model.ts'

/** Cards side by side, as many to a row as fit. */
export function CardsLayout({ model, onArrow }: { readonly model: SectionModel; readonly onArrow: OnArrow }) {
  return model.cards.length === 0 ? null : (
    <ul className="board-cards" aria-label={model.section.title}>
      {model.cards.map((branch) => (
        <CardItem key={branch.card.item.id} branch={branch} showKind={model.kinds.length > 1} onArrow={onArrow} />
      ))}
    </ul>
  )
}
