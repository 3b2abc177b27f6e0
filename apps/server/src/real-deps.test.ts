import { describe, expect, it } from 'vitest'
import { createSteadyClock } from './real-deps.ts'

const turned = () => {
  const source = { wall: 1_700_000_000_000, monotonic: 5_000.4, uptime: 90_000 }
  const clock = createSteadyClock({
    wall: () => source.wall,
    monotonic: () => source.monotonic,
    uptime: () => source.uptime,
  })
  const pass = (milliseconds: number): void => {
    source.wall += milliseconds
    source.monotonic += milliseconds
    source.uptime += milliseconds
  }
  return { source, clock, pass }
}

describe('F39: the time of day of a server', () => {
  it('passes as time does, whatever the wall clock is set to', () => {
    const { source, clock, pass } = turned()
    expect(clock.now()).toBe(1_700_000_000_000)
    pass(60_000)
    expect(clock.now()).toBe(1_700_000_060_000)
    for (const jump of [3_600_000, -7_200_000]) {
      source.wall += jump
      pass(1_500)
    }
    expect(clock.now()).toBe(1_700_000_063_000)
  })

  it('counts the time for which the machine was suspended', () => {
    const { source, clock, pass } = turned()
    pass(10_000)
    source.uptime += 1_800_000
    pass(1_500)
    expect(clock.now()).toBe(1_700_001_811_500)
    pass(1_500)
    expect(clock.now()).toBe(1_700_001_813_000)
  })

  it('goes on from what was written last when it was set back between two runs, unless that was a day ahead', () => {
    for (const [ahead, goesOn] of [
      [3_600_000, true],
      [-3_600_000, false],
      [90_000_000, false],
    ] as const) {
      const { clock, pass } = turned()
      clock.notBefore(null)
      clock.notBefore(1_700_000_000_000 + ahead)
      pass(1_500)
      expect(clock.now()).toBe(1_700_000_001_500 + (goesOn ? ahead : 0))
    }
  })

  it('never falls when the uptime is rounded', () => {
    const { source, clock } = turned()
    let before = clock.now()
    for (let step = 0; step < 200; step++) {
      source.monotonic += 333.3
      source.uptime = 90_000 + Math.round((source.monotonic - 5_000.4) / 10) * 10 - (step % 3) * 990
      expect(clock.now()).toBeGreaterThanOrEqual(before)
      before = clock.now()
    }
    expect(before).toBe(Math.floor(1_700_000_000_000 + 200 * 333.3))
  })
})
