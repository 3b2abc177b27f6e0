import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OpenSection, packSections } from './section-packing.ts'

const runs = { numRuns: process.env.GREENROOM_LONG ? 500 : 60 }
const open = fc
  .array(fc.constantFrom('cards', 'flow', 'table', 'tree'), { minLength: 1, maxLength: 12 })
  .map((layouts) =>
    layouts.map((layout, at): OpenSection => ({ id: `s${at}`, layout: layout as OpenSection['layout'] })),
  )

describe('packSections', () => {
  it('gives one section everything', () => {
    expect(packSections([{ id: 'a', layout: 'tree' }], 640, 480).get('a')).toEqual({
      x: 0,
      y: 0,
      width: 640,
      height: 480,
    })
  })
  it('gives the tree the most room', () => {
    const packing = packSections(
      [
        { id: 'options', layout: 'table' },
        { id: 'hypotheses', layout: 'table' },
        { id: 'tree', layout: 'tree' },
      ],
      860,
      480,
    )
    const area = (id: string) => (packing.get(id)?.width ?? 0) * (packing.get(id)?.height ?? 0)
    expect(area('tree')).toBeGreaterThan(area('options'))
    expect(area('tree')).toBeGreaterThan(area('hypotheses'))
  })
  it('keeps every section inside, apart from the others, and of a size one can work in', () => {
    fc.assert(
      fc.property(
        open,
        fc.integer({ min: 620, max: 1700 }),
        fc.integer({ min: 440, max: 1000 }),
        (sections, width, height) => {
          const rects = [...packSections(sections, width, height).values()]
          expect(rects).toHaveLength(sections.length)
          for (const rect of rects) {
            expect(rect.x).toBeGreaterThanOrEqual(0)
            expect(rect.y).toBeGreaterThanOrEqual(0)
            expect(rect.x + rect.width).toBeLessThanOrEqual(width)
            expect(rect.y + rect.height).toBeLessThanOrEqual(height)
            expect(rect.width).toBeGreaterThanOrEqual(100)
            expect(rect.height).toBeGreaterThanOrEqual(70)
          }
          rects.forEach((a, at) => {
            for (const b of rects.slice(at + 1)) {
              const apart =
                a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
              expect(apart).toBe(true)
            }
          })
        },
      ),
      runs,
    )
  })
})
