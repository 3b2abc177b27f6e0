import type { BoardCommand, Framework, ItemId, Section, TextEdit } from '@greenroom/board'
import { createContext, type KeyboardEvent, useContext } from 'react'
import { useStore } from 'zustand'
import type { ActionContext, BoardAction } from './actions/index.ts'
import type { BoardActions, OtherPerson } from './board-props.ts'
import type { BoardUi, BoardUiState, CardFocus, DropPlace } from './board-ui.ts'
import type { UnfitWords } from './text/unfit-words.ts'

/** What every part of a board may use. Stable while the board is open, so that it causes no redraw. */
export type BoardContext = {
  readonly framework: Framework
  readonly ui: BoardUi
  /** The beginning of the keys under which fields keep what is typed: `<this><card>.<field>`. */
  readonly draftsUnder: string
  /** There is another board beside it: sections are groups then, not regions, and are stacked in a wider window. */
  readonly isBeside: boolean
  /** `null`: read only. */
  readonly board: BoardActions | null
  /** Applies one command; a refusal is shown. */
  readonly apply: (command: BoardCommand) => boolean
  /** The same for what is being typed into a card's text: what the board does not take is kept in `unfit`, and offered. */
  readonly write: (item: ItemId, edit: TextEdit, typed: string) => boolean
  readonly unfit: UnfitWords
  readonly contextOf: (item: ItemId, mode: 'rest' | 'edit') => ActionContext | null
  readonly run: (action: BoardAction, item: ItemId, mode?: 'rest' | 'edit') => void
  /** Runs what the key means for this card; returns whether it meant something. */
  readonly press: (event: KeyboardEvent, item: ItemId, mode: 'rest' | 'edit') => boolean
  /** The same for a key combination without its event, as `keyboard.ts` writes it. */
  readonly pressChord: (chord: string, item: ItemId, mode: 'rest' | 'edit') => boolean
  readonly add: (section: Section, itemKind: string) => void
  /** Scrolls a card into view and focuses it, opening its section if necessary. */
  readonly goTo: (item: ItemId) => void
  /** Opens a section and moves the focus into it. */
  readonly goToSection: (section: string) => void
}

const Context = createContext<BoardContext | null>(null)
export const BoardContextProvider = Context.Provider

export function useBoardContext(): BoardContext {
  const context = useContext(Context)
  if (!context) throw new Error('a part of a board stands outside of <Board>')
  return context
}

export function useBoardUi<T>(select: (state: BoardUiState) => T): T {
  return useStore(useBoardContext().ui.store, select)
}

/** Whether this is the card that Tab reaches in its section; the arrow keys continue from there. */
export function useIsTabStop(item: ItemId): boolean {
  return useBoardUi((state) => state.tabStops.has(item))
}

export function useCardFocus(item: ItemId): CardFocus | null {
  return useBoardUi((state) => (state.focus?.item === item ? state.focus : null))
}

const nobody: readonly OtherPerson[] = []
export function usePeopleOn(item: ItemId): readonly OtherPerson[] {
  return useBoardUi((state) => state.presence.get(item) ?? nobody)
}

/** Whether a dragged card would land at the end of this section. */
export function useDropIn(section: string): boolean {
  return useBoardUi((state) => state.drag?.drop?.over === null && state.drag.drop.section === section)
}

export function useDropOn(item: ItemId): DropPlace['where'] | null {
  return useBoardUi((state) => (state.drag?.drop?.over === item ? state.drag.drop.where : null))
}
