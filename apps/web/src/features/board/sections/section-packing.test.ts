import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headHeight, type OpenSection, packSections } from './section-packing.ts'

const runs = { numRuns: 60 }
const open = fc
  .array(fc.constantFrom('cards', 'flow', 'table', 'tree'), { minLength: 1, maxLength: 12 })
  .map((layouts) =>
    layouts.map(
      (layout, at): OpenSection => ({
        id: `s${at}`,
        layout: layout as OpenSection['layout'],
        small: at % 3 === layouts.length % 3,
      }),
    ),
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
  it('leaves the room of empty sections to those in use, and their heads at the bottom', () => {
    const packing = packSections(
      [
        { id: 'flow', layout: 'flow', small: true },
        { id: 'tree', layout: 'tree' },
        { id: 'risks', layout: 'table', small: true },
      ],
      746,
      550,
    )
    expect(packing.get('tree')).toEqual({ x: 0, y: 0, width: 746, height: 500 })
    expect(packing.get('flow')).toEqual({ x: 0, y: 510, width: 368, height: 40 })
    expect(packing.get('risks')).toEqual({ x: 378, y: 510, width: 368, height: 40 })
  })
  it('has no strip where the heads would take too much, nor where nothing is in use', () => {
    const all = (small: boolean): readonly OpenSection[] =>
      Array.from({ length: 9 }, (_, at) => ({ id: `s${at}`, layout: 'cards', small }))
    expect(packSections(all(true), 746, 550)).toEqual(packSections(all(false), 746, 550))
    const low = packSections([{ id: 'tree', layout: 'tree' }, ...all(true)], 400, 260)
    expect([...low.values()].every((rect) => rect.height > 0 && rect.y + rect.height <= 260)).toBe(true)
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
            expect(rect.height).toBeGreaterThanOrEqual(rect.height === headHeight ? headHeight : 70)
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
