import type { Item, ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Presence } from './focus/presence.ts'

/** What only this screen knows: focus, what is open, what floats over the board. One store per board, which ends with it. */

/** Where the caret goes when a card is opened for editing. */
export type CaretPlace = 'start' | 'end' | 'keep' | number

export type CardFocus = {
  readonly item: ItemId
  readonly mode: 'rest' | 'edit'
  readonly caret: CaretPlace
  /** Grows with each step, so that the same step requested twice is carried out twice. */
  readonly n: number
}

export type Overlay =
  | { readonly kind: 'menu'; readonly item: ItemId }
  | { readonly kind: 'details'; readonly item: ItemId; readonly field: string | null }
  | { readonly kind: 'link'; readonly item: ItemId }
  | { readonly kind: 'move'; readonly item: ItemId }

/** Where a dragged card would land. */
export type DropPlace = {
  readonly over: ItemId | null
  readonly section: string
  readonly where: 'before' | 'after' | 'inside'
}
export type Drag = {
  readonly item: ItemId
  /** The pointer, in the window. */
  readonly x: number
  readonly y: number
  /** The grip's offset from the card's corner. */
  readonly grip: { readonly x: number; readonly y: number }
  readonly drop: DropPlace | null
}

/** What is left of a card that somebody else removed, and where it was. */
export type LostCard = {
  readonly item: Item
  /** Its text as last typed here. */
  readonly text: string
  /** The card that came after it. */
  readonly before: ItemId | null
  readonly said: string
}

export type BoardUiState = {
  readonly focus: CardFocus | null
  /** The cards that Tab reaches, one per section, with their section. */
  readonly tabStops: ReadonlyMap<ItemId, string>
  readonly overlay: Overlay | null
  /** The section that fills the board. */
  readonly full: string | null
  /** The person's own choice, until the phase changes. */
  readonly chosen: ReadonlyMap<string, 'open' | 'collapsed'>
  /** Branches of trees that are collapsed here. */
  readonly collapsed: ReadonlySet<ItemId>
  /** Branches that were opened by hand: a tree that does not fit collapses others. */
  readonly expanded: ReadonlySet<ItemId>
  readonly presence: Presence
  readonly spotlight: ItemId | null
  readonly lit: ReadonlySet<ItemId>
  readonly commented: ReadonlyMap<ItemId, number>
  /** For screen readers. */
  readonly said: { readonly n: number; readonly text: string }
  /** The bar below the board: what was just removed and can be restored, or why something was refused. */
  readonly offer: { readonly n: number; readonly text: string; readonly undo: boolean } | null
  /** A card that somebody else removed while it was being edited here: it and its text can be put back. */
  readonly lost: LostCard | null
  readonly drag: Drag | null
  /** Cards that were added here and have no text yet: they are removed again when they are left empty. */
  readonly fresh: ReadonlySet<ItemId>
}

export type BoardUi = {
  /** Each card's last selection, to return to. Not drawn, so not in the store. */
  readonly selection: Map<ItemId, { readonly anchor: number; readonly head: number }>
  /** The last focus step that was carried out. */
  readonly carriedOut: { n: number }
  /** Cards that this person's own undo or redo removed. */
  readonly takenBack: Set<ItemId>
  /** The text of the card that is or was last being edited, as its textarea had it. */
  readonly lastWords: { item: ItemId | null; text: string }
  readonly store: StoreApi<BoardUiState>
  readonly rest: (item: ItemId) => void
  readonly edit: (item: ItemId, caret?: CaretPlace) => void
  readonly leave: () => void
  /** The card that Tab reaches in a section. `null` when the section shows none. */
  readonly setTabStop: (section: string, item: ItemId | null) => void
  readonly open: (overlay: Overlay) => void
  readonly closeOverlay: () => void
  readonly setFull: (section: string | null) => void
  readonly choose: (section: string, state: 'open' | 'collapsed') => void
  readonly forgetChoices: (keepOpen: string | null) => void
  readonly collapse: (item: ItemId, collapsed: boolean) => void
  readonly say: (text: string) => void
  readonly offerUndo: (text: string) => void
  readonly refuse: (why: string) => void
  readonly dropOffer: () => void
  readonly lose: (card: LostCard) => void
  readonly dropLost: () => void
  readonly setDrag: (drag: Drag | null) => void
  readonly setFresh: (item: ItemId, fresh: boolean) => void
}

export function createBoardUi(): BoardUi {
  const store = createStore<BoardUiState>()(() => ({
    focus: null,
    tabStops: new Map(),
    overlay: null,
    full: null,
    chosen: new Map(),
    collapsed: new Set(),
    expanded: new Set(),
    presence: new Map(),
    spotlight: null,
    lit: new Set(),
    commented: new Map(),
    said: { n: 0, text: '' },
    offer: null,
    lost: null,
    drag: null,
    fresh: new Set(),
  }))
  let n = 0
  const set = store.setState
  const focus = (item: ItemId, mode: CardFocus['mode'], caret: CaretPlace): void => {
    n += 1
    set({ focus: { item, mode, caret, n }, overlay: null })
  }
  return {
    selection: new Map(),
    carriedOut: { n: 0 },
    takenBack: new Set(),
    lastWords: { item: null, text: '' },
    store,
    rest: (item) => focus(item, 'rest', 'end'),
    edit: (item, caret = 'end') => focus(item, 'edit', caret),
    leave: () => set({ focus: null }),
    setTabStop: (section, item) =>
      set((before) => {
        if (item !== null && before.tabStops.get(item) === section) return before
        const others = [...before.tabStops].filter(([, of]) => of !== section)
        return { tabStops: new Map(item === null ? others : [...others, [item, section]]) }
      }),
    open: (overlay) => set({ overlay }),
    closeOverlay: () => set({ overlay: null }),
    setFull: (full) => set({ full }),
    choose: (section, state) => set((before) => ({ chosen: new Map(before.chosen).set(section, state) })),
    forgetChoices: (keepOpen) => set({ chosen: keepOpen === null ? new Map() : new Map([[keepOpen, 'open']]) }),
    collapse: (item, collapsed) =>
      set((before) => {
        const next = new Set(before.collapsed)
        const expanded = new Set(before.expanded)
        if (collapsed) {
          next.add(item)
          expanded.delete(item)
        } else {
          next.delete(item)
          expanded.add(item)
        }
        return { collapsed: next, expanded }
      }),
    say: (text) => {
      n += 1
      set({ said: { n, text } })
    },
    offerUndo: (text) => {
      n += 1
      set({ offer: { n, text, undo: true }, said: { n, text: t`${text}. You can undo it below the board.` } })
    },
    refuse: (why) => {
      n += 1
      set({ offer: { n, text: why, undo: false }, said: { n, text: why } })
    },
    dropOffer: () => set({ offer: null }),
    lose: (lost) => {
      n += 1
      set({ lost, focus: null, said: { n, text: t`${lost.said} You can put it back below the board.` } })
    },
    dropLost: () => set({ lost: null }),
    setDrag: (drag) => set({ drag }),
    setFresh: (item, fresh) =>
      set((before) => {
        if (before.fresh.has(item) === fresh) return before
        const next = new Set(before.fresh)
        if (fresh) next.add(item)
        else next.delete(item)
        return { fresh: next }
      }),
  }
}
