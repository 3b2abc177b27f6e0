import { expect, it } from 'vitest'
import { counted } from './counted.ts'

it('counts one in the singular, and everything else in the plural', () => {
  expect([0, 1, 2].map((count) => counted(count, 'session'))).toEqual(['0 sessions', '1 session', '2 sessions'])
  expect([1, 2].map((count) => counted(count, 'entry', 'entries'))).toEqual(['1 entry', '2 entries'])
})
