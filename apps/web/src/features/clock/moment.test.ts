import { describe, expect, it } from 'vitest'
import { momentWords } from './moment.ts'

describe('a moment', () => {
  it('is said in whole seconds that have passed since the start of its round', () => {
    const start = 1_794_668_700_000
    expect([0, 999, 1000, 311_999, 3_729_000].map((after) => momentWords(start + after, start))).toEqual([
      '0:00',
      '0:00',
      '0:01',
      '5:11',
      '1:02:09',
    ])
  })
  it('is before the start where there was none yet', () => {
    expect(momentWords(999, 1000)).toBe('before the start')
    expect(momentWords(999, null)).toBe('before the start')
  })
})
