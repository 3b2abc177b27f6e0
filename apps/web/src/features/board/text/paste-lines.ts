import type { ItemId } from '@greenroom/board'
import { limits } from '@greenroom/protocol'
import type { ClipboardEvent } from 'react'
import type { BoardRoom } from '../board-context.ts'
import { placeAfter } from '../model/placement.ts'
import { clipText } from './text-diff.ts'

/** The cards that a pasted text makes: a line each, without bullets, numbers and empty lines. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*•‣·–]|\d{1,2}[.)]|\[[ xX]?\])\s+/, '').trim())
    .filter((line) => line !== '')
    .map((line) => clipText(line, limits.itemTextLength))
}

/** The most cards that one paste makes; the rest stays in the last of them. */
const mostCards = 60

/** A pasted list becomes cards, in one step of undo. Answers false for a single line, which the browser pastes itself. */
export function pasteLines(event: ClipboardEvent<HTMLTextAreaElement>, room: BoardRoom, item: ItemId): boolean {
  const lines = linesOf(event.clipboardData.getData('text/plain'))
  const { board, ui } = room
  if (board === null || lines.length < 2) return false
  const action = room.roomOf(item, 'edit')
  if (!action || action.section.layout === 'line') return false
  const [first = '', ...rest] =
    lines.length > mostCards ? [...lines.slice(0, mostCards - 1), lines.slice(mostCards - 1).join(' ')] : lines
  const { selectionStart, selectionEnd, value } = event.currentTarget
  // What stood behind the caret goes on behind the last pasted line, as it would in a text.
  const tail = value.slice(selectionEnd)
  board.breakUndo()
  room.apply({ kind: 'editText', item, index: selectionStart, remove: value.length - selectionStart, insert: first })
  let last = item
  rest.forEach((line, at) => {
    const view = board.current()
    const above = view.items.get(last)
    if (!above) return
    const next = board.newItemId()
    const text = clipText(at === rest.length - 1 ? line + tail : line, limits.itemTextLength)
    if (room.apply({ kind: 'addItem', item: next, itemKind: above.kind, text, at: placeAfter(view, above) }))
      last = next
  })
  board.breakUndo()
  const written = board.current().items.get(last)?.text.length ?? 0
  ui.edit(last, Math.max(0, written - tail.length))
  ui.say(`Pasted ${lines.length} cards.`)
  return true
}
