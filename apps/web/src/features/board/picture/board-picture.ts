import type { BoardView, Framework, ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { type Branch, createBoardModel, flatten, isBlank, type SectionModel } from '../model/board-model.ts'
import { fieldChips } from '../model/field-chips.ts'
import { roleOf } from '../model/metric-role.ts'
import { operatorField } from '../tree/operator-field.ts'
import {
  branchById,
  branchColours,
  branchesOf,
  formulaOf,
  formulaWords,
  headOf,
  isFormulaTree,
  joinedBelow,
  sharedSign,
} from '../tree/tree-formula.ts'
import { layoutTree } from '../tree/tree-layout.ts'
import { type CardTone, cardPart, cardWords } from './picture-cards.ts'
import {
  at,
  type BranchTone,
  branchTones,
  type Measure,
  type PictureMark,
  type PicturePart,
  padding,
  type Style,
  small,
  stack,
  text,
  wordsPart,
} from './picture-marks.ts'

export type BoardPicture = {
  readonly title: string
  readonly width: number
  readonly height: number
  readonly marks: readonly PictureMark[]
}

const margin = 32
const leastWidth = 1216
const cardWidth = 288
const nodeWidth = 232
const gap = 14

const isMixed = ({ kinds }: SectionModel): boolean => kinds.length > 1

/** A card with those below it, each indented a little further. */
function branchPart(branch: Branch, mixed: boolean, width: number, measure: Measure): PicturePart {
  const flat = flatten([branch])
  const top = branch.card.level
  return stack(
    flat.map((card) => {
      const inset = Math.min(card.level - top, 6) * 18
      const part = cardPart(cardWords(card, mixed, null), width - inset, measure)
      return { ...part, width, marks: at(part, inset, 0) }
    }),
    6,
  )
}

/** Columns of equal width; each card goes to the shortest. */
function cardsPart(model: SectionModel, width: number, measure: Measure): PicturePart {
  const columns = Math.max(1, Math.floor((width + gap) / (cardWidth + gap)))
  const heights = new Array<number>(Math.min(columns, Math.max(1, model.cards.length))).fill(0)
  const marks = model.cards.flatMap((branch) => {
    const part = branchPart(branch, isMixed(model), cardWidth, measure)
    const column = heights.indexOf(Math.min(...heights))
    const y = heights[column] ?? 0
    heights[column] = y + part.height + gap
    return at(part, column * (cardWidth + gap), y)
  })
  return { width, height: Math.max(0, ...heights) - gap, marks }
}

/** Steps from left to right, an arrow before each but the first, in as many rows as they need. */
function flowPart(model: SectionModel, width: number, measure: Measure): PicturePart {
  const between = 30
  const inRow = Math.max(1, Math.floor((width + between) / (nodeWidth + between)))
  const parts = model.cards.map((branch, index) => {
    const own = cardPart(cardWords(branch.card, isMixed(model), String(index + 1)), nodeWidth, measure)
    const below = branch.children.map((child) => branchPart(child, isMixed(model), nodeWidth, measure))
    return stack([own, ...below], 6)
  })
  const rows: PicturePart[] = []
  for (let first = 0; first < parts.length; first += inRow) {
    const row = parts.slice(first, first + inRow)
    const marks = row.flatMap((part, index): readonly PictureMark[] => {
      const x = index * (nodeWidth + between)
      const arrow: PictureMark = { kind: 'path', x: x - between + 6, y: 22, d: 'M0,0H16M11,-5L16,0L11,5' }
      return [...(first + index > 0 && index > 0 ? [arrow] : []), ...at(part, x, 0)]
    })
    rows.push({ width, height: Math.max(...row.map(({ height }) => height)), marks })
  }
  return stack(rows, gap)
}

function tablePart(model: SectionModel, width: number, measure: Measure): PicturePart {
  const cards = flatten(model.cards).filter(({ item }) => !isBlank(item))
  const fields = new Map(model.kinds.flatMap((kind) => kind.fields.map((field) => [field.id, field.label])))
  const used = [...fields].filter(([id]) => cards.some(({ item }) => (item.fields[id] ?? '') !== ''))
  const linked = cards.some(({ links }) => links.length > 0)
  const mixed = isMixed(model)
  const head = [t`Item`, ...(mixed ? [t`Kind`] : []), ...used.map(([, title]) => title), ...(linked ? [t`Links`] : [])]
  // The first column has the text.
  const unit = width / (head.length + 1)
  const widthOf = (column: number): number => (column === 0 ? 2 * unit : unit)
  const leftOf = (column: number): number => (column === 0 ? 0 : (column + 1) * unit)
  const row = (cells: readonly string[], style: Style): PicturePart => {
    const parts = cells.map((cell, column) => wordsPart(cell, widthOf(column) - 2 * padding, style, measure))
    const height = Math.max(...parts.map((part) => part.height)) + padding
    const marks = parts.flatMap((part, column) => at(part, leftOf(column) + padding, padding / 2))
    return { width, height, marks: [...marks, { kind: 'path', x: 0, y: height, d: `M0,0H${Math.round(width)}` }] }
  }
  const body = cards.map(({ item, kind, links, level }) => {
    const chips = fieldChips(kind.fields, item)
    return row(
      [
        `${'↳ '.repeat(Math.min(level - 1, 6))}${item.text.trim() || t`empty`}`,
        ...(mixed ? [kind.label] : []),
        ...used.map(([id]) => chips.find(({ field }) => field === id)?.value ?? ''),
        ...(linked ? [links.map((link) => `${link.label} → ${link.text.trim() || t`empty`}`).join('; ')] : []),
      ],
      { ...text, size: 13 },
    )
  })
  return stack([row(head, { ...small, weight: 600 }), ...body])
}

/** The look of a metric's role; its name is on the card as well. */
const roleTones: Readonly<Record<string, CardTone>> = {
  'north-star': 'star',
  guardrail: 'guardrail',
  counter: 'counter',
}

const signAt = (
  sign: string,
  { x, y }: { readonly x: number; readonly y: number },
  measure: Measure,
): readonly PictureMark[] => [
  { kind: 'box', x: x - 10, y: y - 10, width: 20, height: 20, tone: 'sign' },
  {
    kind: 'words',
    x: x - measure(sign, 13, 600) / 2,
    y: y + 4.5,
    text: sign,
    fromRight: false,
    size: 13,
    weight: 600,
    tone: 'accent',
  },
]

/** The tree as the board draws it, with nothing collapsed: the head's formula, cards, links and edges in their branches' colours, and the operators. */
export function treePart(model: SectionModel, measure: Measure): PicturePart {
  const branches = branchesOf(model.cards)
  const toneOf = (item: ItemId): BranchTone | undefined => {
    const branch = branches.get(item)
    return branch === undefined ? undefined : branchTones[branch % branchColours]
  }
  const parts = new Map(
    flatten(model.cards).map((card) => {
      const role = roleOf(card.kind, card.item).role?.value ?? null
      const look = { tone: roleTones[role ?? ''] ?? 'card', role, branch: toneOf(card.item.id) }
      return [card.item.id, cardPart(cardWords(card, isMixed(model), null), nodeWidth, measure, look)]
    }),
  )
  const drawing = layoutTree(
    model.cards,
    new Set(),
    ({ item }) => parts.get(item.id) ?? { width: nodeWidth, height: 0 },
  )
  const byId = branchById(model.cards)
  const shared = drawing.trunks.flatMap(({ item, x, y }) => {
    const branch = byId.get(item)
    const sign = branch ? sharedSign(branch) : null
    return branch && sign !== null ? [{ sign, x, y, below: joinedBelow(branch).map(({ card }) => card.item.id) }] : []
  })
  const said = new Set(shared.flatMap(({ below }) => below))
  const signs = drawing.links.flatMap((link): readonly PictureMark[] => {
    const card = byId.get(link.to)?.card
    const sign =
      card === undefined || said.has(link.to)
        ? ''
        : (fieldChips(card.kind.fields, card.item).find(({ field }) => field === operatorField)?.value ?? '')
    return sign === '' ? [] : signAt(sign, link.joint, measure)
  })
  const head = headOf(model.cards)
  const formula = head === null || !isFormulaTree(model) ? null : formulaOf(head)
  const tree = {
    width: drawing.width,
    height: drawing.height,
    marks: [
      ...drawing.links.map(({ path, to }): PictureMark => ({ kind: 'path', x: 0, y: 0, d: path, tone: toneOf(to) })),
      ...drawing.nodes.flatMap((node) => {
        const part = parts.get(node.card.item.id)
        return part ? at(part, node.x, node.y) : []
      }),
      ...signs,
      ...shared.flatMap(({ sign, ...place }) => signAt(sign, place, measure)),
    ],
  }
  if (formula === null) return tree
  const line = wordsPart(formulaWords(formula), Math.max(drawing.width, 600), { ...text, weight: 600 }, measure)
  return stack([line, tree], gap)
}

function linePart(model: SectionModel, width: number, measure: Measure): PicturePart {
  return stack(
    flatten(model.cards)
      .filter(({ item }) => !isBlank(item))
      .map((card) => {
        const inner = stack(
          cardWords(card, false, null).map(([line, style]) =>
            wordsPart(
              line,
              width - 4 * padding,
              style === text ? { size: 17, weight: 600, tone: 'ink' } : style,
              measure,
            ),
          ),
          2,
        )
        const height = inner.height + 2 * padding
        return {
          width,
          height,
          marks: [
            { kind: 'box', x: 0, y: 0, width, height, tone: 'goal' } as const,
            ...at(inner, 2 * padding, padding),
          ],
        }
      }),
    gap,
  )
}

function sectionPart(model: SectionModel, width: number, measure: Measure): PicturePart {
  switch (model.section.layout) {
    case 'line':
      return linePart(model, width, measure)
    case 'cards':
      return cardsPart(model, width, measure)
    case 'flow':
      return flowPart(model, width, measure)
    case 'table':
      return tablePart(model, width, measure)
    case 'tree':
      return treePart(model, measure)
  }
}

/** The sections of a board that are in use, as the screen knows them. */
export function filledSections(view: BoardView, framework: Framework): readonly SectionModel[] {
  return createBoardModel(framework)(view).sections.filter(({ count }) => count > 0)
}

/**
 * A whole board as one picture: every used section in its layout, one below the other, under a title and a few lines that say what it is.
 * As wide as its widest tree; no text is cut.
 */
export function planBoard(
  board: { readonly view: BoardView; readonly framework: Framework },
  about: { readonly title: string; readonly lines: readonly string[] },
  measure: Measure,
): BoardPicture {
  const sections = filledSections(board.view, board.framework)
  const trees = new Map(
    sections.flatMap((one) => (one.section.layout === 'tree' ? [[one, treePart(one, measure)]] : [])),
  )
  const width = Math.ceil(Math.max(leastWidth, ...[...trees.values()].map((tree) => tree.width)))
  const head = stack(
    [
      wordsPart(about.title, width, { size: 24, weight: 600, tone: 'ink' }, measure),
      ...about.lines.map((line) => wordsPart(line, width, { ...small, size: 13 }, measure)),
    ],
    4,
  )
  const empty = wordsPart(t`This board is empty.`, width, text, measure)
  const body = sections.map((model) =>
    stack(
      [
        wordsPart(model.section.title, width, { size: 15, weight: 600, tone: 'ink' }, measure),
        trees.get(model) ?? sectionPart(model, width, measure),
      ],
      8,
    ),
  )
  const whole = stack([head, ...(body.length === 0 ? [empty] : body)], 26)
  return {
    title: about.title,
    width: width + 2 * margin,
    height: Math.ceil(whole.height) + 2 * margin,
    marks: at(whole, margin, margin),
  }
}
