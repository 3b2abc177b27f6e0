import * as Y from 'yjs'
import { Cursor } from './update-cursor.ts'

/** What Yjs's first encoding says of a text with an origin, and of one that also has a right origin. */
const textAfter = 0x84
const textBetween = 0xc4

/**
 * Applies an update that `validateUpdate` has accepted, to a document that nobody observes, with exactly the result of `Y.applyUpdate`.
 *
 * Nearly every update of somebody who types is one more letter behind the letter that they typed just before. For each of them Yjs opens a
 * transaction, places a new item, and merges that with the item on its left. Here the letter is added to the item on its left at once,
 * which takes a tenth of the time.
 */
export function applyAccepted(doc: Y.Doc, update: Uint8Array): void {
  if (!typeOn(doc, update)) Y.applyUpdate(doc, update)
}

/** `false`, with nothing done, when this is not the next letter behind the newest item of its client. */
function typeOn(doc: Y.Doc, update: Uint8Array): boolean {
  // One client with one struct; at the end, no deletions.
  if (update[0] !== 1 || update[1] !== 1 || update[update.length - 1] !== 0) return false
  const cursor = new Cursor(update)
  cursor.at = 2
  const client = cursor.uint()
  const clock = cursor.uint()
  const info = cursor.byte()
  if (info !== textAfter && info !== textBetween) return false
  const structs = doc.store.clients.get(client)
  const last = structs?.[structs.length - 1]
  if (!(last instanceof Y.Item) || last.id.clock + last.length !== clock) return false
  if (cursor.uint() !== client || cursor.uint() !== clock - 1) return false
  if (info === textAfter) {
    if (last.right !== null || last.rightOrigin !== null) return false
  } else {
    const rightClient = cursor.uint()
    const rightClock = cursor.uint()
    if (!isAt(last.rightOrigin, rightClient, rightClock) || !isAt(last.right?.id, rightClient, rightClock)) return false
  }
  const { content, parent } = last
  if (last.deleted || last.redone !== null || !(content instanceof Y.ContentString) || !(parent instanceof Y.Text))
    return false
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null || client === doc.clientID) return false
  const text = cursor.string()
  if (text === '' || cursor.at !== update.length - 1) return false
  content.str += text
  last.length += text.length
  parent._length += text.length
  if (parent._searchMarker !== null) parent._searchMarker.length = 0
  return true
}

const isAt = (id: Y.ID | null | undefined, client: number, clock: number): boolean =>
  id !== null && id !== undefined && id.client === client && id.clock === clock
