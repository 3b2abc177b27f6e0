import { describe, expect, it } from 'vitest'
import { visitInParts } from './in-parts.ts'

describe('a visit in parts', () => {
  it('comes to everything once a round, to a part of it at a time', () => {
    const visited: number[][] = []
    const visit = visitInParts(new Map(Array.from({ length: 25 }, (_, one) => [one, one])), 10, (one) =>
      visited.at(-1)?.push(one),
    )
    const isLast = Array.from({ length: 20 }, () => {
      visited.push([])
      return visit()
    })
    const round = Array.from({ length: 25 }, (_, one) => one)
    expect(visited.slice(0, 10).flat()).toEqual(round)
    expect(visited.slice(10).flat()).toEqual(round)
    expect(Math.max(...visited.map((part) => part.length))).toBe(3)
    expect(isLast.flatMap((last, part) => (last ? part : []))).toEqual([9, 19])
  })

  it('comes to what is added on the way, and not to what is gone', () => {
    const all = new Map([1, 2, 3, 4].map((one) => [one, one]))
    const visited: number[] = []
    const visit = visitInParts(all, 2, (one) => {
      visited.push(one)
      all.delete(one)
    })
    visit()
    all.delete(4)
    all.set(5, 5)
    visit()
    expect(visited).toEqual([1, 2, 3, 5])
    visit()
    visit()
    expect(visited).toHaveLength(4)
  })
})
