import { expect, it } from 'vitest'
import { createHeldBytes } from './held-bytes.ts'

it('lets an address leave so many bytes here, gives room back once, and knows no other address', () => {
  const { take } = createHeldBytes(100)
  const first = take('a', 250)
  expect(first).not.toBeNull()
  expect(take('a', 1)).toBeNull()
  expect(take('b', 60)).not.toBeNull()
  first?.()
  first?.()
  const second = take('a', 60)
  expect(take('a', 40)).not.toBeNull()
  expect(take('a', 1)).toBeNull()
  first?.()
  expect(take('a', 1)).toBeNull()
  second?.()
  expect(take('a', 60)).not.toBeNull()
})
