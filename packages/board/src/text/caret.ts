import { fromBase64UrlEncoded, toBase64UrlEncoded } from 'lib0/buffer'
import * as Y from 'yjs'
import type { ItemId } from '../document/board-view.ts'
import { textOf } from '../document/items.ts'

/**
 * Carets that stay where they are while others write: Yjs relative positions, which identify the letter that follows them. Encoded as
 * base64url of Yjs's own encoding, so that they travel in JSON.
 */

/** The position of an offset (UTF-16 units) in an item's text. `null` when there is no such text, or it is shorter. */
export function caretAt(doc: Y.Doc, item: ItemId, offset: number): string | null {
  const text = textOf(doc, item)
  if (text === null || offset < 0 || offset > text.length) return null
  return toBase64UrlEncoded(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, offset)))
}

/**
 * Where such a position is now, as an offset in the item's text. `null` when it is not in this text, is damaged, or is before a letter that
 * has not arrived yet.
 */
export function offsetOfCaret(doc: Y.Doc, item: ItemId, caret: string): number | null {
  const text = textOf(doc, item)
  if (text === null) return null
  try {
    const position = Y.decodeRelativePosition(fromBase64UrlEncoded(caret))
    const place = Y.createAbsolutePositionFromRelativePosition(position, doc)
    return place !== null && place.type === text ? place.index : null
  } catch {
    return null
  }
}
