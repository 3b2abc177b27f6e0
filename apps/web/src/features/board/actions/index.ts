import { addBelow, addUnder } from './add-card.ts'
import type { ActionContext, BoardAction } from './board-action.ts'
import { closeFullSize, openFullSize } from './full-size.ts'
import {
  chooseDestination,
  moveBack,
  moveBackFlat,
  moveDown,
  moveOnward,
  moveOnwardFlat,
  moveUp,
  nest,
  nestNowhere,
  outdent,
  outdentNowhere,
} from './move-card.ts'
import { openDetails, openLinks, openMenu, switchKind } from './open-card.ts'
import { removeCard, removeEmpty } from './remove-card.ts'
import { redo, undo } from './undo-redo.ts'
import { finishLine, stopWriting, writeCard } from './write-card.ts'

export { addCard } from './add-card.ts'
export type { ActionContext, BoardAction } from './board-action.ts'
export { moveTo } from './move-card.ts'

/** In the order of the card's menu. The first available action with a key takes it. */
export const cardActions: readonly BoardAction[] = [
  writeCard,
  stopWriting,
  addBelow,
  addUnder,
  finishLine,
  openDetails,
  openLinks,
  switchKind,
  moveUp,
  moveDown,
  nest,
  outdent,
  nestNowhere,
  outdentNowhere,
  moveOnward,
  moveBack,
  moveOnwardFlat,
  moveBackFlat,
  chooseDestination,
  removeCard,
  removeEmpty,
  openMenu,
  undo,
  redo,
  openFullSize,
  closeFullSize,
]

/** The action that a key combination means in this situation, if any. */
export function actionFor(chord: string, context: ActionContext): BoardAction | null {
  return (
    cardActions.find(
      (action) =>
        (context.mode === 'edit' ? action.textKeys : action.restKeys)?.includes(chord) === true &&
        action.available(context),
    ) ?? null
  )
}

export function menuActions(context: ActionContext): readonly BoardAction[] {
  return cardActions.filter((action) => action.inMenu === true && action.available(context))
}
