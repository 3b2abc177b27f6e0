import { type BoardView, boardLimits, type Item, type ItemId, type Placement } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import type { ClipboardEvent } from 'react'
import type { ActionContext } from '../actions/index.ts'
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
  const lines = fitLines(pasted, head.length, tail.length)
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
  const edited = context.apply({
    kind: 'editText',
    item,
    index: selectionStart,
    remove: value.length - selectionStart,
    insert: first.text,
  })
  const ended = rest.map((line, at) => (at === rest.length - 1 ? { ...line, text: line.text + tail } : line))
  if (finishCards(context, item, edited ? addBelow(context, action, ended) : null, tail.length))
    ui.offerUndo(t`Pasted ${lines.length} cards`)
  return true
}

/** Words that a card has no room for, in cards of their own below it; returns whether all of them are there. */
export function putInNewCards(context: BoardContext, item: ItemId, words: string): boolean {
  const action = context.contextOf(item, 'edit')
  if (action === null) return false
  const lines = words
    .split('\n')
    .flatMap((line) => splitLongLine({ text: line.trim(), depth: 0 }, boardLimits.textLength))
  const why = whyNotPasted({
    lines: [{ text: '', depth: 0 }, ...lines],
    head: '',
    tail: '',
    items: action.view.items.size,
  })
  if (why !== null) {
    context.ui.refuse(why)
    return false
  }
  action.board.breakUndo()
  return finishCards(context, item, addBelow(context, action, lines), 0)
}

type Made = { readonly item: ItemId; readonly depth: number }

/** Cards below the item of `action`, with itself in front. `null` when one was refused; the reason has been shown. */
function addBelow(context: BoardContext, action: ActionContext, lines: readonly OutlineLine[]): readonly Made[] | null {
  const { board, item } = action
  const deep = nests(action.section)
  const made: Made[] = [{ item: item.id, depth: 0 }]
  for (const { text, depth } of lines) {
    const place = placeOf(board.current(), made, deep ? depth : 0)
    const next = board.newItemId()
    if (place === null || !context.apply({ kind: 'addItem', item: next, itemKind: item.kind, text, at: place }))
      return null
    made.push({ item: next, depth: deep ? depth : 0 })
  }
  return made
}

/** Goes on in the last card, `tail` before its end; what was made until a refusal is removed again. */
function finishCards({ board, ui }: BoardContext, item: ItemId, made: readonly Made[] | null, tail: number): boolean {
  board?.breakUndo()
  if (made === null) {
    board?.undo()
    return false
  }
  const last = made.at(-1)?.item ?? item
  const written = board?.current().items.get(last)?.text.length ?? 0
  for (const { item: parent } of made) ui.collapse(parent, false)
  ui.edit(last, Math.max(0, written - tail))
  return true
}

/**
 * Lines of which each fits on a card: the first beside the `head` that is there, the last with the `tail` behind it. What does not fit
 * there begins, or ends, with a card of its own.
 */
function fitLines(lines: readonly OutlineLine[], head: number, tail: number): readonly OutlineLine[] {
  const limit = boardLimits.textLength
  const [first, ...rest] = lines
  if (first === undefined) return lines
  if (lines.length === 1 && head + first.text.length + tail <= limit) return lines
  const whole = head === 0 || head + first.text.length <= limit ? [first] : [{ ...first, text: '' }, first]
  const fitting = [...whole, ...rest].flatMap((line) => splitLongLine(line, limit))
  const end = fitting.at(-1)
  return end !== undefined && end.text.length + tail > limit ? [...fitting, { ...end, text: '' }] : fitting
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
