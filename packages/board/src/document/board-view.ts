/** A board as frozen plain data: what every screen, export and replay draws. */

export type ItemId = string & { readonly __brand: 'ItemId' }

export type Item = {
  readonly id: ItemId
  readonly kind: string
  readonly text: string
  /** Field values by field id; only strings. */
  readonly fields: Readonly<Record<string, string>>
  readonly links: readonly Link[]
  readonly section: string
  /** Resolved: a removed, foreign or cyclic parent is already replaced by `null`. */
  readonly parent: ItemId | null
  readonly removed: boolean
}
export type Link = { readonly kind: string; readonly to: ItemId }

export type BoardView = {
  /** Every item that is not removed. An item that did not change keeps its identity from view to view. */
  readonly items: ReadonlyMap<ItemId, Item>
  /** Top-level items of a section, in order. Missing key: an empty section. */
  readonly roots: ReadonlyMap<string, readonly ItemId[]>
  /** Children of an item, in order. Missing key: none. */
  readonly children: ReadonlyMap<ItemId, readonly ItemId[]>
}

/** Where to put an item. `before: null` is the end. */
export type Placement = {
  readonly section: string
  readonly parent: ItemId | null
  readonly before: ItemId | null
}

export type BoardCommand =
  | {
      readonly kind: 'addItem'
      readonly item: ItemId
      readonly itemKind: string
      readonly text: string
      readonly at: Placement
    }
  | { readonly kind: 'moveItem'; readonly item: ItemId; readonly at: Placement }
  /** Replaces `remove` characters at `index` (UTF-16 units) by `insert`: one keystroke, or one paste. */
  | {
      readonly kind: 'editText'
      readonly item: ItemId
      readonly index: number
      readonly remove: number
      readonly insert: string
    }
  /** An empty value clears the field. */
  | { readonly kind: 'setField'; readonly item: ItemId; readonly field: string; readonly value: string }
  | { readonly kind: 'setKind'; readonly item: ItemId; readonly itemKind: string }
  | { readonly kind: 'addLink'; readonly item: ItemId; readonly link: Link }
  | { readonly kind: 'removeLink'; readonly item: ItemId; readonly link: Link }
  /** Removes the item and everything below it. */
  | { readonly kind: 'removeItem'; readonly item: ItemId }
