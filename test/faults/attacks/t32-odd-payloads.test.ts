import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { liveEvents } from '../../../apps/server/src/live/events.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession, type SessionClient } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(null, undefined, [], {}, 0, -1, Number.MAX_SAFE_INTEGER, '', '\0', { __proto__: null }),
  fc
    .record({
      commandId: fc.oneof(fc.string(), fc.constant('x')),
      command: fc.oneof(
        fc.anything({ maxDepth: 2 }),
        fc.record({
          kind: fc.constantFrom('rename', 'takeSeat', 'askFact', 'sealScorecard', 'constructor'),
          name: fc.jsonValue(),
          question: fc.jsonValue(),
          scorecard: fc.jsonValue(),
        }),
      ),
    })
    .map((value) => JSON.parse(JSON.stringify(value) ?? 'null') as unknown),
)

describe('T32: odd payloads', () => {
  it('of every event and of none: each is answered or costs one connection; nothing throws [P23]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const calm = await enterSession(stage.url, interviewer)
    const events = fc.oneof(
      fc.constantFrom(...Object.keys(liveEvents)),
      fc.constantFrom('toString', 'hasOwnProperty', 'x'),
      fc.string(),
    )
    let client: SessionClient | null = null
    let sent = 0
    await fc.assert(
      fc.asyncProperty(events, fc.array(odd, { maxLength: 3 }), fc.boolean(), async (event, payload, acknowledged) => {
        // A new connection now and then, so that the bucket is never what refuses.
        if (client === null || sent++ % 40 === 0 || client.socket.disconnected) {
          client?.close()
          client = await enterSession(stage.url, candidate)
        }
        const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']
        fc.pre(!reserved.includes(event))
        if (!acknowledged) client.socket.emit(event, ...payload)
        else {
          const answer = await client.ask(event, ...payload)
          expect(answer).toSatisfy((given: object) => 'serverTime' in given || 'ok' in given)
        }
      }),
      { numRuns: 400 },
    )
    expect(await calm.ask('time')).toHaveProperty('serverTime')
    expect(stage.rooms.counts.handlerErrors).toBe(0)
    expect(stage.rooms.counts.roomsFailed).toBe(0)
    calm.close()
    ;(client as SessionClient | null)?.close()
  })

  it('F30: of the boards socket, random and mutated: the sender at most is closed, the board stays [P14] [P16]', async () => {
    // One person comes back hundreds of times, which the table of budgets would not allow them.
    const stage = await stageForTest({ budgets: createBudgets({ table: { ...budgetTable, connecting: {} } }) })
    const { interviewer, candidate } = await castSession(stage)
    const calm = await openBoard(stage.socketUrl, interviewer)
    await calm.sync()
    calm.edit((doc) => addCard(doc, 'card', 'stays'))
    await calm.until('the count', () => calm.committed() === 1)
    const valid = Y.encodeStateAsUpdate(calm.doc)
    const mutated = fc
      .tuple(fc.nat({ max: valid.length - 1 }), fc.nat({ max: 255 }), fc.constantFrom(0, 1, 2))
      .map(([at, value, subtype]) => {
        const bytes = valid.slice()
        bytes[at] = value
        const frame = Buffer.alloc(2 + 2 + bytes.length)
        frame.set([0, subtype, (bytes.length % 128) | 128, bytes.length >> 7])
        frame.set(bytes, 4)
        return frame
      })
    const head = fc.constantFrom([0, 0], [0, 1], [0, 2], [1], [3], [2], [100])
    const random = fc
      .tuple(head, fc.uint8Array({ maxLength: 60 }))
      .map(([type, bytes]) => Buffer.from([...type, bytes.length, ...bytes]))
    const junk = fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(mutated, random, junk), { minLength: 1, maxLength: 5 }), async (frames) => {
        const board = await openBoard(stage.socketUrl, candidate)
        for (const frame of frames) board.send(frame)
        board.close()
        expect(await board.closed).toSatisfy((code: number) => code === 1005 || (code >= 4420 && code <= 4430))
      }),
      { numRuns: 400 },
    )
    const before = calm.committed()
    calm.edit((doc) => addCard(doc, 'after', 'after all that'))
    await calm.until('the count', () => calm.committed() === before + 1)
    expect(cardsOf(calm.doc)).toContain('after all that')
    expect(stage.rooms.counts.handlerErrors).toBe(0)
    expect(stage.rooms.counts.roomsFailed).toBe(0)
    const fresh = await openBoard(stage.socketUrl, candidate)
    await fresh.sync()
    expect(fresh.doc.getMap('items').toJSON()).toEqual(calm.doc.getMap('items').toJSON())
  })
})
