import { closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F03: draining', () => {
  it('tells everybody, makes durable what was received, closes with 1012, and lets nobody in [P26]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { interviewer, candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    const session = await enterSession(stage.url, interviewer)
    await board.sync()
    store.hold()
    board.edit((doc) => addCard(doc, 'first', 'in flight'))
    board.edit((doc) => addCard(doc, 'second', 'waiting'))
    while (store.held() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    await session.ask('time')
    const drained = stage.rooms.drain()
    await session.until('goodbye', () => session.goodbye() !== null)
    expect(session.goodbye()).toMatchObject({ reason: 'draining' })
    expect(session.goodbye()?.retryAfter).toBeGreaterThan(0)
    store.release()
    await drained
    expect(await board.closed).toBe(closeCodes.draining)
    await session.disconnected
    expect(board.committed()).toBe(2)

    const late = await openBoard(stage.socketUrl, candidate)
    expect(await late.closed).toBe(closeCodes.draining)
    const lateSession = await joinSession(stage.url, candidate)
    expect(lateSession.goodbye()).toMatchObject({ reason: 'draining', retryAfter: expect.any(Number) })

    const keyframe = await store.readKeyframe(candidate.session, 1_000_000)
    expect(keyframe?.seq).toBe(await store.lastSeq(candidate.session))
    const kept = new Y.Doc()
    Y.applyUpdate(kept, keyframe?.documents[0]?.bytes ?? Uint8Array.of(0, 0))
    expect(cardsOf(kept)).toEqual(['in flight', 'waiting'])
  })

  it('takes no longer because the store has failed [P26]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    store.failing = true
    board.edit((doc) => addCard(doc, 'card', 'unsaved'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    const since = performance.now()
    await stage.rooms.drain()
    expect(performance.now() - since).toBeLessThan(2_000)
    expect(await board.closed).toBe(closeCodes.draining)
    expect(board.committed()).toBe(0)
  })
})
