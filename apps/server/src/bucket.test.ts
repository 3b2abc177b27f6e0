import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bucket } from './bucket.ts'

describe('a bucket', () => {
  it('never gives more than its burst and its rate together, over any stretch of time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.tuple(fc.nat({ max: 500 }), fc.integer({ min: 1, max: 20 })), { maxLength: 200 }),
        (perSecond, burst, asked) => {
          const bucket = new Bucket(perSecond, burst, 0)
          let now = 0
          let given = 0
          for (const [wait, amount] of asked) {
            now += wait
            if (bucket.take(now, amount)) given += amount
            expect(given).toBeLessThanOrEqual(burst + (now * perSecond) / 1000 + 1e-6)
          }
        },
      ),
    )
  })

  it('gives its whole burst at once, then fills up again, and not beyond', () => {
    const bucket = new Bucket(10, 3, 0)
    expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false])
    expect(bucket.take(100)).toBe(true)
    expect(bucket.take(100)).toBe(false)
    expect([1, 2, 3, 4].map(() => bucket.take(60_000))).toEqual([true, true, true, false])
  })
})
