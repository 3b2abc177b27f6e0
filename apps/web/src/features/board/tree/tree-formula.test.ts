import type { Framework, ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Branch, createBoardModel, flatten } from '../model/board-model.ts'
import { createTestBoard, testFramework } from '../testing-board.ts'
import { collapseToFit, withParents } from './tree-collapsing.ts'
import { branchesOf, formulaOf, formulaWords, headOf, sharedSign } from './tree-formula.ts'
import { estimateNodeSize, layoutTree } from './tree-layout.ts'
import { fitDrawing, nodeLetters, zoomRange } from './tree-view.ts'

const choices = (...all: readonly (readonly [value: string, label: string])[]) =>
  all.map(([value, label]) => ({ value, label }))
/** With every operator and every role that a metric may have. */
const framework: Framework = {
  ...testFramework,
  kinds: testFramework.kinds.map((kind) => ({
    ...kind,
    fields: kind.fields.map((field) => {
      if (field.id === 'operator' && field.type === 'choice')
        return { ...field, choices: choices(['plus', '+'], ['minus', '−'], ['times', '×'], ['over', '÷']) }
      if (field.id === 'metricKind' && field.type === 'choice')
        return {
          ...field,
          choices: choices(['north-star', 'North star'], ['guardrail', 'Guardrail'], ['counter', 'Counter-metric']),
        }
      return field
    }),
  })),
}

/** A tree by lines: text, operator, role; indented by its parent's place among the lines, 0 for the top. */
const treeOf = (...lines: readonly (readonly [text: string, parent: number, operator?: string, role?: string])[]) => {
  const board = createTestBoard(framework)
  const ids: ItemId[] = []
  for (const [text, parent, operator = '', role = ''] of lines) {
    const item = board.add('tree', 'metric', text, ids[parent - 1])
    ids.push(item)
    if (operator !== '') board.actions.apply({ kind: 'setField', item, field: 'operator', value: operator })
    if (role !== '') board.actions.apply({ kind: 'setField', item, field: 'metricKind', value: role })
  }
  const cards = createBoardModel(framework)(board.view()).byId.get('tree')?.cards ?? []
  return { ids, cards }
}
const head = (cards: ReturnType<typeof treeOf>['cards']) => {
  const found = headOf(cards)
  if (found === null) throw new Error('no head')
  return found
}
const written = (cards: ReturnType<typeof treeOf>['cards']): string | null => {
  const formula = formulaOf(head(cards))
  return formula && formulaWords(formula)
}

describe('the formula of a tree', () => {
  it('is written from the children, with their operators', () => {
    const { cards } = treeOf(
      ['Paid orders', 0],
      ['Sessions', 1],
      ['Share that choose', 1, 'times'],
      ['Payment', 1, 'times'],
    )
    expect(written(cards)).toBe('Paid orders = Sessions × Share that choose × Payment')
    expect(sharedSign(head(cards))).toBe('×')
  })

  it('only names what it depends on where an operator is missing, and says nothing of a card without words', () => {
    expect(written(treeOf(['Paid orders', 0], ['Sessions', 1], ['Payment', 1], ['', 1]).cards)).toBe(
      'Paid orders ← Sessions · Payment',
    )
    expect(written(treeOf(['', 0], ['Sessions', 1]).cards)).toBeNull()
  })

  it('leaves guardrails and counter-metrics beside the arithmetic', () => {
    const { cards } = treeOf(
      ['Orders', 0],
      ['Sessions', 1],
      ['Disputes', 1, 'plus', 'guardrail'],
      ['Share', 1, 'times'],
    )
    expect(written(cards)).toBe('Orders = Sessions × Share')
    expect(sharedSign(head(cards))).toBe('×')
  })

  it('shows an operator once only where all share it, and never − or ÷, whose order counts', () => {
    const sign = (...operators: readonly string[]) =>
      sharedSign(head(treeOf(['Top', 0], ...operators.map((operator) => ['Part', 1, operator] as const)).cards))
    expect(sign('plus', 'plus')).toBe('+')
    expect(sign('', 'times', 'times')).toBe('×')
    expect(sign('times', 'plus')).toBeNull()
    expect(sign('times', '')).toBeNull()
    expect(sign('', 'over')).toBeNull()
    expect(sign('times')).toBeNull()
    expect(sign('', '')).toBeNull()
  })

  it('belongs to the north star, wherever it is, and gives each of its children a branch', () => {
    const { cards, ids } = treeOf(
      ['Health', 0],
      ['Orders', 1, '', 'north-star'],
      ['Sessions', 2],
      ['Visits', 3],
      ['Share', 2],
    )
    expect(head(cards).card.item.id).toBe(ids[1])
    expect([...branchesOf(cards)]).toEqual([
      [ids[2], 0],
      [ids[3], 0],
      [ids[4], 1],
    ])
  })
})

