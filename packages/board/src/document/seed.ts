import { generateNKeysBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import type { Framework } from './framework.ts'
import { itemsOf } from './items.ts'
import { isItemId, kindKey, placeKey, seedClient, textKey } from './keys.ts'
import { writePlace } from './place.ts'

/**
 * The first update of a board: the framework's items with fixed ids. The same framework gives the same bytes on every server, under a Yjs
 * client id that validation lets nobody else use. Throws on a seed whose id is not a valid item id.
 */
export function seedBoard(framework: Framework): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = seedClient
  const orders = generateNKeysBetween(null, null, framework.seeds.length)
  doc.transact(() => {
    framework.seeds.forEach((seed, i) => {
      if (!isItemId(seed.item)) throw new Error(`${JSON.stringify(seed.item)} is not an item id`)
      const map = new Y.Map<unknown>()
      map.set(kindKey, seed.kind)
      map.set(textKey, new Y.Text())
      map.set(placeKey, writePlace({ section: seed.section, parent: null, order: orders[i] ?? '', moveClock: 0 }))
      itemsOf(doc).set(seed.item, map)
    })
  })
  const bytes = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return bytes
}
