import type { ItemId } from '@greenroom/board'
import { hierarchy, tree } from 'd3-hierarchy'
import { type Branch, type Card, flatten } from '../model/board-model.ts'
import { numberFields } from '../model/card-number.ts'
import { fieldChips } from '../model/field-chips.ts'
import { roleField, roleOf } from '../model/metric-role.ts'

/**
 * Left-to-right tidy tree (Reingold–Tilford as improved by Buchheim, from d3-hierarchy): one column per level, measured heights. Several
 * top-level cards share an invisible root. Top-level cards without children, such as guardrails, are on a shelf below the trees, in rows
 * aligned with the columns: stacked under the head they would push a small tree out of its window.
 */

export type NodeSize = { readonly width: number; readonly height: number }
export type TreeNode = {
  readonly card: Card
  readonly parent: ItemId | null
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly expanded: boolean
  /** Cards below it that a collapsed branch hides. */
  readonly hidden: number
}
export type TreeLink = {
  readonly from: ItemId
  readonly to: ItemId
  readonly path: string
  /** The centre of the operator's sign. */
  readonly joint: { readonly x: number; readonly y: number }
}
export type TreeDrawing = {
  /** Depth first: the reading order of a screen reader. */
  readonly nodes: readonly TreeNode[]
  readonly links: readonly TreeLink[]
  /** Where the links of each card part. */
  readonly trunks: readonly { readonly item: ItemId; readonly x: number; readonly y: number }[]
  readonly width: number
  readonly height: number
  /** One card per row (`layoutRows`) instead of one column per level. */
  readonly inRows: boolean
}

/** Room for the button that collapses a branch, the operator on the trunk, and the links that part there. */
const columnGap = 72
/** From a card to the middle of its trunk, where its links part. */
const trunkAt = 38
/** Between neighbours with the same parent, with different ones, and between trees. */
const gaps = { sibling: 8, cousin: 18, root: 26 } as const
const compactGaps = { sibling: 4, cousin: 10, root: 14 } as const
const jointInset = 15
/** What collapses a branch is behind its card, never over its text. */
const toggleWidth = 26
/** Of a chip in a node, in CSS pixels; above 24 because the tree may be drawn slightly smaller. */
const chipHeight = 29
/** The line with the role above the text of a node, in CSS pixels. */
const roleLine = 18

type Shown = { readonly card: Card | null; readonly below: readonly Shown[]; readonly hidden: number }

/** Cards below a branch, at any depth. */
export function countBelow({ children }: Branch): number {
  return children.reduce((sum, child) => sum + 1 + countBelow(child), 0)
}

const shownOf = (branch: Branch, collapsed: ReadonlySet<ItemId>): Shown =>
  collapsed.has(branch.card.item.id)
    ? { card: branch.card, below: [], hidden: countBelow(branch) }
    : { card: branch.card, below: branch.children.map((child) => shownOf(child, collapsed)), hidden: 0 }

/** The first card is the head, whether or not it has children; where no card has children there is no tree to be below. */
function toShelf(branches: readonly Branch[]): ReadonlySet<Branch> {
  const isTree = branches.some(({ card }) => card.below > 0)
  return new Set(isTree ? branches.filter(({ card }, index) => index > 0 && card.below === 0) : [])
}

export function layoutTree(
  branches: readonly Branch[],
  collapsed: ReadonlySet<ItemId>,
  sizeOf: (card: Card) => NodeSize,
  compact = false,
): TreeDrawing {
  const between = compact ? compactGaps : gaps
  if (branches.length === 0) return { nodes: [], links: [], trunks: [], width: 0, height: 0, inRows: false }
  const width = Math.max(...flatten(branches).map((card) => sizeOf(card).width))
  const onShelf = toShelf(branches)
  const root = hierarchy<Shown>(
    {
      card: null,
      below: branches.filter((branch) => !onShelf.has(branch)).map((branch) => shownOf(branch, collapsed)),
      hidden: 0,
    },
    (one) => [...one.below],
  )
  const heightOf = (branch: Shown): number => (branch.card ? sizeOf(branch.card).height : 0)
  const placed = tree<Shown>()
    .nodeSize([1, width + columnGap])
    .separation((a, b) => {
      const gap = a.parent === b.parent ? (a.depth === 1 ? between.root : between.sibling) : between.cousin
      return (heightOf(a.data) + heightOf(b.data)) / 2 + gap
    })(root)

  let top = Number.POSITIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  let right = 0
  placed.each((node) => {
    if (!node.data.card) return
    const half = heightOf(node.data) / 2
    top = Math.min(top, node.x - half)
    bottom = Math.max(bottom, node.x + half)
    const behind = node.data.card.below > 0 ? toggleWidth : 0
    right = Math.max(right, node.y - (width + columnGap) + sizeOf(node.data.card).width + behind)
  })

  const nodes: TreeNode[] = []
  const links: TreeLink[] = []
  const trunks = new Map<ItemId, { item: ItemId; x: number; y: number }>()
  placed.eachBefore((node) => {
    const { card, hidden } = node.data
    if (!card) return
    const size = sizeOf(card)
    const x = node.y - (width + columnGap)
    const middle = node.x - top
    const parent = node.parent?.data.card ?? null
    nodes.push({
      card,
      parent: parent?.item.id ?? null,
      x,
      y: middle - size.height / 2,
      width: size.width,
      height: size.height,
      expanded: hidden === 0,
      hidden,
    })
    if (!parent || !node.parent) return
    const startX = node.parent.y - (width + columnGap) + sizeOf(parent).width
    const startY = node.parent.x - top
    const trunkX = startX + trunkAt
    const bend = trunkX + (x - trunkX) * 0.5
    trunks.set(parent.item.id, { item: parent.item.id, x: trunkX, y: startY })
    links.push({
      from: parent.item.id,
      to: card.item.id,
      path: `M${startX},${startY}H${trunkX}C${bend},${startY} ${bend},${middle} ${x},${middle}`,
      joint: { x: x - jointInset, y: middle },
    })
  })
  let height = bottom - top
  const places = 1 + Math.max(...nodes.map(({ x }) => Math.round(x / (width + columnGap))))
  const shelf = [...onShelf]
  for (let first = 0; first < shelf.length; first += places) {
    const row = shelf.slice(first, first + places).map(({ card }) => ({ card, size: sizeOf(card) }))
    const y = height + between.root
    for (const [place, { card, size }] of row.entries())
      nodes.push({ card, parent: null, x: place * (width + columnGap), y, ...size, expanded: true, hidden: 0 })
    height = y + Math.max(...row.map(({ size }) => size.height))
  }
  return { nodes, links, trunks: [...trunks.values()], width: right, height, inRows: false }
}