describe('a tree that does not fit', () => {
  const window = { width: 900, height: 420 }
  const sizeOf = (card: Parameters<typeof estimateNodeSize>[0]) => estimateNodeSize(card, 180, true)
  const drawing = (cards: readonly Branch[]) => (collapsed: ReadonlySet<ItemId>) =>
    layoutTree(cards, collapsed, sizeOf, true)
  const parents = fc.array(fc.nat(60), { minLength: 1, maxLength: 40 })
  const random = (shape: readonly number[]) =>
    treeOf(...shape.map((parent, at) => ['x'.repeat(1 + ((at * 7) % 50)), parent % (at + 1)] as const))

  it('collapses until it fits with letters of 12 px, or until only the head and its children are left; what is kept stays open', () => {
    fc.assert(
      fc.property(parents, fc.nat(1000), (shape, pick) => {
        const { cards, ids } = random(shape)
        const focus = ids[pick % ids.length] ?? null
        const kept = new Set(withParents(cards, focus))
        const collapsed = collapseToFit({ branches: cards, byHand: new Set(), kept, window, draw: drawing(cards) })
        const drawn = drawing(cards)(collapsed)
        // The focused card is drawn.
        expect(drawn.nodes.some(({ card }) => card.item.id === focus)).toBe(true)
        const fits = fitDrawing(drawn, window, 0).k * nodeLetters.size >= nodeLetters.least - 1e-9
        const top = headOf(cards) ?? cards[0]
        const collapsible = flatten(cards).filter(
          ({ item, below }) => below > 0 && item.id !== top?.card.item.id && !kept.has(item.id),
        )
        if (!fits) expect(collapsible.every(({ item }) => collapsed.has(item.id))).toBe(true)
        // Nothing is collapsed where all of it fits.
        const whole = fitDrawing(drawing(cards)(new Set()), window, 0).k >= zoomRange.min
        expect(collapsed.size > 0).toBe(!whole && collapsible.length > 0)
        // Every card is drawn, or counted by one that is collapsed.
        expect(drawn.nodes.length + drawn.nodes.reduce((sum, { hidden }) => sum + hidden, 0)).toBe(ids.length)
      }),
      { numRuns: 40 },
    )
  })

  it('is panned in a window that is too low for a tree', () => {
    const { cards } = treeOf(['Top', 0], ...Array.from({ length: 20 }, (_, at) => ['Part', at < 10 ? 1 : 2] as const))
    const collapsing = { branches: cards, byHand: new Set<ItemId>(), kept: new Set<ItemId>(), draw: drawing(cards) }
    expect(collapseToFit({ ...collapsing, window: { width: 900, height: 260 } }).size).toBeGreaterThan(0)
    expect(collapseToFit({ ...collapsing, window: { width: 900, height: 259 } }).size).toBe(0)
  })

  it('keeps what was collapsed by hand', () => {
    const { cards, ids } = treeOf(['Top', 0], ['Part', 1], ['Below', 2])
    const byHand = new Set([ids[0] as ItemId])
    expect(collapseToFit({ branches: cards, byHand, kept: new Set(), window, draw: drawing(cards) })).toBe(byHand)
  })
})
