import type { ItemId } from './board-view.ts'

/**
 * How a board lies in its Yjs document. Nothing outside this package knows these keys.
 *
 * `doc.getMap('items')` holds one `Y.Map` per item under the item's id:
 *
 * | key | value |
 * | --- | --- |
 * | `kind` | string |
 * | `text` | `Y.Text` |
 * | `place` | `[section, parent | null, order, moveClock]`, one JSON value, so that two moves never mix |
 * | `f.<field>` | string |
 * | `l.<link kind>.<target item>` | `true` |
 * | `removed` | `true`: a tombstone |
 */
export const rootName = 'items'
export const kindKey = 'kind'
export const textKey = 'text'
export const placeKey = 'place'
export const removedKey = 'removed'
const fieldPrefix = 'f.'
const linkPrefix = 'l.'

export function fieldKey(field: string): string {
  return fieldPrefix + field
}
export function linkKey(kind: string, to: string): string {
  return `${linkPrefix}${kind}.${to}`
}

/** The Yjs client id of the server's seeds. No participant may ever use it. */
export const seedClient = 1

/** What one item may hold. The rooms also pass `textLength` to validation. Lengths in UTF-16 units. */
export const contentLimits = {
  items: 2000,
  textLength: 2000,
  fieldLength: 2000,
  kindLength: 40,
  sectionLength: 40,
  orderLength: 200,
  /** The largest move clock: an integer that lib0 has only one encoding for. */
  moveClock: 2 ** 31 - 2,
} as const

/** Names that every plain object inherits: as a key of somebody's record they would shadow or be shadowed. */
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))
const itemIdShape = /^[A-Za-z0-9_-]{1,64}$/
const nameShape = /^[a-z][a-zA-Z0-9-]{0,39}$/

/** Whether a value can be the id of a card: 1 to 64 letters, digits, `_` or `-`, and no name that plain objects inherit. */
export function isItemId(value: unknown): value is ItemId {
  return typeof value === 'string' && itemIdShape.test(value) && value !== 'prototype' && !inherited.has(value)
}

/** Ids of fields and link kinds, as `framework.ts` allows them. */
export function isName(value: string): boolean {
  return nameShape.test(value) && value !== 'prototype' && !inherited.has(value)
}

export type ItemKey =
  | { readonly is: 'kind' | 'text' | 'place' | 'removed' }
  | { readonly is: 'field'; readonly field: string }
  | { readonly is: 'link'; readonly kind: string; readonly to: ItemId }

const plainKeys = new Map<string, ItemKey>([
  [kindKey, { is: 'kind' }],
  [textKey, { is: 'text' }],
  [placeKey, { is: 'place' }],
  [removedKey, { is: 'removed' }],
])

/** What a key inside an item means. `null` for one that no board has. */
export function readItemKey(key: string): ItemKey | null {
  const plain = plainKeys.get(key)
  if (plain !== undefined) return plain
  if (key.startsWith(fieldPrefix)) {
    const field = key.slice(fieldPrefix.length)
    return isName(field) ? { is: 'field', field } : null
  }
  if (key.startsWith(linkPrefix)) {
    const dot = key.indexOf('.', linkPrefix.length)
    if (dot < 0) return null
    const kind = key.slice(linkPrefix.length, dot)
    const to = key.slice(dot + 1)
    return isName(kind) && isItemId(to) ? { is: 'link', kind, to } : null
  }
  return null
}
