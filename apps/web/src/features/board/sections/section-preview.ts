import { isBlank, type SectionModel } from '../model/board-model.ts'
import { short } from '../model/board-words.ts'

/** The first cards of a collapsed section, one line each. */
export function previewOf(model: SectionModel, lines: number): readonly string[] {
  return model.cards
    .filter(({ card }) => !isBlank(card.item))
    .slice(0, lines)
    .map(({ card }) => short(card.item.text, 48) || card.kind.label)
}
