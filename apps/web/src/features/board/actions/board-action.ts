import type { BoardCommand, BoardView, Framework, Item, Section } from '@greenroom/board'
import type { LucideIcon } from 'lucide-react'
import type { BoardActions } from '../board-props.ts'
import type { BoardUi } from '../board-ui.ts'
import type { Chord } from '../keyboard.ts'

/** One thing that a person can do to a board: the same object behind its key, its menu item and its test. */
export type BoardAction = {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  /** For the `?` list. */
  readonly group: 'Cards' | 'Moving' | 'Board'
  /** Keys while a card is focused but not being edited. */
  readonly restKeys?: readonly Chord[]
  /** Keys while a card is being edited. */
  readonly textKeys?: readonly Chord[]
  /** Whether the card's menu lists it. */
  readonly inMenu?: boolean
  readonly danger?: boolean
  readonly available: (context: ActionContext) => boolean
  readonly run: (context: ActionContext) => void
}

/** What an action sees when it runs: the board as it is then. */
export type ActionContext = {
  readonly view: BoardView
  readonly framework: Framework
  readonly section: Section
  readonly item: Item
  readonly mode: 'rest' | 'edit'
  readonly board: BoardActions
  readonly ui: BoardUi
  /** Applies one command; a refusal is shown, and returns `false`. */
  readonly apply: (command: BoardCommand) => boolean
}

/** Focus as it was: somebody who was writing can continue, with the caret where it was. */
export function keepFocus({ ui, item, mode }: ActionContext): void {
  if (mode === 'edit') ui.edit(item.id, 'keep')
  else ui.rest(item.id)
}
