import type { ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardModel } from '../model/board-model.ts'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { collapseToFit } from './tree-collapsing.ts'
import { estimateNodeSize } from './tree-layout.ts'
import { stepInTree } from './tree-navigation.ts'
import { isNarrow, layoutRows, rowWidthIn } from './tree-rows.ts'
import { fitDrawing, zoomRange } from './tree-view.ts'

const phone = { width: 368, height: 440 }
const sizeOf = (card: Parameters<typeof estimateNodeSize>[0]) =>
  estimateNodeSize(card, rowWidthIn(phone.width, card), true)

/** Each number is the parent's index among the cards before it; 0 is the top. */
const treeOf = (parents: readonly number[]) => {
  const board = createTestBoard()
  const ids: ItemId[] = []
  parents.forEach((parent, at) => {
    ids.push(board.add('tree', 'metric', 'x'.repeat(1 + ((at * 7) % 40)), ids[(parent % (at + 1)) - 1]))
  })
  return { ids, cards: createBoardModel(testFramework)(board.view()).byId.get('tree')?.cards ?? [] }
}

describe('a tree in a narrow window', () => {
  it('is in rows from the top down, every card whole between the sides of the window, none over another', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 40 }), (shape) => {
        const { cards, ids } = treeOf(shape)
        const drawing = layoutRows(cards, new Set(), sizeOf)
        expect(drawing.nodes.map(({ card }) => card.item.id).toSorted()).toEqual(ids.toSorted())
        expect(drawing.links).toHaveLength(drawing.nodes.filter(({ parent }) => parent !== null).length)
        const at = fitDrawing(drawing, phone)
        for (const [row, node] of drawing.nodes.entries()) {
          expect(at.x + node.x * at.k).toBeGreaterThanOrEqual(0)
          expect(at.x + (node.x + node.width) * at.k).toBeLessThanOrEqual(phone.width)
          const above = drawing.nodes[row - 1]
          if (above) expect(node.y).toBeGreaterThanOrEqual(above.y + above.height)
          const parent = drawing.nodes.find((one) => one.card.item.id === node.parent)
          if (parent) expect(node.x).toBeGreaterThanOrEqual(parent.x)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('is seen whole with 12, 25 and 40 cards: far branches collapse to their count', () => {
    for (const count of [12, 25, 40]) {
      // A head with four drivers, three cards below each, and so on; two cards beside it.
      const { cards, ids } = treeOf([
        0,
        1,
        1,
        1,
        1,
        ...Array.from({ length: count - 7 }, (_, at) => 2 + Math.floor(at / 3)),
        0,
        0,
      ])
      const draw = (collapsed: ReadonlySet<ItemId>) => layoutRows(cards, collapsed, sizeOf)
      const collapsed = collapseToFit({ branches: cards, byHand: new Set(), kept: new Set(), window: phone, draw })
      const drawing = draw(collapsed)
      expect(fitDrawing(drawing, phone, 0).k).toBeGreaterThanOrEqual(zoomRange.min)
      expect(drawing.nodes.length).toBeGreaterThanOrEqual(7)
      expect(drawing.nodes.reduce((sum, { hidden }) => sum + 1 + hidden, 0)).toBe(ids.length)
    }
  })

  it('is walked by the arrows as it is seen: up and down through the rows, right into a branch, left out of it', () => {
    const { cards, ids } = treeOf([0, 1, 2, 1, 0])
    const step = (from: number, key: string, collapsed: readonly number[] = []) => {
      const hidden = new Set(collapsed.map((at) => ids[at] as ItemId))
      const taken = stepInTree(layoutRows(cards, hidden, sizeOf), ids[from] as ItemId, key)
      return taken?.kind === 'go' ? ids.indexOf(taken.to) : (taken?.kind ?? null)
    }
    expect([0, 1, 2, 3, 4].map((from) => step(from, 'ArrowDown'))).toEqual([1, 2, 3, 4, null])
    expect([0, 1, 2, 3, 4].map((from) => step(from, 'ArrowUp'))).toEqual([null, 0, 1, 2, 3])
    expect([0, 1, 2, 3, 4].map((from) => step(from, 'ArrowRight'))).toEqual([1, 2, null, null, null])
    expect([0, 1, 2, 3, 4].map((from) => step(from, 'ArrowLeft'))).toEqual([null, 0, 1, 0, null])
    expect([step(1, 'ArrowRight', [1]), step(1, 'ArrowDown', [1]), step(4, 'Home'), step(0, 'End')]).toEqual([
      'expand',
      3,
      0,
      4,
    ])
  })

  it('is one of a phone, or beside other sections, and never of a window that was not measured yet', () => {
    expect([0, 368, 479, 480, 934].map((width) => isNarrow({ width }))).toEqual([false, true, true, false, false])
  })
})
