import type { ItemId } from '@greenroom/board'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card } from '../model/board-model.ts'
import type { TreeDrawing } from './tree-layout.ts'
import { type Placing, type Surroundings, settle, transformOf } from './tree-placing.ts'
import { nodeLetters } from './tree-view.ts'

const runs = { numRuns: 200 }

/** Cards one below the other, of these heights. */
function drawingOf(heights: readonly number[]): TreeDrawing {
  let y = 0
  const nodes = heights.map((height, at) => {
    const node = {
      card: { item: { id: `card-${at}` } } as unknown as Card,
      parent: null,
      x: (at % 3) * 220,
      y,
      width: 168,
      height,
      expanded: true,
      hidden: 0,
    }
    y += height + 8
    return node
  })
  return { nodes, links: [], trunks: [], width: 610, height: Math.max(0, y - 8), inRows: false }
}

const surroundings: fc.Arbitrary<Surroundings> = fc
  .record({
    heights: fc.array(fc.integer({ min: 18, max: 120 }), { minLength: 1, maxLength: 30 }),
    window: fc.record({ width: fc.integer({ min: 0, max: 1600 }), height: fc.integer({ min: 0, max: 900 }) }),
    measured: fc.boolean(),
    item: fc.option(fc.nat(35)),
    step: fc.nat(3),
  })
  .map(({ heights, window, measured, item, step }) => ({
    drawing: drawingOf(heights),
    window,
    measured,
    focus: { item: item === null ? null : (`card-${item}` as ItemId), step },
  }))

const chosen = fc.record({
  kind: fc.constant('chosen' as const),
  at: fc.record({ x: fc.integer(), y: fc.integer(), k: fc.double({ min: 0.95, max: 1.6, noNaN: true }) }),
  step: fc.nat(3),
  window: fc.record({ width: fc.integer({ min: 1, max: 1600 }), height: fc.integer({ min: 1, max: 900 }) }),
})

describe('where the tree stands', () => {
  it('settles in one step, whatever came before and whatever changes: asking again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(surroundings, { minLength: 1, maxLength: 12 }), fc.option(chosen), (steps, start) => {
        let placing: Placing = start ?? { kind: 'fitted' }
        for (const now of steps) {
          placing = settle(placing, now)
          expect(settle(placing, now)).toBe(placing)
        }
      }),
      runs,
    )
  })

  it('never draws letters below 12 px', () => {
    fc.assert(
      fc.property(surroundings, (now) => {
        const { k } = transformOf(settle({ kind: 'fitted' }, now), now)
        expect(k * nodeLetters.size).toBeGreaterThanOrEqual(12 - 1e-9)
      }),
      runs,
    )
  })

  it('keeps the focused card where it is while others change what is around it', () => {
    const window = { width: 800, height: 400 }
    const focus = { item: 'card-2' as ItemId, step: 1 }
    const before = { drawing: drawingOf([30, 30, 30]), window, measured: true, focus }
    const after = { ...before, drawing: drawingOf([90, 60, 30, 30]) }
    const placing = settle({ kind: 'fitted' }, before)
    const was = transformOf(placing, before)
    const is = transformOf(settle(placing, after), after)
    expect(is.y + 166 * is.k).toBeCloseTo(was.y + 76 * was.k)
    expect(is.k).toBe(was.k)
  })

  it('shows the focused card again when the window changes, also after a pan', () => {
    const drawing = drawingOf([30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30])
    const focus = { item: 'card-11' as ItemId, step: 1 }
    const wide = { drawing, window: { width: 900, height: 600 }, measured: true, focus }
    const low = { ...wide, window: { width: 900, height: 200 } }
    for (const start of [
      { kind: 'fitted' } as const,
      { kind: 'chosen', at: { x: 0, y: 300, k: 1 }, step: 1, window: wide.window } as const,
    ]) {
      const at = transformOf(settle(settle(start, wide), low), low)
      const top = at.y + 11 * 38 * at.k
      expect(top).toBeGreaterThanOrEqual(0)
      expect(top + 30 * at.k).toBeLessThanOrEqual(200)
    }
  })
})
