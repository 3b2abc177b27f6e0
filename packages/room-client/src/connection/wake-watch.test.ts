import { describe, expect, it } from 'vitest'
import { createManualTime } from '../testing/manual-time.ts'
import { createWakeWatch, tickEvery } from './wake-watch.ts'

describe('waking', () => {
  const afterTick = (happen: (time: ReturnType<typeof createManualTime>) => void) => {
    const time = createManualTime()
    const watch = createWakeWatch(time.clock)
    time.pass(tickEvery)
    expect(watch.tick()).toBe('on-time')
    happen(time)
    time.pass(tickEvery)
    const found = watch.tick()
    time.pass(tickEvery)
    expect(watch.tick()).toBe('on-time')
    return found
  }
  it('is seen when the monotonic clock stood still', () =>
    expect(afterTick((time) => time.sleep(3_600_000, false))).toBe('woke'))
  it('is seen as a late tick when it ran on', () => expect(afterTick((time) => time.sleep(3_600_000))).toBe('late'))
  it('is asked for when the computer was set to another time: a probe does no harm', () =>
    expect(afterTick((time) => time.setWall(0))).toBe('woke'))
  it('is not a clock that runs a little apart', () =>
    expect(afterTick((time) => time.sleep(400, false))).toBe('on-time'))
})
