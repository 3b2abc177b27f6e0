import { generateNKeysBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import type { BoardView, Item, ItemId } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { isRemoved, itemsOf, mapOf, placeOf, readStoredItem, textIn } from '../document/items.ts'
import {
  contentLimits,
  fieldKey,
  isItemId,
  kindKey,
  linkKey,
  placeKey,
  readItemKey,
  removedKey,
  textKey,
} from '../document/keys.ts'
import { writePlace } from '../document/place.ts'
import { readShape } from '../document/shape.ts'
import { textEdit } from '../text/text-edit.ts'
import { isFixed } from './command-context.ts'

export type RestoreAnswer = { readonly ok: true } | { readonly ok: false; readonly code: 'board-full' }

/**
 * Makes the board what it was in `target`, a view of the same board at an earlier moment, by new edits in one transaction: one update, one
 * undo step. Nothing is rewritten. Items that were removed since come back under their own ids, those added since are removed as if by
 * hand, and what is already right is left alone, so that carets and work in progress stay where they are. The framework's own items keep
 * their places. Refuses, and changes nothing, when the board has no room for what is missing.
 */
export function restoreBoard(doc: Y.Doc, framework: Framework, target: BoardView, origin: unknown): RestoreAnswer {
  const items = itemsOf(doc)
  const missing = [...target.items.keys()].filter((id) => mapOf(doc, id) === null)
  const added = missing.filter((id) => !items.has(id))
  if (items.size + added.length > contentLimits.items) return { ok: false, code: 'board-full' }
  doc.transact(() => {
    const { nextMoveClock } = readShape(doc)
    for (const id of missing) items.set(id, new Y.Map<unknown>())
    for (const id of items.keys()) {
      const map = isItemId(id) ? mapOf(doc, id) : null
      if (map === null || !isItemId(id) || target.items.has(id) || isRemoved(map) || isFixed(framework, id)) continue
      map.set(removedKey, true)
    }
    for (const item of target.items.values()) restoreItem(doc, framework, item)
    for (const ids of [...target.roots.values(), ...target.children.values()]) {
      restoreList(doc, framework, target, ids, nextMoveClock)
    }
  }, origin)
  return { ok: true }
}

/** Everything about an item except its place. */
function restoreItem(doc: Y.Doc, framework: Framework, item: Item): void {
  const map = mapOf(doc, item.id)
  if (map === null) return
  const now = readStoredItem(map)
  if (!isFixed(framework, item.id)) {
    if (now.kind !== item.kind) map.set(kindKey, item.kind)
    if (map.has(removedKey)) map.delete(removedKey)
  }
  restoreText(map, item.text)
  const links = new Set(item.links.map(({ kind, to }) => linkKey(kind, to)))
  for (const name of [...map.keys()]) {
    const key = readItemKey(name)
    if (key?.is === 'field' && item.fields[key.field] === undefined) map.delete(name)
    if (key?.is === 'link' && !links.has(name)) map.delete(name)
  }
  for (const [field, value] of Object.entries(item.fields)) {
    if (now.fields[field] !== value) map.set(fieldKey(field), value)
  }
  for (const name of links) if (map.get(name) !== true) map.set(name, true)
}

/** Changes only what differs, so that what others are typing in the rest of it stays where it is. */
function restoreText(map: Y.Map<unknown>, words: string): void {
  let text = textIn(map)
  if (text === null) {
    text = new Y.Text()
    map.set(textKey, text)
  }
  const edit = textEdit(text.toString(), words)
  if (edit === null) return
  if (edit.remove > 0) text.delete(edit.index, edit.remove)
  if (edit.insert !== '') text.insert(edit.index, edit.insert)
}

/** Gives the items of one list their parent, section and order, unless they already have them. */
function restoreList(
  doc: Y.Doc,
  framework: Framework,
  target: BoardView,
  ids: readonly ItemId[],
  moveClock: number,
): void {
  const orders = ordersOf(doc, framework, ids)
  ids.forEach((id, i) => {
    const map = mapOf(doc, id)
    const item = target.items.get(id)
    if (map === null || item === undefined || isFixed(framework, id)) return
    const { section, parent } = item
    const place = placeOf(map)
    const order = orders[i] ?? place.order
    const stays = place.parent === parent && (parent !== null || place.section === section)
    if (stays && place.order === order) return
    map.set(placeKey, writePlace({ section, parent, order, moveClock: stays ? place.moveClock : moveClock }))
  })
}

/** The existing orders of the items, if these put them in this sequence; otherwise new ones, which leave those of fixed items alone. */
function ordersOf(doc: Y.Doc, framework: Framework, ids: readonly ItemId[]): readonly string[] {
  const held = ids.map((id) => {
    const map = mapOf(doc, id)
    return map === null ? '' : placeOf(map).order
  })
  const isSorted = ids.every((id, i) => {
    const last = held[i - 1]
    const lastId = ids[i - 1]
    const order = held[i] ?? ''
    if (order === '') return false
    return last === undefined || lastId === undefined || last < order || (last === order && lastId < id)
  })
  if (isSorted) return held
  const orders: string[] = []
  let before: string | null = null
  for (let i = 0; i < ids.length; ) {
    let next = i
    for (let id = ids[next]; id !== undefined && !isFixed(framework, id); id = ids[next]) next++
    const after = next < ids.length ? (held[next] ?? null) : null
    orders.push(...generateNKeysBetween(before, after, next - i))
    if (next < ids.length) orders.push(held[next] ?? '')
    before = after
    i = next + 1
  }
  return orders
}
