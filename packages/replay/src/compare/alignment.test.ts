import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignment, type RunTime } from './alignment.ts'

/** A run from lengths in milliseconds; an empty name is a hole between two stretches. */
const run = (from: number, ...stretches: readonly (readonly [name: string, length: number])[]): RunTime => {
  let at = from
  const placed = stretches.map(([name, length]) => {
    const stretch = { name, from: at, to: at + length }
    at += length
    return stretch
  })
  return { from, to: at, stretches: placed.filter(({ name }) => name !== '') }
}

const anyRun = fc
  .tuple(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.array(
      fc.tuple(fc.constantFrom('', 'Clarify', 'Users', 'Metrics', 'Wrap up'), fc.integer({ min: 0, max: 900 })),
      {
        maxLength: 9,
      },
    ),
  )
  .map(([from, stretches]) => run(from, ...stretches))

/** Any number at all, and many near the ends. */
const anyNumber = fc.oneof(
  fc.double(),
  fc.integer({ min: -100, max: 9000 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0),
)

describe('two runs under one clock', () => {
  it('is total and monotone both ways, whatever the runs are', () => {
    fc.assert(
      fc.property(anyRun, anyRun, fc.array(anyNumber, { maxLength: 12 }), (left, right, wanted) => {
        const { length, leftAt, rightAt, clockOfLeft, clockOfRight } = alignment(left, right)
        const maps = [
          { map: leftAt, least: left.from, most: left.to, base: 0 },
          { map: rightAt, least: right.from, most: right.to, base: 0 },
          { map: clockOfLeft, least: 0, most: length, base: left.from },
          { map: clockOfRight, least: 0, most: length, base: right.from },
        ]
        for (const { map, least, most, base } of maps) {
          for (const value of wanted) {
            expect(map(base + value)).toBeGreaterThanOrEqual(least)
            expect(map(base + value)).toBeLessThanOrEqual(most)
          }
          const ascending = wanted.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
          const sought = ascending.map((value) => map(base + value))
          expect(sought).toEqual(sought.toSorted((a, b) => a - b))
        }
      }),
    )
  })

  it('reaches every moment of both runs, and comes back to the moment that it was asked for', () => {
    fc.assert(
      fc.property(anyRun, anyRun, fc.double({ min: 0, max: 1, noNaN: true }), (left, right, share) => {
        const aligned = alignment(left, right)
        for (const [one, at, clockOf] of [
          [left, aligned.leftAt, aligned.clockOfLeft],
          [right, aligned.rightAt, aligned.clockOfRight],
        ] as const) {
          const moment = one.from + Math.round(share * (one.to - one.from))
          expect(at(clockOf(moment))).toBe(moment)
          // And it is the first time on the clock at which it does.
          if (clockOf(moment) > 0) expect(at(clockOf(moment) - 1)).toBeLessThan(moment)
        }
        expect([aligned.leftAt(0), aligned.rightAt(0)]).toEqual([left.from, right.from])
        expect([aligned.leftAt(aligned.length), aligned.rightAt(aligned.length)]).toEqual([left.to, right.to])
      }),
    )
  })

  it('begins a phase that both have at the same time for both', () => {
    fc.assert(
      fc.property(anyRun, anyRun, (left, right) => {
        const { parts, leftAt, rightAt } = alignment(left, right)
        for (const part of parts.filter(({ shared }) => shared)) {
          expect([leftAt(part.from), rightAt(part.from)]).toEqual([part.left.from, part.right.from])
          const names = [left, right].map((one, index) => {
            const { from } = index === 0 ? part.left : part.right
            return one.stretches.find((stretch) => stretch.from === from && stretch.to > from)?.name
          })
          expect(names).toEqual([part.name, part.name])
        }
      }),
    )
  })

  it('is the identity for a run beside itself', () => {
    fc.assert(
      fc.property(anyRun, anyNumber, (left, clock) => {
        const itself = alignment(left, left)
        expect(itself.length).toBe(left.to - left.from)
        expect(itself.leftAt(clock)).toBe(itself.rightAt(clock))
      }),
    )
  })

  it('lets the run that has finished a phase wait for the other', () => {
    const left = run(1000, ['Clarify', 100], ['Users', 50])
    const right = run(7000, ['Clarify', 40], ['Users', 200])
    const { length, leftAt, rightAt, clockOfRight, parts } = alignment(left, right)
    expect(length).toBe(300)
    expect([0, 40, 70, 100, 120, 150, 300].map((clock) => [leftAt(clock) - 1000, rightAt(clock) - 7000])).toEqual([
      [0, 0],
      [40, 40],
      [70, 40],
      [100, 40],
      [120, 60],
      [150, 90],
      [150, 240],
    ])
    expect(clockOfRight(7040)).toBe(40)
    expect(parts.map(({ name, shared }) => [name, shared])).toEqual([
      ['Clarify', true],
      ['Users', true],
    ])
  })

  it('plays what only one of them has while the other waits, also a phase that was come back to', () => {
    const left = run(0, ['Clarify', 10], ['Users', 10], ['Clarify', 10], ['Users', 30], ['Metrics', 10])
    const right = run(0, ['clarify ', 10], ['Users', 30], ['Metrics', 10])
    const { parts, rightAt } = alignment(left, right)
    expect(parts.map(({ name, from, to, shared }) => [name, from, to, shared])).toEqual([
      ['Clarify', 0, 10, true],
      ['Users, Clarify', 10, 30, false],
      ['Users', 30, 60, true],
      ['Metrics', 60, 70, true],
    ])
    expect(rightAt(29)).toBe(10)
  })

  it('plays both from the start where no phase has the same name', () => {
    const { parts, leftAt, rightAt, length } = alignment(run(0, ['One', 10], ['Two', 10]), run(5, ['Three', 40]))
    expect(parts).toHaveLength(1)
    expect([leftAt(15), rightAt(15), length]).toEqual([15, 20, 40])
  })

  it('reads runs of any number of stretches in the time of a glance', () => {
    const many = run(0, ...Array.from({ length: 20_000 }, (_, at) => [`Phase ${at % 3}`, 1] as const))
    const { length, leftAt } = alignment(many, many)
    expect([length, leftAt(20_000)]).toEqual([20_000, 20_000])
  })
})
