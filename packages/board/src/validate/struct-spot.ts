import * as Y from 'yjs'
import { type ItemKey, isItemId, readItemKey, rootName, seedClient } from '../document/keys.ts'
import { Refused } from './refusals.ts'
import { content, type Struct, typeRef } from './scan-update.ts'
import type { Spot } from './spot.ts'

export const gone: Spot = { at: 'gone' }

export function sameSpot(a: Spot, b: Spot): boolean {
  return a.at === 'text' && b.at === 'text'
    ? a.owner === b.owner
    : a.at === 'board' && b.at === 'board'
      ? a.name === b.name
      : a.at === 'item' && b.at === 'item' && a.owner === b.owner && sameKey(a.key, b.key)
}

const sameKey = (a: ItemKey, b: ItemKey): boolean =>
  a === b ||
  (a.is === 'field' && b.is === 'field' && a.field === b.field) ||
  (a.is === 'link' && b.is === 'link' && a.kind === b.kind && a.to === b.to)

export function boardSpot(key: string | null): Spot {
  if (!isItemId(key)) throw new Refused('forbidden-content', 'a key that is not an item id')
  return { at: 'board', name: key }
}

/** The place beside a committed struct. */
export function spotOfHeld(doc: Y.Doc, struct: Y.Item | Y.GC): Spot {
  if (!(struct instanceof Y.Item)) return gone
  const { parent, parentSub } = struct
  if (parent instanceof Y.Text) return { at: 'text', owner: parent, held: parent.length }
  if (parent === doc.share.get(rootName)) return boardSpot(parentSub)
  if (parent instanceof Y.Map) return itemSpot(parent, isOfSeed(parent), parentSub)
  throw new Refused('forbidden-content', 'beside something that no board has')
}

/** The place inside a committed type, with or without a key. */
export function spotInHeld(doc: Y.Doc, struct: Y.Item | Y.GC, key: string | null): Spot {
  if (!(struct instanceof Y.Item) || struct.content instanceof Y.ContentDeleted) return gone
  const type: unknown = struct.content instanceof Y.ContentType ? struct.content.type : null
  if (type instanceof Y.Text && key === null) return { at: 'text', owner: type, held: type.length }
  if (type instanceof Y.Map && struct.parent === doc.share.get(rootName)) return itemSpot(type, isOfSeed(type), key)
  throw new Refused('forbidden-content', 'inside something that no board has')
}

/** The place inside a type that the same update brings. */
export function spotInNew(struct: Struct, key: string | null): Spot {
  if (struct.content === content.gc || struct.content === content.deleted || struct.spot?.at === 'gone') return gone
  if (struct.content === content.type) {
    if (struct.typeRef === typeRef.text && key === null) return { at: 'text', owner: struct, held: 0 }
    if (struct.typeRef === typeRef.map) return itemSpot(struct, false, key)
  }
  throw new Refused('forbidden-content', 'inside something that no board has')
}

function itemSpot(owner: object, fixed: boolean, name: string | null): Spot {
  const key = name === null ? null : readItemKey(name)
  if (name === null || key === null) throw new Refused('forbidden-content', 'a key that no item has')
  return { at: 'item', owner, name, key, fixed }
}

const isOfSeed = (type: Y.Map<unknown>): boolean => type._item?.id.client === seedClient

/** Whether the server seeded the item under this key. */
export function isSeeded(doc: Y.Doc, key: string): boolean {
  return doc.share.get(rootName)?._map.get(key)?.id.client === seedClient
}
