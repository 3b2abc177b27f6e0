import { describe, expect, it } from 'vitest'
import { noteable } from './noteable.ts'

describe('what was heard', () => {
  it('is sent in pieces of a minute, and a stretch on their border in both', () => {
    const stretches = [
      { from: 1_000, to: 2_000 },
      { from: 59_000, to: 61_500 },
      { from: 130_000, to: 131_000 },
    ]
    expect(noteable([{ heard: { from: 500, to: 131_500 }, stretches }])).toEqual([
      {
        heard: { from: 500, to: 60_500 },
        stretches: [
          { from: 1_000, to: 2_000 },
          { from: 59_000, to: 60_500 },
        ],
      },
      { heard: { from: 60_500, to: 120_500 }, stretches: [{ from: 60_500, to: 61_500 }] },
      { heard: { from: 120_500, to: 131_500 }, stretches: [{ from: 130_000, to: 131_000 }] },
    ])
    expect(noteable([])).toEqual([])
  })
})
