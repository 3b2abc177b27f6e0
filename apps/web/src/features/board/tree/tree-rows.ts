import type { ItemId } from '@greenroom/board'
import type { Branch, Card } from '../model/board-model.ts'
import { countBelow, type NodeSize, type TreeDrawing, type TreeLink, type TreeNode } from './tree-layout.ts'
import { margin } from './tree-view.ts'

/**
 * The tree in a window that is too narrow for columns, as on a phone: one card per row, as wide as the window, children indented under
 * their parent, and links that leave from below its left edge. It is read from top to bottom and panned only in that direction.
 */

/** Below this width, in CSS pixels, two readable columns do not fit. */
const leastColumns = 480
/** How far a level is indented, and for how many levels: deeper ones are not indented further. */
const indent = 22
const mostIndents = 6
/** The stem from which the links of a card leave, from its left edge. */
const stem = 11
const gaps = { row: 6, root: 14 } as const
/** To the right of every card: what collapses or opens a branch. */
const toggleWidth = 26
const bend = 6

/** Whether a tree is drawn in rows. A window without a width has not been measured yet. */
export function isNarrow(window: { readonly width: number }): boolean {
  return window.width > 0 && window.width < leastColumns
}

const indentOf = (card: Card): number => Math.min(card.level - 1, mostIndents) * indent

/** The width of a card in rows: up to the right edge of the window, whatever its level. */
export function rowWidthIn(window: number, card: Card): number {
  return Math.max(120, window - margin * 2 - toggleWidth - indentOf(card))
}

/** The same tree that `layoutTree` draws in columns. */
export function layoutRows(
  branches: readonly Branch[],
  collapsed: ReadonlySet<ItemId>,
  sizeOf: (card: Card) => NodeSize,
): TreeDrawing {
  const nodes: TreeNode[] = []
  const links: TreeLink[] = []
  const trunks: { readonly item: ItemId; readonly x: number; readonly y: number }[] = []
  let bottom = 0
  let width = 0
  const draw = (branch: Branch, parent: TreeNode | null): void => {
    const { card, children } = branch
    const size = sizeOf(card)
    const x = indentOf(card)
    const isCollapsed = collapsed.has(card.item.id)
    const y = nodes.length === 0 ? 0 : bottom + (parent === null ? gaps.root : gaps.row)
    const hidden = isCollapsed ? countBelow(branch) : 0
    const node = { card, parent: parent?.card.item.id ?? null, x, y, ...size, expanded: hidden === 0, hidden }
    nodes.push(node)
    bottom = y + size.height
    width = Math.max(width, x + size.width + toggleWidth)
    if (parent !== null) {
      const middle = y + size.height / 2
      const from = { x: parent.x + stem, y: parent.y + parent.height }
      links.push({
        from: parent.card.item.id,
        to: card.item.id,
        path: `M${from.x},${from.y}V${middle - bend}Q${from.x},${middle} ${from.x + bend},${middle}H${x}`,
        joint: { x: from.x, y: middle },
      })
    }
    if (isCollapsed || children.length === 0) return
    // Beside the first card below, above the bend of its link.
    trunks.push({ item: card.item.id, x: x + stem, y: bottom + gaps.row + 4 })
    for (const child of children) draw(child, node)
  }
  for (const branch of branches) draw(branch, null)
  return { nodes, links, trunks, width, height: bottom, inRows: true }
}
