import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createServerClock } from './server-clock.ts'

describe("the server's time", () => {
  it('is within half a round trip, however wrong the ways are split', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        (trips, ahead) => {
          let now = 5_000
          const clock = createServerClock(() => now)
          for (const [there, back] of trips) {
            const sentAt = now
            const serverTime = now + there + ahead
            now += there + back
            clock.sample(sentAt, now, serverTime)
          }
          const best = Math.min(...trips.map(([there, back]) => there + back))
          expect(Math.abs(clock.now() - (now + ahead))).toBeLessThanOrEqual(best / 2)
        },
      ),
    )
  })

  it('forgets a lucky old measurement after eight newer ones', () => {
    let now = 0
    const clock = createServerClock(() => now)
    clock.sample(0, 0, 1_000)
    for (let n = 0; n < 8; n += 1) {
      now += 100
      clock.sample(now - 40, now, now - 20 + 1_200)
    }
    expect(clock.now()).toBe(now + 1_200)
  })

  it('is not known before it was measured, nor after a sleep until it is measured again', () => {
    const clock = createServerClock(() => 0)
    clock.guess(0, 5000)
    expect(clock.known()).toBe(false)
    clock.sample(0, 0, 5000)
    expect(clock.known()).toBe(true)
    clock.doubt()
    expect(clock.known()).toBe(false)
    clock.sample(0, 0, 65_000)
    expect(clock.known()).toBe(true)
  })

  it('never runs backward by a correction, but takes a jump', () => {
    let now = 0
    const clock = createServerClock(() => now)
    clock.sample(0, 0, 10_000)
    expect(clock.now()).toBe(10_000)
    clock.doubt()
    clock.sample(now, now, 9_800)
    expect(clock.now()).toBe(10_000)
    now += 300
    expect(clock.now()).toBe(10_100)
    clock.doubt()
    clock.sample(now, now, 5_000)
    expect(clock.now()).toBe(5_000)
  })

  it('drops what it measured before a sleep, once it has measured again', () => {
    let now = 0
    const clock = createServerClock(() => now)
    clock.sample(0, 0, 1_000)
    clock.doubt()
    expect(clock.now()).toBe(1_000)
    now += 80
    // The monotonic clock stopped for an hour.
    clock.sample(0, 80, 3_600_000)
    expect(clock.now()).toBe(3_600_040)
  })

  it('has a guess before it knows', () => {
    const clock = createServerClock(() => 50)
    clock.guess(50, 9_000)
    expect([clock.known(), clock.now()]).toEqual([false, 9_000])
    clock.sample(40, 50, 9_005)
    clock.guess(50, 1)
    expect([clock.known(), clock.now()]).toEqual([true, 9_010])
  })
})