/** How many columns the tree has as it is shown. */
export function depthOf(branches: readonly Branch[], collapsed: ReadonlySet<ItemId>): number {
  return branches.length === 0
    ? 0
    : 1 +
        Math.max(
          ...branches.map(({ card, children }) => (collapsed.has(card.item.id) ? 0 : depthOf(children, collapsed))),
        )
}

/** The width that lets the columns fill the window: the wider a node, the fewer lines it needs. */
export function nodeWidthIn(window: number, depth: number, least: number): number {
  const room = (window - 56 - columnGap * (depth - 1)) / Math.max(1, depth)
  return Math.floor(Math.min(288, Math.max(least, room)) / 6) * 6
}

/** Approximate number of letters in a line of a node. */
const lettersIn = (width: number, compact: boolean): number =>
  Math.max(8, Math.floor((width - 24) / (compact ? 6.4 : 7)))

/** Whether a node's number is beside its text, when both are short enough for one line. */
export function hasNumberBeside({ item, number, level }: Card, width: number, compact: boolean): boolean {
  if (!compact || number === null || number.isFault || (level === 1 && number.notes.length > 0)) return false
  return !item.text.includes('\n') && item.text.length + number.text.length + 2 <= lettersIn(width, compact)
}

/** A node's height before it was ever measured: lines of text, and lines of chips as they would wrap. */
export function estimateNodeSize(card: Card, width: number, compact: boolean): NodeSize {
  const perLine = lettersIn(width, compact)
  const lines = Math.max(1, Math.ceil(card.item.text.length / perLine))
  const { role, target } = roleOf(card.kind, card.item)
  const shown = compact ? target : ''
  const roleWidth = (role === null ? 0 : role.label.length * 7.4 + 26) + shown.length * 7
  const above =
    role === null && shown === '' ? 0 : roleLine + (role !== null && shown !== '' && roleWidth > width - 20 ? 16 : 0)
  const noted = card.number === null || (compact && card.level > 1) ? [] : card.number.notes
  // What is missing takes one line there, cut off if it is too long.
  const cut = compact && card.number?.isFault === true
  const numberLines = hasNumberBeside(card, width, compact)
    ? 0
    : cut
      ? 1
      : [...(card.number === null ? [] : [card.number.text]), ...noted].reduce(
          (sum, words) => sum + Math.max(1, Math.ceil(words.length / perLine)),
          0,
        )
  const text = above + (compact ? 10 : 16) + lines * (compact ? 17 : 19) + numberLines * 18
  if (compact) return { width, height: text }
  const room = width - 18
  const chips = [
    ...fieldChips(card.kind.fields, card.item, [
      'operator',
      roleField,
      ...(card.number === null ? [] : numberFields),
    ]).map((chip) =>
      chip.choice ? chip.value.length * 6.6 + 14 : (chip.label.length + chip.value.length + 1) * 6.4 + 4,
    ),
    ...card.links.map((link) => Math.min(28, link.text.length || 10) * 6.4 + 24),
  ]
  let rows = chips.length > 0 ? 1 : 0
  let used = 0
  for (const chip of chips) {
    const length = Math.min(room, chip)
    if (used > 0 && used + 4 + length > room) {
      rows++
      used = 0
    }
    used += (used > 0 ? 4 : 0) + length
  }
  return { width, height: text + (rows > 0 ? rows * (chipHeight + 3) + 2 : 0) }
}
