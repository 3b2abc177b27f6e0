import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LaterOnce } from './later-once.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = (within: (waiting: number) => number = () => 25) => {
  const ran: string[] = []
  const later = new LaterOnce<string>(within, (one) => void ran.push(one))
  const [a, b, c, d] = [later.task('a'), later.task('b'), later.task('c'), later.task('d')]
  return { ran, later, a, b, c, d }
}

describe('what is done once, a little later', () => {
  it('is done in the order in which it arrived, and what arrives at once together', () => {
    const { ran, a, b } = start()
    for (const task of [a, b, a]) task.ask()
    vi.advanceTimersByTime(24)
    expect(ran).toEqual([])
    vi.advanceTimersByTime(1)
    expect(ran).toEqual(['a', 'b'])
    a.ask()
    vi.advanceTimersByTime(25)
    expect(ran).toEqual(['a', 'b', 'a'])
  })

  it('runs spread over the time in which it was asked for', () => {
    const { ran, a, b, c, d } = start()
    for (const task of [a, b, c, d]) {
      task.ask()
      vi.advanceTimersByTime(5)
    }
    vi.advanceTimersByTime(5)
    expect(ran).toEqual(['a', 'b'])
    vi.advanceTimersByTime(10)
    expect(ran).toEqual(['a', 'b', 'c', 'd'])
  })

  it('waits longer while many are waiting', () => {
    const { ran, a, b } = start((waiting) => (waiting > 1 ? 90 : 25))
    a.ask()
    vi.advanceTimersByTime(10)
    b.ask()
    vi.advanceTimersByTime(89)
    expect(ran).toEqual(['a'])
    vi.advanceTimersByTime(1)
    expect(ran).toEqual(['a', 'b'])
  })

  it('can be asked for again while it is done', () => {
    const ran: string[] = []
    const later = new LaterOnce<string>(
      () => 25,
      (one) => {
        ran.push(one)
        if (ran.length === 1) a.ask()
      },
    )
    const a = later.task('a')
    a.ask()
    vi.advanceTimersByTime(50)
    expect(ran).toEqual(['a', 'a'])
  })

  it('is not done when it was canceled, and at its new time when it was asked for again', () => {
    const { ran, a, b } = start()
    a.ask()
    b.ask()
    a.cancel()
    b.cancel()
    vi.advanceTimersByTime(10)
    a.ask()
    vi.advanceTimersByTime(15)
    expect(ran).toEqual([])
    vi.advanceTimersByTime(10)
    expect(ran).toEqual(['a'])
  })

  it('runs nothing after `close`', () => {
    const { ran, later, a } = start()
    a.ask()
    later.close()
    vi.advanceTimersByTime(100)
    expect(ran).toEqual([])
  })
})
