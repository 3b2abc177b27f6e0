import type * as Y from 'yjs'
import type { BoardView, Item, ItemId } from '../document/board-view.ts'
import { resolveForest } from '../document/forest.ts'
import { itemsOf, mapOf, readStoredItem, type StoredItem } from '../document/items.ts'
import { isItemId } from '../document/keys.ts'
import { type Place, samePlace } from '../document/place.ts'
import { textAfter } from './text-after.ts'

export type BoardReader = {
  /** The same object until something changed. */
  readonly view: () => BoardView
  /** Called after a transaction that changed the view, with the ids that changed. Returns a function that stops it. */
  readonly subscribe: (changed: (ids: ReadonlySet<ItemId>) => void) => () => void
  readonly close: () => void
}

/** Reads a board once. */
export function readBoard(doc: Y.Doc): BoardView {
  const reader = createBoardReader(doc)
  reader.close()
  return reader.view()
}

/**
 * The one incremental reader. Reads again only the items that a transaction touched, resolves the forest only when a place,
 * a tombstone or the set of items changed, and keeps the identity of every item, list and map that came out the same.
 */
export function createBoardReader(doc: Y.Doc): BoardReader {
  const items = itemsOf(doc)
  /** Every item's map as last read, including removed ones. */
  const stored = new Map<ItemId, StoredItem>()
  /** The items whose text `stored` contains. */
  const texts = new Map<ItemId, Y.Text>()
  const subscribers = new Set<(ids: ReadonlySet<ItemId>) => void>()

  for (const id of items.keys()) if (isItemId(id)) readAgain(id)
  let view = arrange(emptyView).view

  /** Returns whether places must be resolved again. `transaction`: what changed it since it was read; without one it is new. */
  function readAgain(id: ItemId, transaction: Y.Transaction | null = null): boolean {
    const before = stored.get(id)
    const map = mapOf(doc, id)
    if (map === null) {
      texts.delete(id)
      return stored.delete(id)
    }
    const now = readStoredItem(map, (text) => {
      const isKnown = texts.get(id) === text
      texts.set(id, text)
      return isKnown && before !== undefined && transaction !== null
        ? textAfter(before.text, text, transaction)
        : text.toString()
    })
    stored.set(id, now)
    return before === undefined || before.removed !== now.removed || !samePlace(before.place, now.place)
  }

  /** Places, parents and links, all read again; whatever came out equal keeps its identity. */
  function arrange(before: BoardView): { view: BoardView; changed: Set<ItemId> } {
    const standing = new Map<ItemId, Place>()
    for (const [id, item] of stored) if (!item.removed) standing.set(id, item.place)
    const forest = resolveForest(standing)
    const roots = keepLists(before.roots, forest.roots)
    const children = keepLists(before.children, forest.children)
    const changed = new Set<ItemId>()
    const shown = new Map<ItemId, Item>()
    // In reading order, so that two replicas list the same items in the same order.
    const stack: ItemId[] = []
    for (const section of [...roots.keys()].sort().reverse()) stack.push(...(roots.get(section) ?? []).toReversed())
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const from = stored.get(id)
      if (from === undefined) continue
      const was = before.items.get(id)
      const item = showItem(id, from, forest.sectionOf.get(id) ?? '', forest.parentOf.get(id) ?? null, was)
      if (item !== was) changed.add(id)
      shown.set(id, item)
      stack.push(...(children.get(id) ?? []).toReversed())
    }
    for (const id of before.items.keys()) if (!shown.has(id)) changed.add(id)
    if (changed.size === 0 && roots === before.roots && children === before.children) return { view: before, changed }
    const sameItems = changed.size === 0 && shown.size === before.items.size
    return { view: Object.freeze({ items: sameItems ? before.items : shown, roots, children }), changed }
  }

  function showItem(id: ItemId, from: StoredItem, section: string, parent: ItemId | null, was: Item | undefined): Item {
    const links = from.links.every((link) => stored.get(link.to)?.removed === false)
      ? from.links
      : Object.freeze(from.links.filter((link) => stored.get(link.to)?.removed === false))
    const { kind, text, fields } = from
    const item: Item = { id, kind, text, fields, links, section, parent, removed: false }
    return was !== undefined && sameItem(was, item) ? was : Object.freeze(item)
  }

  function onEvents(events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void {
    const touched = new Set<ItemId>()
    for (const event of events) {
      if (event.target === items) {
        for (const id of event.keys.keys()) if (isItemId(id)) touched.add(id)
      } else {
        const id = event.path[0]
        if (isItemId(id)) touched.add(id)
      }
    }
    let moved = false
    for (const id of touched) moved = readAgain(id, transaction) || moved
    const { view: next, changed } = moved ? arrange(view) : redraw(view, touched)
    if (next === view) return
    view = next
    for (const id of touched) changed.add(id)
    for (const subscriber of subscribers) subscriber(changed)
  }

  /** Items changed, but none of them was moved, added or removed. */
  function redraw(before: BoardView, touched: ReadonlySet<ItemId>): { view: BoardView; changed: Set<ItemId> } {
    const changed = new Map<ItemId, Item>()
    for (const id of touched) {
      const was = before.items.get(id)
      const from = stored.get(id)
      if (was === undefined || from === undefined) continue
      const item = showItem(id, from, was.section, was.parent, was)
      if (item !== was) changed.set(id, item)
    }
    if (changed.size === 0) return { view: before, changed: new Set() }
    const shown = new Map(before.items)
    for (const [id, item] of changed) shown.set(id, item)
    return { view: Object.freeze({ ...before, items: shown }), changed: new Set(changed.keys()) }
  }

  items.observeDeep(onEvents)
  return {
    view: () => view,
    subscribe: (changed) => {
      // A separate wrapper, so that subscribing the same function twice counts twice.
      const subscriber = (ids: ReadonlySet<ItemId>) => changed(ids)
      subscribers.add(subscriber)
      return () => {
        subscribers.delete(subscriber)
      }
    },
    close: () => {
      items.unobserveDeep(onEvents)
      subscribers.clear()
    },
  }
}

/** An empty board. */
export const emptyView: BoardView = Object.freeze({ items: new Map(), roots: new Map(), children: new Map() })

function sameItem(a: Item, b: Item): boolean {
  return (
    a.kind === b.kind &&
    a.text === b.text &&
    a.section === b.section &&
    a.parent === b.parent &&
    sameFields(a.fields, b.fields) &&
    sameLinks(a.links, b.links)
  )
}

function sameFields(a: Item['fields'], b: Item['fields']): boolean {
  if (a === b) return true
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

const sameLinks = (a: Item['links'], b: Item['links']): boolean =>
  a === b || (a.length === b.length && a.every((link, i) => link.kind === b[i]?.kind && link.to === b[i]?.to))

/** The new lists, reusing those of `before` that contain the same ids; `before` itself when all do. */
function keepLists<K>(
  before: ReadonlyMap<K, readonly ItemId[]>,
  now: ReadonlyMap<K, readonly ItemId[]>,
): ReadonlyMap<K, readonly ItemId[]> {
  let same = before.size === now.size
  const kept = new Map<K, readonly ItemId[]>()
  for (const [key, list] of now) {
    const old = before.get(key)
    const equal = old !== undefined && old.length === list.length && old.every((id, i) => id === list[i])
    same &&= equal
    kept.set(key, equal ? old : Object.freeze(list))
  }
  return same ? before : kept
}
