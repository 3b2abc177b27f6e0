import type { ItemId } from '@greenroom/board'
import type { TreeDrawing, TreeNode } from './tree-layout.ts'

export type TreeStep =
  | { readonly kind: 'go'; readonly to: ItemId }
  | { readonly kind: 'collapse'; readonly item: ItemId }
  | { readonly kind: 'expand'; readonly item: ItemId }

const middle = (node: TreeNode): number => node.y + node.height / 2

/** The nearest of some nodes: first up and down, then to the sides. */
const nearest = (nodes: readonly TreeNode[], to: TreeNode): TreeNode | undefined =>
  nodes.toSorted(
    (a, b) => Math.abs(a.y - to.y) - Math.abs(b.y - to.y) || Math.abs(a.x - to.x) - Math.abs(b.x - to.x),
  )[0]

/** The neighbour in a row of top-level cards, which are side by side below the trees. */
const besideIt = (drawing: TreeDrawing, node: TreeNode, step: 1 | -1): TreeNode | undefined =>
  node.parent === null
    ? nearest(
        drawing.nodes.filter((one) => one.parent === null && one.y === node.y && (one.x - node.x) * step > 0),
        node,
      )
    : undefined

/**
 * The arrow keys of a tree drawn left to right: up and down stay in the column, right goes to the children (opening them first), left to
 * the parent; in a row of cards without children, to the next one. At the end of a column they continue with the nearest node of the next
 * longer one, so that every node can be reached.
 */
export function stepInTree(drawing: TreeDrawing, from: ItemId, key: string): TreeStep | null {
  if (drawing.inRows) return stepInRows(drawing, from, key)
  const node = drawing.nodes.find((one) => one.card.item.id === from)
  if (!node) return null
  const go = (to: TreeNode | undefined): TreeStep | null => (to ? { kind: 'go', to: to.card.item.id } : null)
  switch (key) {
    case 'ArrowRight': {
      if (!node.expanded) return { kind: 'expand', item: from }
      const children = drawing.nodes.filter((one) => one.parent === from)
      return go(children[Math.floor((children.length - 1) / 2)] ?? besideIt(drawing, node, 1))
    }
    case 'ArrowLeft':
      return go(drawing.nodes.find((one) => one.card.item.id === node.parent) ?? besideIt(drawing, node, -1))
    case 'ArrowUp':
    case 'ArrowDown': {
      const step = key === 'ArrowUp' ? -1 : 1
      const column = drawing.nodes.filter((one) => one.card.level === node.card.level && (one.y - node.y) * step > 1)
      const next = nearest(column, node)
      if (next) return go(next)
      const beyond = drawing.nodes.filter((one) =>
        step === 1 ? middle(one) > middle(node) + 1 : middle(one) < middle(node) - 1,
      )
      return go(beyond.sort((a, b) => Math.abs(middle(a) - middle(node)) - Math.abs(middle(b) - middle(node)))[0])
    }
    case 'Home':
      return go(drawing.nodes[0])
    case 'End':
      return go(drawing.nodes.at(-1))
    default:
      return null
  }
}

/** The arrow keys of a tree in rows: up and down go through the visible rows, right into a branch (opening it first), left out of it. */
function stepInRows(drawing: TreeDrawing, from: ItemId, key: string): TreeStep | null {
  const row = drawing.nodes.findIndex((one) => one.card.item.id === from)
  const node = drawing.nodes[row]
  if (!node) return null
  const go = (to: TreeNode | undefined): TreeStep | null => (to ? { kind: 'go', to: to.card.item.id } : null)
  switch (key) {
    case 'ArrowRight':
      if (!node.expanded) return { kind: 'expand', item: from }
      return go(drawing.nodes.find((one) => one.parent === from))
    case 'ArrowLeft':
      return go(drawing.nodes.find((one) => one.card.item.id === node.parent))
    case 'ArrowUp':
      return go(row === 0 ? undefined : drawing.nodes[row - 1])
    case 'ArrowDown':
      return go(drawing.nodes[row + 1])
    case 'Home':
      return go(drawing.nodes[0])
    case 'End':
      return go(drawing.nodes.at(-1))
    default:
      return null
  }
}
