import type { BoardCommand, BoardView, Framework, ItemId } from '@greenroom/board'
import type { ApplyAnswer, SavedState, SetAside } from '@greenroom/room-client'
import type { ReactNode } from 'react'
import type { PersonColour } from '../../design/index.ts'

/** What a board is drawn from. The live room and the replay pass the same plain data. */

/** Somebody else on this board. */
export type OtherPerson = {
  /** Unique here: one person may have two tabs. */
  readonly key: string
  readonly name: string
  /** Of rings and carets, never the only sign. */
  readonly colour: PersonColour
  readonly focus: ItemId | null
  readonly caret: Caret | null
}
/** UTF-16 offsets in the focused text; `field: null` is the card's own text. */
export type Caret = { readonly field: string | null; readonly anchor: number; readonly head: number }

export type CommandResult = ApplyAnswer
export type CommandRefusal = Extract<ApplyAnswer, { ok: false }>['code']

/** What a person may do to a board. Stable: the same object while the board is open. */
export type BoardActions = {
  readonly apply: (command: BoardCommand) => CommandResult
  /** Edits until the next call are one undo step. */
  readonly breakUndo: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly setFocus: (focus: ItemId | null, caret: Caret | null) => void
  /** The view as it is now, perhaps newer than the one drawn. */
  readonly current: () => BoardView
  readonly newItemId: () => ItemId
}

export type BoardProps = {
  readonly view: BoardView
  readonly framework: Framework
  /** Ids of the sections that the current phase opens. */
  readonly openSections: readonly string[]
  readonly others: readonly OtherPerson[]
  readonly saved: SavedState
  /** The name of the person who last added or removed an item, if known. Without it only the other person here is named. */
  readonly authorOf?: (item: ItemId) => string | null
  /** `null`: nothing can be changed here, as in a replay. */
  readonly actions: BoardActions | null
  readonly canUndo?: boolean
  readonly canRedo?: boolean
  /** The small count of used sections (learning mode). */
  readonly showCoverage?: boolean
  readonly setAside?: readonly SetAside[]
  readonly onPutBack?: (id: string) => void
  readonly onForget?: (id: string) => void
  /** An item to look at: it is scrolled into view and ringed (a moment of the replay, evidence of a score). */
  readonly spotlight?: ItemId | null
  /** Cards that are highlighted for this viewer: those that a curveball should affect. */
  readonly lit?: ReadonlySet<ItemId>
  /** How many comments each card has, when somebody looks back on a round. */
  readonly commented?: ReadonlyMap<ItemId, number>
  /** The keys under which text typed into a card's fields is kept until it is on the board. */
  readonly draftsUnder?: string
  /** There is another board with the same sections beside it: then sections are groups, because no two landmarks may have the same name. */
  readonly isBeside?: boolean
  /** More buttons for the board's bar. */
  readonly tools?: ReactNode
}
