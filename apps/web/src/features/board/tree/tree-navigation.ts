import type { ItemId } from '@greenroom/board'
import type { TreeDrawing, TreeNode } from './tree-layout.ts'

export type TreeStep =
  | { readonly kind: 'go'; readonly to: ItemId }
  | { readonly kind: 'fold'; readonly item: ItemId }
  | { readonly kind: 'unfold'; readonly item: ItemId }

const middle = (node: TreeNode): number => node.y + node.height / 2
const levelOf = (drawing: TreeDrawing, level: number): readonly TreeNode[] =>
  drawing.nodes.filter((node) => node.card.level === level).sort((a, b) => a.y - b.y)

/**
 * The arrow keys of a tree drawn left to right: up and down stay in the column, right goes to the children (opening them
 * first), left to the parent. A column that ends hands over to the nearest node of the next longer one, so that every node
 * can be reached.
 */
export function stepInTree(drawing: TreeDrawing, from: ItemId, key: string): TreeStep | null {
  const node = drawing.nodes.find((one) => one.card.item.id === from)
  if (!node) return null
  const go = (to: TreeNode | undefined): TreeStep | null => (to ? { kind: 'go', to: to.card.item.id } : null)
  switch (key) {
    case 'ArrowRight': {
      if (!node.expanded) return { kind: 'unfold', item: from }
      const children = drawing.nodes.filter((one) => one.parent === from)
      return go(children[Math.floor((children.length - 1) / 2)])
    }
    case 'ArrowLeft':
      return go(drawing.nodes.find((one) => one.card.item.id === node.parent))
    case 'ArrowUp':
    case 'ArrowDown': {
      const column = levelOf(drawing, node.card.level)
      const step = key === 'ArrowUp' ? -1 : 1
      const next = column[column.indexOf(node) + step]
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
