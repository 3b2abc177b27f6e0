import type { BoardCommand, Framework, ItemId, Section } from '@greenroom/board'
import { createContext, type KeyboardEvent, useContext } from 'react'
import { useStore } from 'zustand'
import type { ActionRoom, BoardAction } from './actions/index.ts'
import type { BoardActions, OtherPerson } from './board-props.ts'
import type { BoardUi, BoardUiState, CardFocus, DropPlace } from './board-ui.ts'

/** What every part of a board may reach. Stable while the board is open, so that it redraws nobody. */
export type BoardRoom = {
  readonly framework: Framework
  readonly ui: BoardUi
  /** Beginning of the keys under which fields keep what is typed: `<this><card>.<field>`. */
  readonly draftsUnder: string
  /** `null`: read only. */
  readonly board: BoardActions | null
  /** Applies one command; a refusal is said. */
  readonly apply: (command: BoardCommand) => boolean
  readonly roomOf: (item: ItemId, mode: 'rest' | 'edit') => ActionRoom | null
  readonly run: (action: BoardAction, item: ItemId, mode?: 'rest' | 'edit') => void
  /** Runs what the key means for this card; answers whether it meant something. */
  readonly press: (event: KeyboardEvent, item: ItemId, mode: 'rest' | 'edit') => boolean
  /** The same for a chord without its event, as `keyboard.ts` writes it. */
  readonly pressChord: (chord: string, item: ItemId, mode: 'rest' | 'edit') => boolean
  readonly add: (section: Section, itemKind: string) => void
  /** Brings a card into view and focuses it, opening its section when need be. */
  readonly goTo: (item: ItemId) => void
  /** Opens a section and moves the focus into it. */
  readonly goToSection: (section: string) => void
}

const Context = createContext<BoardRoom | null>(null)
export const BoardRoomProvider = Context.Provider

export function useBoardRoom(): BoardRoom {
  const room = useContext(Context)
  if (!room) throw new Error('a part of a board stands outside of <Board>')
  return room
}

export function useBoardUi<T>(select: (state: BoardUiState) => T): T {
  return useStore(useBoardRoom().ui.store, select)
}

/** The card of a section that Tab reaches; the arrow keys go on from there. */
const RovingContext = createContext<ItemId | null>(null)
export const RovingProvider = RovingContext.Provider
export function useIsTabStop(item: ItemId): boolean {
  return useContext(RovingContext) === item
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
