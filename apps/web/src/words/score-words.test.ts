import { describe, expect, it } from 'vitest'
import { overallOf } from './score-words.ts'

const dimensions = [
  { id: 'goal', weight: 60 },
  { id: 'tree', weight: 40 },
]

describe('the overall score', () => {
  it('weighs what was seen and leaves out what was not', () => {
    expect(overallOf(dimensions, { goal: { score: 4 }, tree: { score: 3 } })).toEqual({ mean: 3.6, capped: false })
    expect(overallOf(dimensions, { goal: { score: 'not-seen' }, tree: { score: 3 } })).toEqual({
      mean: 3,
      capped: false,
    })
    expect(overallOf(dimensions, { goal: { score: 'not-seen' } })).toBeNull()
    // What a second take carries over is not averaged.
    expect(overallOf(dimensions, { goal: { score: 4 } }, true)).toBeNull()
    expect(overallOf(dimensions, { goal: { score: 4 }, tree: { score: 3 } }, true)?.mean).toBe(3.6)
  })
  it('is capped at 2 when one dimension is at 1, and says so', () => {
    expect(overallOf(dimensions, { goal: { score: 4 }, tree: { score: 1 } })).toEqual({ mean: 2, capped: true })
    expect(overallOf(dimensions, { goal: { score: 1 }, tree: { score: 1 } })).toEqual({ mean: 1, capped: false })
  })
})
