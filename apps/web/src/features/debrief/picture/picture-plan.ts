import type { BoardView, Framework, Item, ItemId } from '@greenroom/board'
import type { FeedbackPoint, Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nextWords } from '../points/next-words.ts'

/** Pixels of the picture, the size of link previews in chats. */
export const pictureSize = { width: 1200, height: 630 } as const

export type Mark =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly tone: 'card' | 'phase' | 'page' | 'accent'
    }
  | { readonly kind: 'line'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | {
      readonly kind: 'words'
      readonly x: number
      readonly y: number
      /** Wider text is cut; lines beyond `lines` are left out. */
      readonly width: number
      readonly lines: number
      /** `y` is the middle of the lines, not the foot of the first one. */
      readonly middle?: true
      readonly size: number
      readonly weight: 400 | 600
      readonly tone: 'ink' | 'soft'
      readonly text: string
    }

export type PictureInput = {
  readonly round: Round
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
  readonly point: FeedbackPoint | null
  /** Who was there. `null` unless names are wanted. */
  readonly names: string | null
}

const margin = 48
const treeTop = 120
const treeBottom = 430
const mostCards = 24

/**
 * What a picture of a round shows: its title, the tree of its board (or the first cards of its sections, where it has none), the strip
 * of its phases and one feedback point. Nothing else: no scores, no notes, and names only where they are given.
 */
export function planPicture({ round, board, point, names }: PictureInput): readonly Mark[] {
  const title = round.promptShownAt === null ? null : round.case?.title
  const width = pictureSize.width - 2 * margin
  const tree = treeMarks(board)
  return [
    { kind: 'box', x: 0, y: 0, ...pictureSize, tone: 'page' },
    { kind: 'box', x: 0, y: 0, width: 12, height: pictureSize.height, tone: 'accent' },
    words(margin, 78, width, 36, 600, 'ink', title ?? t`Case interview`),
    ...(names === null ? [] : [words(margin, 106, width, 18, 400, 'soft', names)]),
    ...(tree.length > 0 ? tree : sectionMarks(board)),
    ...stripMarks(round),
    ...pointMarks(round, point),
    words(margin, pictureSize.height - 22, width, 16, 400, 'soft', t`Case practice with Greenroom`),
  ]
}

function words(
  x: number,
  y: number,
  width: number,
  size: number,
  weight: 400 | 600,
  tone: 'ink' | 'soft',
  text: string,
  lines = 1,
): Extract<Mark, { kind: 'words' }> {
  return { kind: 'words', x, y, width, lines, size, weight, tone, text }
}

/** Pixels from line to line, for each pixel of size. */
export const lineHeight = 1.3
const inset = 10
const mostSize = 16

/** A card with as much of its text as it has room for. */
function card(x: number, y: number, width: number, height: number, text: string): readonly Mark[] {
  const size = Math.min(mostSize, height * 0.55)
  const lines = Math.max(1, Math.floor((height - 2) / (size * lineHeight)))
  return [
    { kind: 'box', x, y, width, height, tone: 'card' },
    { ...words(x + inset, y + height / 2, width - 2 * inset, size, 400, 'ink', text, lines), middle: true },
  ]
}

/** Cards of the tree in columns by depth, parents before children; at most this many. */
function treeMarks(board: PictureInput['board']): readonly Mark[] {
  const section = board?.framework.sections.find(({ layout }) => layout === 'tree')
  if (board === null || section === undefined) return []
  const placed: { readonly item: Item; readonly depth: number; readonly parent: number | null }[] = []
  const walk = (id: ItemId, depth: number, parent: number | null): void => {
    const item = board.view.items.get(id)
    if (item === undefined || placed.length >= mostCards) return
    const index = placed.push({ item, depth, parent }) - 1
    for (const child of board.view.children.get(id) ?? []) walk(child, depth + 1, index)
  }
  for (const root of board.view.roots.get(section.id) ?? []) walk(root, 0, null)
  const deepest = Math.max(0, ...placed.map(({ depth }) => depth))
  const column = (pictureSize.width - 2 * margin) / Math.max(2, deepest + 1)
  const cardWidth = column - 28
  // A parent is beside its first child: only other children take a new row.
  let row = -1
  const rows = placed.map(({ depth }, index) => {
    const before = placed[index - 1]
    if (before === undefined || depth <= before.depth) row += 1
    return row
  })
  const height = Math.min(72, (treeBottom - treeTop) / Math.max(1, row + 1))
  const cardHeight = Math.max(12, height - 8)
  const at = (index: number): { x: number; y: number } => ({
    x: margin + (placed[index]?.depth ?? 0) * column,
    y: treeTop + (rows[index] ?? 0) * height,
  })
  return placed.flatMap(({ item, parent }, index): readonly Mark[] => {
    const { x, y } = at(index)
    const from = parent === null ? null : at(parent)
    return [
      ...(from === null
        ? []
        : [
            {
              kind: 'line' as const,
              from: [from.x + cardWidth, from.y + cardHeight / 2] as const,
              to: [x, y + cardHeight / 2] as const,
            },
          ]),
      ...card(x, y, cardWidth, cardHeight, item.text.trim()),
    ]
  })
}

const mostRows = 6
const cardsInRow = 3
const namesWide = 190

/** The sections that have cards, a row each, with their first cards. */
function sectionMarks(board: PictureInput['board']): readonly Mark[] {
  if (board === null) return []
  const { view, framework } = board
  const rows = framework.sections
    .map(({ id, title }) => ({
      title,
      texts: (view.roots.get(id) ?? []).flatMap((item) => view.items.get(item)?.text.trim() || []).slice(0, cardsInRow),
    }))
    .filter(({ texts }) => texts.length > 0)
    .slice(0, mostRows)
  const column = (pictureSize.width - 2 * margin - namesWide) / cardsInRow
  const height = Math.min(72, (treeBottom - treeTop) / Math.max(1, rows.length))
  return rows.flatMap(({ title, texts }, row): readonly Mark[] => {
    const y = treeTop + row * height
    return [
      { ...words(margin, y + (height - 10) / 2, namesWide - 20, 17, 600, 'soft', title, 2), middle: true },
      ...texts.flatMap((text, place): readonly Mark[] => {
        const x = margin + namesWide + place * column
        // A card that is alone, as a goal is, has the whole row.
        const width = texts.length === 1 ? column * cardsInRow : column - 12
        return card(x, y, width, height - 10, text)
      }),
    ]
  })
}

/** The phases as long as they took. */
function stripMarks(round: Round): readonly Mark[] {
  const end = round.endedAt ?? round.phaseStarts.at(-1)?.at ?? 0
  const first = round.phaseStarts[0]?.at ?? end
  const all = Math.max(1, end - first)
  const width = pictureSize.width - 2 * margin
  return round.phaseStarts.flatMap(({ phase, at }, index): readonly Mark[] => {
    const until = round.phaseStarts[index + 1]?.at ?? end
    const x = margin + ((at - first) / all) * width
    const wide = ((until - at) / all) * width
    if (wide < 1) return []
    return [
      { kind: 'box', x, y: 446, width: Math.max(1, wide - 3), height: 30, tone: 'phase' },
      ...(wide < 70 ? [] : [words(x + 8, 466, wide - 16, 15, 400, 'soft', round.agenda?.[phase]?.name ?? '')]),
    ]
  })
}

function pointMarks(round: Round, point: FeedbackPoint | null): readonly Mark[] {
  if (point === null) return []
  const width = pictureSize.width - 2 * margin
  return [
    ...(point.gap === '' ? [] : [words(margin, 512, width, 20, 600, 'ink', point.gap, 2)]),
    ...(point.next === null
      ? []
      : [words(margin, 572, width, 18, 400, 'soft', t`Next: ${nextWords(round, point.next)}`)]),
  ]
}
