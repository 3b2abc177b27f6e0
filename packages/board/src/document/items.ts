import * as Y from 'yjs'
import type { ItemId, Link } from './board-view.ts'
import { isItemId, kindKey, placeKey, readItemKey, removedKey, rootName, textKey } from './keys.ts'
import { type Place, readPlace } from './place.ts'

/** The shared map of all items: what an undo manager watches. */
export function itemsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap(rootName)
}

/** The text of an item, for caret positions. `null` when there is none. */
export function textOf(doc: Y.Doc, item: ItemId): Y.Text | null {
  const map = mapOf(doc, item)
  return map === null ? null : textIn(map)
}

/** The map of an item, removed or not. `null` when the document has none, or something else under that id. */
export function mapOf(doc: Y.Doc, item: string): Y.Map<unknown> | null {
  const value = isItemId(item) ? itemsOf(doc).get(item) : null
  return value instanceof Y.Map ? value : null
}

export function textIn(map: Y.Map<unknown>): Y.Text | null {
  const text = map.get(textKey)
  return text instanceof Y.Text && !(text instanceof Y.XmlText) ? text : null
}

export function isRemoved(map: Y.Map<unknown>): boolean {
  return map.get(removedKey) === true
}
export function placeOf(map: Y.Map<unknown>): Place {
  return readPlace(map.get(placeKey))
}

export function kindOf(map: Y.Map<unknown>): string {
  const kind = map.get(kindKey)
  return typeof kind === 'string' ? kind : ''
}

/** What one item's map says, regardless of any other item. */
export type StoredItem = {
  readonly kind: string
  readonly text: string
  readonly fields: Readonly<Record<string, string>>
  /** In the order of (kind, target), the same on every replica. */
  readonly links: readonly Link[]
  readonly place: Place
  readonly removed: boolean
}

/**
 * Reads a map, tolerating junk: a value of a wrong type counts as missing, and an unknown key is ignored. `readText` returns the text's
 * content.
 */
export function readStoredItem(
  map: Y.Map<unknown>,
  readText: (text: Y.Text) => string = (text) => text.toString(),
): StoredItem {
  const text = textIn(map)
  const fields: [string, string][] = []
  const links: Link[] = []
  for (const [name, value] of map.entries()) {
    const key = readItemKey(name)
    if (key?.is === 'field' && typeof value === 'string' && value !== '') fields.push([key.field, value])
    if (key?.is === 'link' && value === true) links.push(Object.freeze({ kind: key.kind, to: key.to }))
  }
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  links.sort((a, b) => (a.kind === b.kind ? (a.to < b.to ? -1 : 1) : a.kind < b.kind ? -1 : 1))
  return {
    kind: kindOf(map),
    text: text === null ? '' : readText(text),
    fields: Object.freeze(Object.fromEntries(fields)),
    links: Object.freeze(links),
    place: placeOf(map),
    removed: isRemoved(map),
  }
}
