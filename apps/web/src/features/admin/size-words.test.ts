import { expect, it } from 'vitest'
import { sizeInWords } from './size-words.ts'

it('says sizes with as many digits as tell something', () => {
  expect([0, 999, 1_000, 1_549, 99_499, 99_500, 999_499, 999_500, 2_300_000_000, 5e12, 5e15].map(sizeInWords)).toEqual([
    '0 bytes',
    '999 bytes',
    '1 kB',
    '1.5 kB',
    '99.5 kB',
    '100 kB',
    '999 kB',
    '1 MB',
    '2.3 GB',
    '5 TB',
    '5,000 TB',
  ])
})
