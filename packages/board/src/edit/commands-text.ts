import * as Y from 'yjs'
import type { BoardCommand } from '../document/board-view.ts'
import { textIn } from '../document/items.ts'
import { contentLimits, textKey } from '../document/keys.ts'
import { splitsPair } from '../text/text-edit.ts'
import { type CommandContext, type Decision, standingMap } from './command-context.ts'

export function editText({ doc }: CommandContext, command: Extract<BoardCommand, { kind: 'editText' }>): Decision {
  const map = standingMap(doc, command.item)
  if (map === null) return 'unknown-item'
  const before = textIn(map)?.toString() ?? ''
  const { index, remove } = command
  if (!Number.isInteger(index) || !Number.isInteger(remove) || index < 0 || remove < 0) return 'bad-value'
  if (index + remove > before.length) return 'bad-value'
  // Whole characters only: an edge in the middle of a surrogate pair moves outwards.
  const start = splitsPair(before, index) ? index - 1 : index
  const end = remove === 0 ? start : index + remove + (splitsPair(before, index + remove) ? 1 : 0)
  const removed = end - start
  const insert = command.insert.toWellFormed()
  if (before.length - removed + insert.length > contentLimits.textLength && insert.length > removed)
    return 'text-too-long'
  if (removed === 0 && insert === '') return null
  return () => {
    const text = textIn(map) ?? newText(map)
    if (removed > 0) text.delete(start, removed)
    if (insert !== '') text.insert(start, insert)
  }
}

function newText(map: Y.Map<unknown>): Y.Text {
  const text = new Y.Text()
  map.set(textKey, text)
  return text
}

/** Makes the text of a map equal to `text`. */
export function writeText(map: Y.Map<unknown>, text: string): void {
  const held = textIn(map) ?? newText(map)
  if (held.length > 0) held.delete(0, held.length)
  if (text !== '') held.insert(0, text)
}
