import { type BoardView, type Framework, type Item, readOutline } from '@greenroom/board'
import { type Guide, notWritten, type ReferenceItem } from '@greenroom/question-bank'
import { comparedCards } from '@greenroom/replay'

/** The items of a case's reference board that its author has written; none without a readable guide. */
export function writtenItems(guide: Guide | null): readonly ReferenceItem[] {
  return (guide?.referenceBoard.items ?? []).filter(({ text }) => text !== notWritten)
}

/** The cards that are compared with them, in the order in which the board is read. */
export function cardsInOrder(board: { readonly view: BoardView; readonly framework: Framework }): readonly Item[] {
  return comparedCards(readOutline(board.view, board.framework).flatMap(({ rows }) => rows.map(({ item }) => item)))
}
