import { type BoardView, boardLimits, type Framework, type Item, type ItemId } from '@greenroom/board'
import { clip } from '@greenroom/board/clip'
import { plural, t } from '@lingui/core/macro'
import type { CommandRefusal } from '../board-props.ts'
import { siblingsOf } from './placement.ts'

const textLimit = boardLimits.textLength.toLocaleString('en-GB')

/** All texts of the board, so that the toast, the live region and the test agree. */

const refusals: Readonly<Record<CommandRefusal, string>> = {
  'unknown-item': t`That card is no longer on the board.`,
  'unknown-kind': t`This framework has no card of that type.`,
  'unknown-section': t`This framework has no such section.`,
  'kind-not-in-section': t`That section doesn’t take this type of card.`,
  'does-not-nest': t`Cards in that section can’t be nested.`,
  'would-close-ring': t`A card can’t be nested under itself.`,
  'unknown-field': t`This type of card has no such field.`,
  'bad-value': t`That value isn’t allowed here.`,
  'link-not-allowed': t`These two cards can’t be linked.`,
  'text-too-long': t`A card holds ${textLimit} characters. Shorten it, or use a second card.`,
  'board-full': t`The board is full. Remove what you no longer need.`,
  'fixed-item': t`This line is part of the framework. You can edit it, but not move or remove it.`,
  'update-too-large': t`That’s too much at once. Paste it in smaller pieces.`,
  'read-only': t`The board is closed to edits right now.`,
}
export function refusalWords(code: CommandRefusal): string {
  return refusals[code]
}

/** Which limit a text has reached: a card's, or that of a line that the framework pins. */
export function textLimitWords(framework: Framework, item: Item): string {
  const section = framework.sections.find(({ id }) => id === item.section)
  return section?.layout === 'line'
    ? t`“${section.title}” holds ${textLimit} characters.`
    : t`A card holds ${textLimit} characters.`
}

export function short(text: string, limit = 40): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${clip(line, limit - 1).trimEnd()}…`
}

/** What a card is called: its text, or its kind while it has none. */
export function nameOf(framework: Framework, item: Item): string {
  const kind = framework.kinds.find((one) => one.id === item.kind)?.label ?? t`Card`
  return item.text.trim() === '' ? t`Empty ${kind.toLowerCase()}` : `“${short(item.text)}”`
}

/** "Moved under “Revenue”, 2 of 3." Read after the move. */
export function placeWords(view: BoardView, framework: Framework, item: ItemId): string {
  const moved = view.items.get(item)
  if (!moved) return ''
  const siblings = siblingsOf(view, moved)
  const parent = moved.parent && view.items.get(moved.parent)
  const section = framework.sections.find((one) => one.id === moved.section)
  const where = parent ? t`under ${nameOf(framework, parent)}` : t`in ${section?.title ?? t`the section`}`
  return t`Moved ${where}, ${siblings.indexOf(item) + 1} of ${siblings.length}.`
}

export function countWords(count: number): string {
  return plural(count, { one: '1 card', other: '# cards' })
}
