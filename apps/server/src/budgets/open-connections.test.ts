import { describe, expect, it } from 'vitest'
import { createOpenConnections } from './open-connections.ts'

describe('connections of one address', () => {
  it('are counted while they are open, each once, and others have their own', () => {
    const open = createOpenConnections(2)
    const [first, second] = [open.take('a'), open.take('a')]
    expect([first, second].every((each) => each !== null)).toBe(true)
    expect(open.take('a')).toBeNull()
    expect(open.take('b')).not.toBeNull()
    first?.()
    first?.()
    expect(open.count('a')).toBe(1)
    expect(open.take('a')).not.toBeNull()
    expect(open.take('a')).toBeNull()
  })
})
