import { documentNameSchema, participantIdSchema } from '@greenroom/session'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardConnection } from './connections.ts'
import { EditQueue } from './edit-queue.ts'

const connectionOf = (name: string): BoardConnection & { ended: boolean } => ({
  participant: participantIdSchema.parse(name),
  document: documentNameSchema.parse('board-r1'),
  ended: false,
  tell: () => {},
  pay: () => true,
  end: () => {},
  closed: Promise.resolve(),
})

const firstBytes = (updates: readonly Uint8Array[]): number[] => updates.map((update) => update[0] ?? 0)
const edit = (number: number): Uint8Array => Uint8Array.of(number)

describe('edits that wait', () => {
  it('take turns by connection, each in its own order', () => {
    const [busy, calm] = [connectionOf('busy'), connectionOf('calm')]
    const queue = new EditQueue()
    for (const number of [1, 2, 3, 4]) queue.offer(busy, edit(number))
    queue.offer(calm, edit(9))
    const order: number[] = []
    for (let next = queue.take(1); next !== null; next = queue.take(1)) order.push(...firstBytes(next.updates))
    expect(order).toEqual([1, 9, 2, 3, 4])
    expect(queue.isEmpty()).toBe(true)
    expect(queue.bytes).toBe(0)
  })

  it('are taken together as far as they were sent in a row and are small', () => {
    const [busy, calm] = [connectionOf('busy'), connectionOf('calm')]
    const queue = new EditQueue()
    for (const number of [1, 2, 3, 4]) queue.offer(busy, edit(number))
    queue.offer(calm, edit(9))
    queue.offer(busy, new Uint8Array(8 * 1024).fill(5))
    queue.offer(busy, edit(6))
    const runs: number[][] = []
    for (let next = queue.take(3); next !== null; next = queue.take(3)) runs.push(firstBytes(next.updates))
    expect(runs).toEqual([[1, 2, 3], [9], [4], [5], [6]])
    expect(queue.bytes).toBe(0)
  })

  it('keep every order through put backs, drop those of an ended replica, and count their bytes', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('offer' as const), who: fc.nat({ max: 3 }) }),
      fc.record({ do: fc.constant('take' as const), most: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('fail' as const), most: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('end' as const), who: fc.nat({ max: 3 }) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const connections = ['a', 'b', 'c', 'd'].map(connectionOf)
        const expected = new Map(connections.map((each) => [each, [] as number[]]))
        const queue = new EditQueue()
        let number = 0
        for (const taken of steps) {
          if (taken.do === 'offer') {
            const connection = connections[taken.who]
            if (connection === undefined || connection.ended) continue
            queue.offer(connection, edit(++number))
            expected.get(connection)?.push(number)
          } else if (taken.do === 'end') {
            const connection = connections[taken.who]
            if (connection !== undefined) connection.ended = true
          } else {
            const next = queue.take(taken.most)
            const anyLeft = [...expected].some(([each, left]) => !each.ended && left.length > 0)
            expect(next !== null).toBe(anyLeft)
            if (next === null) continue
            expect(next.connection.ended).toBe(false)
            const left = expected.get(next.connection as (typeof connections)[number])
            expect(next.updates.length).toBeLessThanOrEqual(taken.most)
            expect(firstBytes(next.updates)).toEqual(left?.slice(0, next.updates.length))
            if (taken.do === 'fail') queue.putBack(next)
            else left?.splice(0, next.updates.length)
          }
        }
        while (queue.take(1) !== null);
        expect(queue.isEmpty()).toBe(true)
        expect(queue.bytes).toBe(0)
        expect(connections.every((each) => queue.bytesOf(each) === 0)).toBe(true)
      }),
    )
  })
})
