import { expect, it } from 'vitest'
import { noteServerTime, serverTime } from './server-time.ts'

const now = Date.parse('2026-11-28T12:00:00Z')

it('is the server’s where this computer’s clock is hours or days off, and its own where that is right', () => {
  expect(serverTime(now)).toBe(now)
  noteServerTime('Sat, 28 Nov 2026 13:00:00 GMT', now)
  expect(serverTime(now)).toBe(now + 3_600_000)
  expect(serverTime(now + 500)).toBe(now + 3_600_500)
  noteServerTime('Thu, 26 Nov 2026 12:00:00 GMT', now)
  expect(serverTime(now)).toBe(now - 2 * 86_400_000)
  noteServerTime(null, now)
  noteServerTime('yesterday', now)
  expect(serverTime(now)).toBe(now - 2 * 86_400_000)
  noteServerTime('Sat, 28 Nov 2026 12:00:03 GMT', now)
  expect(serverTime(now)).toBe(now)
})
