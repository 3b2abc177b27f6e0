import type { ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardModel } from '../model/board-model.ts'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { estimateNodeSize, layoutTree } from './tree-layout.ts'
import { stepInTree } from './tree-navigation.ts'
import { fitDrawing, keepInReach, reveal, zoomAt } from './tree-view.ts'

const runs = { numRuns: 25 }
const size = (card: { item: { text: string } }) => ({ width: 180, height: 20 + card.item.text.length })

/** Each number is the parent's index among the cards before it; 0 is the top. */
const treeOf = (parents: readonly number[]) => {
  const board = createTestBoard()
  const ids: ItemId[] = []
  parents.forEach((parent, at) => {
    ids.push(board.add('tree', 'metric', 'x'.repeat(1 + ((at * 7) % 60)), ids[(parent % (at + 1)) - 1]))
  })
  return { ids, cards: createBoardModel(testFramework)(board.view()).byId.get('tree')?.cards ?? [] }
}
const parents = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 })

describe('layoutTree', () => {
  it('draws every card once, without overlap, children to the right of their parents', () => {
    fc.assert(
      fc.property(parents, (shape) => {
        const { cards, ids } = treeOf(shape)
        const { nodes, links, width, height } = layoutTree(cards, new Set(), size)
        expect(new Set(nodes.map((node) => node.card.item.id))).toEqual(new Set(ids))
        expect(links).toHaveLength(nodes.filter((node) => node.parent !== null).length)
        for (const node of nodes) {
          expect(node.x).toBeGreaterThanOrEqual(0)
          expect(node.y).toBeGreaterThanOrEqual(-0.001)
          expect(node.x + node.width).toBeLessThanOrEqual(width + 0.001)
          expect(node.y + node.height).toBeLessThanOrEqual(height + 0.001)
          const parent = nodes.find((one) => one.card.item.id === node.parent)
          if (parent) expect(node.x).toBeGreaterThan(parent.x + parent.width)
        }
        nodes.forEach((a, at) => {
          for (const b of nodes.slice(at + 1)) {
            if (a.x !== b.x) continue
            expect(a.y + a.height <= b.y + 0.001 || b.y + b.height <= a.y + 0.001).toBe(true)
          }
        })
      }),
      runs,
    )
  })
  it('puts top cards that nothing hangs on into rows below the trees, never the first card, and leaves a list without trees as it is', () => {
    // The head with a child and a grandchild; then five cards on their own, and a second tree between them.
    const { cards, ids } = treeOf([0, 1, 2, 0, 0, 0, 0, 7, 0])
    const { nodes, height } = layoutTree(cards, new Set(), () => ({ width: 180, height: 40 }))
    const placeOf = (index: number) => {
      const node = nodes.find(({ card }) => card.item.id === ids[index])
      return [node?.x, node?.y] as const
    }
    const bottom = Math.max(...[0, 1, 2, 6, 7].map((index) => placeOf(index)[1] ?? 0))
    const [first, second] = [[3, 4, 5].map(placeOf), [8].map(placeOf)]
    expect(first.map(([x]) => x)).toEqual([0, 252, 504])
    expect(new Set(first.map(([, y]) => y)).size).toBe(1)
    expect(first[0]?.[1]).toBeGreaterThan(bottom)
    expect(second.map(([x]) => x)).toEqual([0])
    expect(second[0]?.[1]).toBeGreaterThan(first[0]?.[1] ?? 0)
    expect(height).toBe((second[0]?.[1] ?? 0) + 40)
    const plain = treeOf([0, 0, 0])
    expect(new Set(layoutTree(plain.cards, new Set(), size).nodes.map(({ x }) => x))).toEqual(new Set([0]))
  })
  it('hides what is below a collapsed card, and counts it', () => {
    const { cards, ids } = treeOf([0, 1, 2, 1])
    const { nodes } = layoutTree(cards, new Set([ids[0] as ItemId]), size)
    expect(nodes).toHaveLength(1)
    expect(nodes[0]).toMatchObject({ expanded: false, hidden: 3 })
  })
})

