import { describe, expect, it } from 'vitest'
import {
  bounded,
  merged,
  nextAppointment,
  noProgress,
  openSteps,
  progressLimits,
  stepKey,
  stepsOf,
  widestGap,
  withAppointment,
  withMark,
  withoutAppointment,
  withoutRecord,
  withRecord,
} from './progress.ts'
import { pointOf, recordNumber } from './testing-records.ts'

const with2 = withRecord(withRecord(noProgress, recordNumber(1)), recordNumber(2))

describe('progress', () => {
  it('holds each round once, the newest first, and nothing older replaces what was read later', () => {
    expect(with2.records.map(({ session }) => session)).toEqual(['session-2', 'session-1'])
    const newer = recordNumber(1, { metrics: [4, 4, 4] }, { readAt: 1_900_000_000_000 })
    const after = withRecord(with2, newer)
    expect(after.records[1]).toEqual(newer)
    expect(withRecord(after, recordNumber(1))).toBe(after)
    // Read again later, with nothing new in it.
    expect(withRecord(after, { ...newer, readAt: newer.readAt + 5 })).toBe(after)
    expect(withoutRecord(after, newer).records).toEqual([recordNumber(2)])
  })

  it('lists open next steps, and gives one back when it was not done after all', () => {
    const record = recordNumber(3, undefined, { points: [pointOf(), pointOf({ point: 2, next: null })] })
    const progress = withRecord(with2, record)
    const step = stepKey(record, pointOf())
    expect(openSteps(progress).map(({ key }) => key)).toEqual([step])
    const done = withMark(progress, { step, done: true, at: 10 })
    expect(openSteps(done)).toEqual([])
    expect(stepsOf(done).map((one) => one.done)).toEqual([true])
    expect(openSteps(withMark(done, { step, done: false, at: 11 }))).toHaveLength(1)
  })

  it('merges two of them in either order to the same: the newest of each round and mark', () => {
    const record = recordNumber(3, undefined, { points: [pointOf()] })
    const step = stepKey(record, pointOf())
    const one = withMark(withRecord(with2, record), { step, done: true, at: 10 })
    const other = withMark(withRecord(noProgress, { ...record, name: 'Benjamin', readAt: record.readAt + 1 }), {
      step,
      done: false,
      at: 12,
    })
    const both = merged(one, other)
    expect(both).toEqual(merged(other, one))
    expect(both.records.map(({ name }) => name)).toEqual(['Benjamin', 'Ben', 'Ben'])
    expect(openSteps(both)).toHaveLength(1)
    expect(merged(both, both)).toEqual(both)
  })

  it('keeps the newest rounds and the marks of their steps', () => {
    const records = Array.from({ length: progressLimits.records + 5 }, (_, index) =>
      recordNumber(index, undefined, { points: [pointOf()] }),
    ).reverse()
    const marks = records.map((record) => ({ step: stepKey(record, pointOf()), done: true, at: 1 }))
    const kept = bounded({ ...noProgress, records, marks })
    expect(kept.records).toHaveLength(progressLimits.records)
    expect(kept.records[0]).toBe(records[0])
    expect(kept.marks).toHaveLength(progressLimits.records)
  })

  it('finds the widest gap of a round; where all agree there is none', () => {
    const record = recordNumber(1, { goal: [3, 3, 2], metrics: [4, 2, 2], flow: [1, 1, 3] })
    expect(widestGap(record)?.id).toBe('metrics')
    expect(widestGap(recordNumber(1, { goal: [2, 2, 2], metrics: [3, null, null] }))).toBeNull()
  })

  it('knows the next appointment until it is over, one for each session', () => {
    const at = (session: string, start: number) => ({ session, start, title: 'Case practice', minutes: 60 })
    const progress = withAppointment(withAppointment(noProgress, at('a', 9_000_000)), at('b', 1_000_000))
    expect(nextAppointment(progress, 0)).toEqual(at('b', 1_000_000))
    expect(nextAppointment(progress, 1_000_000 + 3_599_999)?.session).toBe('b')
    expect(nextAppointment(progress, 1_000_000 + 3_600_000)?.session).toBe('a')
    const moved = withAppointment(progress, at('b', 20_000_000))
    expect(moved.appointments).toEqual([at('a', 9_000_000), at('b', 20_000_000)])
    expect(withoutAppointment(moved, at('b', 20_000_000)).appointments).toEqual([at('a', 9_000_000)])
  })
})
