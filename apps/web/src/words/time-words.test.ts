import { expect, it } from 'vitest'
import { agoInWords } from './time-words.ts'

const now = new Date(2026, 10, 21, 15, 0).getTime()
it.each([
  [30_000, 'just now'],
  [12 * 60_000, '12 minutes ago'],
  [60 * 60_000, 'an hour ago'],
  [5 * 3_600_000, '5 hours ago'],
  [14 * 3_600_000, 'today'],
  [20 * 3_600_000, 'yesterday'],
  [3 * 86_400_000, '3 days ago'],
  [30 * 86_400_000, '22 October'],
  [400 * 86_400_000, '17 October 2025'],
])('%d ms ago is %s', (before, words) => expect(agoInWords(now - before, now)).toBe(words))
