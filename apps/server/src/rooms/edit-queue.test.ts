import { documentNameSchema, participantIdSchema } from '@greenroom/session'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoardConnection } from './connections.ts'
import { EditQueue } from './edit-queue.ts'

const connectionOf = (name: string): BoardConnection & { ended: boolean } => ({
  participant: participantIdSchema.parse(name),
  document: documentNameSchema.parse('board-r1'),
  waiting: [],
  waitingBytes: 0,
  ended: false,
  send: () => {},
  judged: () => {},
  holdBack: () => false,
  countEdit: () => {},
  flushCount: () => {},
  show: () => {},
  checkRights: () => {},
  end: () => {},
  closed: Promise.resolve(),
})

const edit = (number: number): Uint8Array => Uint8Array.of(number)

describe('edits that wait', () => {
  it('take turns by connection, each in its own order', () => {
    const [busy, calm] = [connectionOf('busy'), connectionOf('calm')]
    const queue = new EditQueue()
    for (const number of [1, 2, 3, 4]) queue.offer(busy, edit(number))
    queue.offer(calm, edit(9))
    const order: number[] = []
    for (let next = queue.take(); next !== null; next = queue.take()) order.push(next.update[0] ?? 0)
    expect(order).toEqual([1, 9, 2, 3, 4])
    expect(queue.isEmpty()).toBe(true)
    expect(queue.bytes).toBe(0)
  })

  it('keep every order through put backs, drop those of an ended replica, and count their bytes', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('offer' as const), who: fc.nat({ max: 3 }) }),
      fc.record({ do: fc.constant('take' as const) }),
      fc.record({ do: fc.constant('fail' as const) }),
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
            const next = queue.take()
            const anyLeft = [...expected].some(([each, left]) => !each.ended && left.length > 0)
            expect(next !== null).toBe(anyLeft)
            if (next === null) continue
            expect(next.connection.ended).toBe(false)
            expect(next.update[0]).toBe(expected.get(next.connection as (typeof connections)[number])?.[0])
            if (taken.do === 'fail') queue.putBack(next.connection, next.update)
            else expected.get(next.connection as (typeof connections)[number])?.shift()
          }
        }
        while (queue.take() !== null);
        expect(queue.isEmpty()).toBe(true)
        expect(queue.bytes).toBe(0)
        expect(connections.every((each) => each.waitingBytes === 0 && each.waiting.length === 0)).toBe(true)
      }),
    )
  })
})
