import { type BoardView, type Item, type ItemId, readBoard } from '@greenroom/board'
import * as Y from 'yjs'
import type { SetAsideCard } from './contract.ts'

/**
 * Which cards a refused replica held that the server does not: the refused document is laid over the committed one, and what
 * then reads differently is unsent work. (Comparing the two as they are would also offer back whatever others changed or
 * removed in the meantime.)
 */
export const readUnsentCards = (refused: Uint8Array, committed: Y.Doc): readonly SetAsideCard[] => {
  const there = readBoard(committed)
  const merged = new Y.Doc()
  try {
    Y.applyUpdate(merged, Y.encodeStateAsUpdate(committed))
    Y.applyUpdate(merged, refused)
  } catch {
    // It was refused for a reason; what could be read of it is compared all the same.
  }
  const cards = compareViews(readBoard(merged), there)
  merged.destroy()
  return cards
}

const compareViews = (here: BoardView, there: BoardView): readonly SetAsideCard[] => {
  const cards: SetAsideCard[] = []
  for (const id of inReadingOrder(here)) {
    const item = here.items.get(id)
    if (item === undefined) continue
    const known = there.items.get(id)
    if (known === undefined) {
      if (isWorthOffering(item)) cards.push({ ...cardOf(item), fields: item.fields, change: 'new' })
      continue
    }
    const fields = differingFields(item, known)
    if (item.text !== known.text || item.kind !== known.kind || Object.keys(fields).length > 0) {
      cards.push({ ...cardOf(item), fields, change: 'changed' })
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

/** A card just added and still blank is nothing to give back. */
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
