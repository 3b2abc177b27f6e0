import { expect, it } from 'vitest'
import { dayInDigits } from './day-words.ts'

it.each([
  ['Asia/Tokyo', '2026-02-01'],
  ['UTC', '2026-01-31'],
  ['America/Los_Angeles', '2026-01-31'],
  ['Pacific/Kiritimati', '2026-02-01'],
])('is the day in %s', (zone, day) => {
  expect(dayInDigits(Date.UTC(2026, 0, 31, 20), zone)).toBe(day)
})

it('is the reader’s own day where no zone is named', () => {
  const at = new Date(2026, 0, 31, 23, 59).getTime()
  expect(dayInDigits(at)).toBe('2026-01-31')
  expect(dayInDigits(at + 60_000)).toBe('2026-02-01')
})
