import type { BoardCommand, BoardView, Framework, ItemId } from '@greenroom/board'
import { isItemId } from '@greenroom/board'
import { clip } from '@greenroom/board/clip'

/** Short enough to be read on a board, in UTF-16 units; the panel has the whole text. */
const longest = 160

type GivenFact = { readonly fact: string; readonly label: string; readonly text: string }

/**
 * The card of a fact has a fixed id, no matter who places it: two people place one card, and the panel knows that it is there. `null` for a
 * fact whose id cannot be an item's.
 */
export function factItem(fact: string): ItemId | null {
  const id = `fact-${fact}`
  return isItemId(id) ? id : null
}

/** Whether the fact is on the board. */
export function isPlaced(view: BoardView, fact: string): boolean {
  const item = factItem(fact)
  return item !== null && view.items.has(item)
}

/** A fact in one short line; its table stays in the panel. */
export function factWords({ label, text }: GivenFact): string {
  const plain = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('|'))
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const words = plain === '' ? label : `${label}: ${plain}`
  return words.length <= longest ? words : `${clip(words, longest - 1).trimEnd()}…`
}

/** Places a fact on a board, at the end of the first section that takes facts. `null` when none does, or it is there already. */
export function placingCommands(
  framework: Framework,
  view: BoardView,
  given: GivenFact,
  source: string,
): readonly BoardCommand[] | null {
  const item = factItem(given.fact)
  const section = framework.sections.find(({ kinds }) => kinds.includes('fact'))
  const kind = framework.kinds.find(({ id }) => id === 'fact')
  if (item === null || section === undefined || kind === undefined || view.items.has(item)) return null
  const at = { section: section.id, parent: null, before: null }
  const add: BoardCommand = { kind: 'addItem', item, itemKind: 'fact', text: factWords(given), at }
  if (!kind.fields.some(({ id, type }) => id === 'source' && type === 'text')) return [add]
  return [add, { kind: 'setField', item, field: 'source', value: source }]
}
