import { describe, expect, it } from 'vitest'
import { readSampleSize } from './sample-size.ts'

const size = (fields: Record<string, string>) => readSampleSize({ fields })
const good = (perGroup: number, total: number, days: number | null = null) => ({
  ok: true,
  perGroup,
  total,
  days,
  stated: { perGroup: null, days: null },
})

describe('the size of a test', () => {
  it('of a share is 16·p(1−p)/δ² a group', () => {
    expect(size({ baseline: '4%', effect: '0.4 points' })).toEqual(good(38_400, 76_800))
    expect(size({ baseline: '4%', effect: '0.4%' })).toEqual(good(38_400, 76_800))
    expect(size({ baseline: '4%', effect: '10% relative' })).toEqual(good(38_400, 76_800))
    expect(size({ baseline: '50%', effect: '-10 pp' })).toEqual(good(400, 800))
  })

  it('of a mean goes by its spread', () => {
    expect(size({ baseline: '$30', effect: '$1', spread: '$20' })).toEqual(good(6400, 12_800))
  })

  it('grows with groups and clusters, and takes days', () => {
    const fields = { baseline: '50%', effect: '10 points', groups: '3', perDay: '500', inflation: '2' }
    expect(size(fields)).toEqual(good(800, 2400, 5))
  })

  it('says where the card says something else, by more than a tenth', () => {
    const fields = { baseline: '50%', effect: '10 points', perDay: '100' }
    expect(size({ ...fields, n: '410', days: '8' })).toEqual(good(400, 800, 8))
    expect(size({ ...fields, n: '4k', days: '14' })).toMatchObject({ stated: { perGroup: 4000, days: 14 } })
  })

  it.each([
    [{}, null],
    [{ baseline: '4%' }, { kind: 'no-number', field: 'effect' }],
    [{ effect: '1 point' }, { kind: 'no-number', field: 'baseline' }],
    [
      { baseline: 'low', effect: '1 point' },
      { kind: 'unreadable', field: 'baseline', text: 'low' },
    ],
    [
      { baseline: '4%', effect: '1 point', perDay: 'lots' },
      { kind: 'unreadable', field: 'perDay', text: 'lots' },
    ],
    [
      { baseline: '0%', effect: '1 point' },
      { kind: 'no-variance', field: 'baseline' },
    ],
    [
      { baseline: '120', effect: '1' },
      { kind: 'no-variance', field: 'baseline' },
    ],
    [
      { baseline: '30', effect: '1', spread: '0' },
      { kind: 'no-variance', field: 'spread' },
    ],
    [
      { baseline: '4%', effect: '0' },
      { kind: 'no-effect', field: 'effect' },
    ],
    [
      { baseline: '4%', effect: '1 point', groups: '1' },
      { kind: 'too-few', field: 'groups' },
    ],
    [
      { baseline: '4%', effect: '1 point', perDay: '0' },
      { kind: 'too-few', field: 'perDay' },
    ],
  ])('%j: %j', (fields: Record<string, string>, fault) => {
    expect(size(fields)).toEqual(fault === null ? null : { ok: false, fault })
  })
})
