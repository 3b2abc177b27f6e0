import type * as Y from 'yjs'
import type { ItemId } from '../document/board-view.ts'
import { mapOf } from '../document/items.ts'
import { removedKey } from '../document/keys.ts'

/**
 * The Yjs client id of the person who last made an item appear or disappear: the one who removed it or, if nobody has, the one who added it. Undo, which
 * takes back only its own author's work, keeps the author. `null` for an item that the document does not have.
 */
export function placedBy(doc: Y.Doc, item: ItemId): number | null {
  const map = mapOf(doc, item)
  if (map === null) return null
  return (map._map.get(removedKey) ?? map._item)?.id.client ?? null
}
