import { type BoardView, boardLimits, type Item, type ItemId, type Placement } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import type { ClipboardEvent } from 'react'
import type { BoardContext } from '../board-context.ts'
import { nests, placeAfter } from '../model/placement.ts'
import { type OutlineLine, outlineOf } from './outline-text.ts'
import { splitLongLine } from './split-long-line.ts'

/** The most cards that one paste creates: each is a separate edit, and a connection may send only so many at once. */
export const mostPastedCards = 300

export type PasteCheck = {
  readonly lines: readonly OutlineLine[]
  /** The card's own text before and after the selection that is pasted over. */
  readonly head: string
  readonly tail: string
  /** How many items the board has. */
  readonly items: number
}

/** Why a list cannot be pasted whole, as a sentence. `null` when it can. */
export function whyNotPasted({ lines, head, tail, items }: PasteCheck): string | null {
  const cards = lines.length.toLocaleString('en-GB')
  if (lines.length > mostPastedCards)
    return t`Nothing was pasted: that is ${cards} lines, but you can paste at most ${mostPastedCards} cards at once. Paste part of it.`
  const room = boardLimits.items - items
  if (lines.length - 1 > room)
    return t`Nothing was pasted: that would make ${cards} cards, and the board has room for ${Math.max(0, room)} more.`
  const tooLong = lines.findIndex(({ text }, at) => {
    const before = at === 0 ? head.length : 0
    const behind = at === lines.length - 1 ? tail.length : 0
    return before + text.length + behind > boardLimits.textLength
  })
  if (tooLong >= 0)
    return t`Nothing was pasted: line ${tooLong + 1} is too long. A card holds ${boardLimits.textLength.toLocaleString('en-GB')} characters.`
  return null
}

/**
 * A pasted list becomes cards, nested as it is indented where cards nest, in one undo step: all of them or none. A paragraph that is too
 * long for a card becomes several. Returns false for a single line, which the browser pastes itself.
 */
export function pasteLines(event: ClipboardEvent<HTMLTextAreaElement>, context: BoardContext, item: ItemId): boolean {
  const { selectionStart, selectionEnd, value } = event.currentTarget
  const head = value.slice(0, selectionStart)
  // What came after the caret continues after the last pasted line, as it would in a text.
  const tail = value.slice(selectionEnd)
  const pasted = outlineOf(event.clipboardData.getData('text/plain'))
  const limit = boardLimits.textLength - Math.max(head.length, tail.length)
  const lines = limit > 0 ? pasted.flatMap((line) => splitLongLine(line, limit)) : pasted
  const { board, ui } = context
  const [first, ...rest] = lines
  if (board === null || first === undefined || rest.length === 0) return false
  const action = context.contextOf(item, 'edit')
  if (!action || action.section.layout === 'line') return false
  const why = whyNotPasted({ lines, head, tail, items: board.current().items.size })
  if (why !== null) {
    ui.refuse(why)
    return true
  }
  board.breakUndo()
  const deep = nests(action.section)
  const made: { readonly item: ItemId; readonly depth: number }[] = [{ item, depth: 0 }]
  const edited = context.apply({
    kind: 'editText',
    item,
    index: selectionStart,
    remove: value.length - selectionStart,
    insert: first.text,
  })
  const whole =
    edited &&
    rest.every(({ text, depth }, at) => {
      const place = placeOf(board.current(), made, deep ? depth : 0)
      if (place === null) return false
      const next = board.newItemId()
      const words = at === rest.length - 1 ? text + tail : text
      if (!context.apply({ kind: 'addItem', item: next, itemKind: action.item.kind, text: words, at: place }))
        return false
      made.push({ item: next, depth: deep ? depth : 0 })
      return true
    })
  board.breakUndo()
  if (!whole) {
    // Refused in the middle, and the reason has been shown: what was created so far is removed again.
    board.undo()
    return true
  }
  const last = made.at(-1)?.item ?? item
  const written = board.current().items.get(last)?.text.length ?? 0
  for (const { item: parent } of made) ui.collapse(parent, false)
  ui.edit(last, Math.max(0, written - tail.length))
  ui.offerUndo(t`Pasted ${lines.length} cards`)
  return true
}

/** Below the line above: as its child when it is deeper, otherwise after the nearest line above that is not deeper. */
function placeOf(
  view: BoardView,
  made: readonly { readonly item: ItemId; readonly depth: number }[],
  depth: number,
): Placement | null {
  const above = made.at(-1)
  if (!above) return null
  const itemOf = (id: ItemId): Item | undefined => view.items.get(id)
  if (depth > above.depth) {
    const parent = itemOf(above.item)
    return parent ? { section: parent.section, parent: parent.id, before: null } : null
  }
  const sibling = made.findLast((one) => one.depth <= depth)
  const beside = sibling && itemOf(sibling.item)
  return beside ? placeAfter(view, beside) : null
}
