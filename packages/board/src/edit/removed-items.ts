import type * as Y from 'yjs'
import type { Item } from '../document/board-view.ts'
import { itemsOf, mapOf, readStoredItem } from '../document/items.ts'
import { isItemId } from '../document/keys.ts'

/** The items that no view shows any more, as they were left. Links are not included. */
export function readRemovedItems(doc: Y.Doc): readonly Item[] {
  const removed: Item[] = []
  for (const id of itemsOf(doc).keys()) {
    const map = isItemId(id) ? mapOf(doc, id) : null
    if (!isItemId(id) || map === null) continue
    const { kind, text, fields, place, removed: gone } = readStoredItem(map)
    if (gone) {
      removed.push({ id, kind, text, fields, links: [], section: place.section, parent: null, removed: true })
    }
  }
  return removed
}
