import type { BoardCommand, BoardView, Item, ItemId } from '@greenroom/board'
import type { SetAsideCard } from './set-aside-store.ts'

/**
 * The commands that put one refused card back. A new one comes as a new item at the end of its section. A changed one gets
 * its words again by the smallest edit, as long as it reads as it did when it was offered; once others have changed or
 * removed it, putting back would overwrite them, so that it comes as a new item too.
 */
export function commandsToPutBack(
  card: SetAsideCard,
  view: BoardView,
  newItem: () => ItemId,
  /** Everybody is offered the same card, and somebody may have put it back already: then there is nothing to do. */
  sameId = false,
): readonly BoardCommand[] {
  const standing = view.items.get(card.item)
  if (sameId && standing !== undefined && readsAlready(card, standing)) return []
  const known = standing !== undefined && readsAsOffered(card, standing) ? standing : undefined
  const item = known?.id ?? newItem()
  const commands: BoardCommand[] = []
  if (known === undefined) {
    const at = { section: card.section, parent: null, before: null }
    commands.push({ kind: 'addItem', item, itemKind: card.kind, text: card.text, at })
  } else {
    if (known.kind !== card.kind) commands.push({ kind: 'setKind', item, itemKind: card.kind })
    if (known.text !== card.text) commands.push({ kind: 'editText', item, ...smallestEdit(known.text, card.text) })
  }
  for (const [field, value] of Object.entries(card.fields)) {
    if ((known?.fields[field] ?? '') !== value) commands.push({ kind: 'setField', item, field, value })
  }
  return commands
}

const readsAlready = (card: SetAsideCard, standing: Item): boolean =>
  standing.text === card.text &&
  Object.entries(card.fields).every(([field, value]) => (standing.fields[field] ?? '') === value)

const readsAsOffered = ({ before }: SetAsideCard, standing: Item): boolean =>
  before !== null &&
  standing.text === before.text &&
  Object.entries(before.fields).every(([field, value]) => (standing.fields[field] ?? '') === value)

/**
 * The part between the common beginning and the common end, in UTF-16 units, never cutting a surrogate pair in two. Where an
 * insertion could stand at several places ("ab" into "abab"), it stands at the beginning of a word if it can: others who edit
 * the words around it then leave it whole.
 */
export function smallestEdit(from: string, to: string): { index: number; remove: number; insert: string } {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start += 1
  if (start > 0 && isHighSurrogate(from.charCodeAt(start - 1))) start -= 1
  let end = 0
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1
  if (end > 0 && isLowSurrogate(from.charCodeAt(from.length - end))) end -= 1
  const remove = from.length - start - end
  if (remove === 0) {
    const length = to.length - from.length
    for (let index = start; index >= 0; index -= 1) {
      if (index === 0 || /\s/.test(from[index - 1] ?? ''))
        return { index, remove, insert: to.slice(index, index + length) }
      if (from[index - 1] !== to[index - 1 + length]) break
    }
  }
  return { index: start, remove, insert: to.slice(start, to.length - end) }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
