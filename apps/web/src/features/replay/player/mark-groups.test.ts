import type { Mark } from '@greenroom/replay'
import { roundIdSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { groupMarks, leastApart } from './mark-groups.ts'

const markAt = (at: number): Mark => ({
  at,
  entry: { n: 1, at, kind: 'clock-paused', by: null, data: { round: roundIdSchema.parse('r1'), remaining: 0 } },
})

const lineOf = (times: readonly number[]) => ({
  from: 0,
  end: 1000,
  marks: times.map(markAt),
})

describe('marks on the timeline', () => {
  it('stand alone where there is room', () => {
    expect(groupMarks(lineOf([0, 24, 100]), 1000).map((one) => one.marks.length)).toEqual([1, 1, 1])
    expect(groupMarks(lineOf([0, 23, 47]), 1000).map((one) => one.marks.length)).toEqual([2, 1])
  })
  it('are one where the line is short', () => {
    expect(groupMarks(lineOf([0, 24, 300]), 100).map((one) => one.marks.length)).toEqual([2, 1])
    expect(groupMarks(lineOf([5, 5]), 1000)).toHaveLength(1)
  })
  it('are all there, in order, and never closer than a finger', () => {
    for (let pixels = 0; pixels <= 2000; pixels += 97) {
      const times = Array.from({ length: 60 }, (_, index) => (index * index * 37 + pixels) % 1001).toSorted(
        (a, b) => a - b,
      )
      const groups = groupMarks(lineOf(times), pixels)
      expect(groups.flatMap((one) => one.marks.map((mark) => mark.at))).toEqual(times)
      for (const [index, group] of groups.entries()) {
        const before = groups[index - 1]
        if (before)
          expect(((group.at - before.at) / 1000) * Math.max(1, pixels)).toBeGreaterThanOrEqual(leastApart - 1e-6)
      }
    }
  })
})
