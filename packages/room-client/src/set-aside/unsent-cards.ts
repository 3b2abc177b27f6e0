import { type BoardView, type Item, type ItemId, readBoard, readRemovedItems, textOf } from '@greenroom/board'
import * as Y from 'yjs'
import type { SetAsideCard } from './set-aside-store.ts'

/**
 * Which cards a refused replica had that the server does not: the refused document is applied on top of the committed one, and whatever
 * then reads differently is unsent work. (Comparing the two directly would also offer back whatever others changed or removed in the
 * meantime.)
 */
export function readUnsentCards(refused: Uint8Array, committed: Y.Doc): readonly SetAsideCard[] {
  const merged = openDoc(Y.encodeStateAsUpdate(committed), refused)
  const cards = [...compareViews(readBoard(merged), readBoard(committed)), ...writtenInRemoved(merged, committed)]
  merged.destroy()
  return cards
}

const openDoc = (...updates: readonly Uint8Array[]): Y.Doc => {
  const doc = new Y.Doc()
  try {
    for (const update of updates) Y.applyUpdate(doc, update)
  } catch {
    // It was refused for a reason; whatever could be read of it is still compared.
  }
  return doc
}

/** Cards that somebody removed while they contained unsent words: nobody else has those words. */
const writtenInRemoved = (merged: Y.Doc, committed: Y.Doc): readonly SetAsideCard[] => {
  const cards: SetAsideCard[] = []
  const shown = readBoard(committed).items
  for (const item of readRemovedItems(merged)) {
    // What the refused work itself removed is still on the board.
    if (shown.has(item.id) || item.text.trim() === '') continue
    if (item.text === textOf(committed, item.id)?.toString()) continue
    cards.push({ ...cardOf(item), fields: item.fields, change: 'new', before: null })
  }
  return cards
}

const compareViews = (here: BoardView, there: BoardView): readonly SetAsideCard[] => {
  const cards: SetAsideCard[] = []
  for (const id of inReadingOrder(here)) {
    const item = here.items.get(id)
    if (item === undefined) continue
    const known = there.items.get(id)
    if (known === undefined) {
      if (isWorthOffering(item)) cards.push({ ...cardOf(item), fields: item.fields, change: 'new', before: null })
      continue
    }
    const fields = differingFields(item, known)
    if (item.text !== known.text || item.kind !== known.kind || Object.keys(fields).length > 0) {
      const before = Object.fromEntries(Object.keys(fields).map((field) => [field, known.fields[field] ?? '']))
      cards.push({ ...cardOf(item), fields, change: 'changed', before: { text: known.text, fields: before } })
    }
  }
  return cards
}

const cardOf = (item: Item): Pick<SetAsideCard, 'item' | 'kind' | 'section' | 'text'> => ({
  item: item.id,
  kind: item.kind,
  section: item.section,
  text: item.text,
})

/** A card just added and still blank is not worth giving back. */
const isWorthOffering = (item: Item): boolean => item.text.trim() !== '' || Object.keys(item.fields).length > 0

const differingFields = (item: Item, known: Item): Record<string, string> => {
  const differing: Record<string, string> = {}
  for (const [field, value] of Object.entries(item.fields)) if (known.fields[field] !== value) differing[field] = value
  for (const field of Object.keys(known.fields)) if (!(field in item.fields)) differing[field] = ''
  return differing
}

/** Parents before their children, section by section. */
const inReadingOrder = (view: BoardView): readonly ItemId[] => {
  const order: ItemId[] = []
  const stack = [...view.roots.values()].flat().reverse()
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    order.push(id)
    stack.push(...[...(view.children.get(id) ?? [])].reverse())
  }
  return order
}
