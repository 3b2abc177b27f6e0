import { serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { DueTime } from './attendance.ts'

const hour = serverLimits.unattendedUntilClosed

const createDueTime = () => {
  const written: (number | null)[] = []
  const at = { now: 1_000, failing: false }
  const dueTime = new DueTime(
    async (due) => {
      if (at.failing) throw new Error('the disk is full')
      written.push(due)
    },
    () => at.now,
  )
  return { dueTime, written, at }
}

describe('when an unattended session is due', () => {
  it('leaves what the store holds alone until something changes: looking at a session does not prolong it', async () => {
    const { dueTime, written } = createDueTime()
    dueTime.update('unattended')
    dueTime.update('unattended')
    dueTime.sweep()
    await dueTime.settled()
    expect(written).toEqual([])
  })

  it('gets the full time when somebody comes and again when they leave, and none when it is over', async () => {
    const { dueTime, written, at } = createDueTime()
    dueTime.update('unattended')
    dueTime.update('attended')
    await dueTime.settled()
    at.now = 5_000
    dueTime.update('unattended')
    await dueTime.settled()
    dueTime.update('not-needed')
    await dueTime.settled()
    expect(written).toEqual([1_000 + hour, 5_000 + hour, null])
  })

  it('is pushed on while attended, now and then', async () => {
    const { dueTime, written, at } = createDueTime()
    dueTime.update('attended')
    await dueTime.settled()
    for (let minute = 1; minute <= 60; minute++) {
      at.now = 1_000 + minute * 60_000
      dueTime.sweep()
      await dueTime.settled()
      expect((written.at(-1) ?? 0) - at.now).toBeGreaterThan(hour / 2)
    }
    expect(written.length).toBeLessThan(10)
  })

  it('is written again when that failed, and only the newest', async () => {
    const { dueTime, written, at } = createDueTime()
    at.failing = true
    dueTime.update('attended')
    await dueTime.settled()
    at.now = 2_000
    dueTime.update('unattended')
    await dueTime.settled()
    expect(written).toEqual([])
    at.failing = false
    dueTime.sweep()
    await dueTime.settled()
    dueTime.sweep()
    await dueTime.settled()
    expect(written).toEqual([2_000 + hour])
  })
})
