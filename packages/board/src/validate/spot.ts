import type { ItemKey } from '../document/keys.ts'

/** Where a struct goes. */
export type Spot =
  /** An entry of the map of all items. */
  | { readonly at: 'board'; readonly name: string }
  /** An entry of one item's map. `owner` is the map: the committed type, or the new struct that brings it. */
  | {
      readonly at: 'item'
      readonly owner: object
      readonly name: string
      readonly key: ItemKey
      readonly fixed: boolean
    }
  /** Characters of a text. `owner` likewise. */
  | { readonly at: 'text'; readonly owner: object; readonly held: number }
  /** Inside something that has been removed from the document: Yjs keeps its clocks and nothing else. */
  | { readonly at: 'gone' }