describe('stepInTree', () => {
  it('reaches every card from every other by arrows alone', () => {
    fc.assert(
      fc.property(parents, (shape) => {
        const { cards, ids } = treeOf(shape)
        const drawing = layoutTree(cards, new Set(), size)
        const reached = new Set<ItemId>([ids[0] as ItemId])
        for (const at of reached)
          for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
            const step = stepInTree(drawing, at, key)
            if (step?.kind === 'go') reached.add(step.to)
          }
        expect(reached.size).toBe(ids.length)
      }),
      runs,
    )
  })
  it('goes along a row of cards that nothing hangs on, and from there to the trees', () => {
    const { cards, ids } = treeOf([0, 1, 2, 0, 0, 0])
    const drawing = layoutTree(cards, new Set(), size)
    const step = (from: number, key: string) => {
      const taken = stepInTree(drawing, ids[from] as ItemId, key)
      return taken?.kind === 'go' ? ids.indexOf(taken.to) : null
    }
    expect([step(3, 'ArrowRight'), step(4, 'ArrowRight'), step(5, 'ArrowRight')]).toEqual([4, 5, null])
    expect([step(5, 'ArrowLeft'), step(4, 'ArrowLeft'), step(3, 'ArrowLeft')]).toEqual([4, 3, null])
    expect([step(0, 'ArrowDown'), step(4, 'ArrowUp')]).toEqual([3, 0])
  })
  it('expands before it goes in', () => {
    const { cards, ids } = treeOf([0, 1])
    const root = ids[0] as ItemId
    expect(stepInTree(layoutTree(cards, new Set([root]), size), root, 'ArrowRight')).toEqual({
      kind: 'expand',
      item: root,
    })
  })
})

describe('the window onto the tree', () => {
  const window = { width: 600, height: 300 }
  it('shows all of a tree that can be read, and never enlarges it', () => {
    expect(fitDrawing({ width: 200, height: 100 }, window).k).toBe(1)
    const at = fitDrawing({ width: 600, height: 280 }, window)
    expect(at.k).toBeLessThan(1)
    expect(at.x + 600 * at.k).toBeLessThanOrEqual(600)
    expect(at.y + 280 * at.k).toBeLessThanOrEqual(300)
  })
  it('shows a tree that is too large around its first card', () => {
    const at = fitDrawing({ width: 400, height: 3000 }, window, 0.6, 1500)
    expect(at.k).toBe(0.6)
    expect(at.y + 1500 * at.k).toBe(150)
  })
  it('keeps the point under the pointer while zooming', () => {
    const before = { x: 30, y: 40, k: 0.8 }
    const after = zoomAt(before, 1.25, { x: 200, y: 100 })
    expect((200 - after.x) / after.k).toBeCloseTo((200 - before.x) / before.k)
    expect((100 - after.y) / after.k).toBeCloseTo((100 - before.y) / before.k)
  })
  it('pans no further than needed', () => {
    const node = { x: 700, y: 10, width: 100, height: 40 }
    const at = reveal({ x: 0, y: 20, k: 1 }, node, window)
    expect(at.x + 800).toBe(600 - 14)
    expect(at.y).toBe(20)
    expect(reveal(at, node, window)).toBe(at)
  })
  it('never lets a drawing be panned away', () => {
    const drawing = { width: 400, height: 200 }
    const away = keepInReach({ x: -5000, y: 9000, k: 1 }, drawing, window)
    expect(away.x + 400).toBe(48)
    expect(away.y).toBe(300 - 48)
    expect(keepInReach(away, drawing, window)).toBe(away)
  })
})

describe('estimateNodeSize', () => {
  it('grows with the text, and with details unless they are left out', () => {
    const { cards } = treeOf([0])
    const card = cards[0]?.card
    if (!card) throw new Error('no card')
    const longer = { ...card, item: { ...card.item, text: 'x'.repeat(120) } }
    expect(estimateNodeSize(longer, 180, false).height).toBeGreaterThan(estimateNodeSize(card, 180, false).height)
    const linked = { ...card, links: [{ kind: 'serves', label: 'serves', to: card.item.id, text: 'Goal' }] }
    expect(estimateNodeSize(linked, 180, false).height).toBeGreaterThan(estimateNodeSize(card, 180, false).height)
    expect(estimateNodeSize(linked, 180, true).height).toBe(estimateNodeSize(card, 180, true).height)
  })
})
