import { type BoardCommand, type BoardView, type Item, type ItemId, wordEdit } from '@greenroom/board'
import type { SetAsideCard } from './set-aside-store.ts'

/**
 * The commands that put one refused card back. A new one becomes a new item at the end of its section. A changed one gets its text back by
 * the smallest edit, as long as it reads as it did when it was offered; once others have changed or removed it, putting it back would
 * overwrite them, so it becomes a new item, too.
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
    if (known.text !== card.text) commands.push({ kind: 'editText', item, ...wordEdit(known.text, card.text) })
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
