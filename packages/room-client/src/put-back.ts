import type { BoardCommand, BoardView, ItemId } from '@greenroom/board'
import type { SetAsideCard } from './contract.ts'

/**
 * The commands that put one refused card back: a new one as a new item at the end of its section, a changed one by the
 * smallest edit that gives it its words again. A card that others removed in the meantime comes back as a new item too.
 */
export const commandsToPutBack = (
  card: SetAsideCard,
  view: BoardView,
  newItem: () => ItemId,
): readonly BoardCommand[] => {
  const known = view.items.get(card.item)
  const item = known?.id ?? newItem()
  const commands: BoardCommand[] = []
  if (known === undefined) {
    commands.push({
      kind: 'addItem',
      item,
      itemKind: card.kind,
      text: card.text,
      at: { section: card.section, parent: null, before: null },
    })
  } else {
    if (known.kind !== card.kind) commands.push({ kind: 'setKind', item, itemKind: card.kind })
    if (known.text !== card.text) commands.push({ kind: 'editText', item, ...smallestEdit(known.text, card.text) })
  }
  for (const [field, value] of Object.entries(card.fields)) {
    if ((known?.fields[field] ?? '') !== value) commands.push({ kind: 'setField', item, field, value })
  }
  return commands
}

/** The part between the common beginning and the common end, never cutting a surrogate pair in two. UTF-16 units. */
export const smallestEdit = (from: string, to: string): { index: number; remove: number; insert: string } => {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start += 1
  if (start > 0 && isHighSurrogate(from.charCodeAt(start - 1))) start -= 1
  let end = 0
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1
  if (end > 0 && isLowSurrogate(from.charCodeAt(from.length - end))) end -= 1
  return { index: start, remove: from.length - start - end, insert: to.slice(start, to.length - end) }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
