import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { laterOnce } from './later-once.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = (within: (waiting: number) => number = () => 25) => {
  const ran: string[] = []
  return { ran, later: laterOnce<string>(within, (one) => void ran.push(one)) }
}

describe('what is done once, a little later', () => {
  it('is done in the order in which it arrived, and what arrives at once together', () => {
    const { ran, later } = start()
    for (const one of ['a', 'b', 'a']) later.add(one)
    vi.advanceTimersByTime(24)
    expect(ran).toEqual([])
    vi.advanceTimersByTime(1)
    expect(ran).toEqual(['a', 'b'])
    later.add('a')
    vi.advanceTimersByTime(25)
    expect(ran).toEqual(['a', 'b', 'a'])
  })

  it('is spread over as long as it arrived over', () => {
    const { ran, later } = start()
    for (const one of ['a', 'b', 'c', 'd']) {
      later.add(one)
      vi.advanceTimersByTime(5)
    }
    vi.advanceTimersByTime(5)
    expect(ran).toEqual(['a', 'b'])
    vi.advanceTimersByTime(10)
    expect(ran).toEqual(['a', 'b', 'c', 'd'])
  })

  it('waits longer while many are waiting', () => {
    const { ran, later } = start((waiting) => (waiting > 1 ? 90 : 25))
    later.add('a')
    vi.advanceTimersByTime(10)
    later.add('b')
    vi.advanceTimersByTime(89)
    expect(ran).toEqual(['a'])
    vi.advanceTimersByTime(1)
    expect(ran).toEqual(['a', 'b'])
  })

  it('can be added again while it is done, and is not done when it was taken back', () => {
    const { ran, later } = start()
    const again = laterOnce<string>(
      () => 25,
      (one) => {
        ran.push(one)
        if (ran.length === 1) again.add(one)
      },
    )
    again.add('a')
    later.add('b')
    later.delete('b')
    vi.advanceTimersByTime(50)
    expect(ran).toEqual(['a', 'a'])
    later.add('c')
    later.close()
    vi.advanceTimersByTime(100)
    expect(ran).toEqual(['a', 'a'])
  })
})
