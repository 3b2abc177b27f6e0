import { closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F10: a session that cannot be read', () => {
  it('is an error for that room alone; nothing is stored, and nothing is lost [P12] [P21]', async () => {
    const store = openTroubledStore()
    const first = await stageForTest({ store })
    const { interviewer, candidate } = await castSession(first)
    const calm = await castSession(first)
    const typist = await openBoard(first.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'kept'))
    await typist.until('the count', () => typist.committed() === 1)
    await first.close()

    const before = JSON.stringify(await store.read(interviewer.session, 0, 1_000))
    const appends = store.appends()
    const second = await stageForTest({ store, access: first.access })
    store.unreadable = interviewer.session
    const [one, two] = await Promise.all([
      openBoard(second.socketUrl, interviewer),
      openBoard(second.socketUrl, candidate),
    ])
    expect(await one.closed).toBe(closeCodes['try-later'])
    expect(await two.closed).toBe(closeCodes['try-later'])
    expect(one.received).toEqual([])
    const turnedAway = await joinSession(second.url, candidate)
    expect(turnedAway.goodbye()).toMatchObject({ reason: 'store-unavailable', retryAfter: expect.any(Number) })
    await turnedAway.disconnected
    expect(turnedAway.entries).toEqual([])
    await expect(second.rooms.read(interviewer.session)).rejects.toThrow()
    expect(
      await second.rooms.run(interviewer.session, interviewer.participant, null, { kind: 'markMoment', label: 'x' }),
    ).toMatchObject({
      ok: false,
      code: 'store-unavailable',
    })
    const other = await openBoard(second.socketUrl, calm.candidate)
    await other.sync()

    store.unreadable = null
    expect(store.appends()).toBe(appends)
    expect(await store.readKeyframe(interviewer.session, 1_000_000)).toBeNull()
    expect(JSON.stringify(await store.read(interviewer.session, 0, 1_000))).toBe(before)
    const back = await openBoard(second.socketUrl, candidate)
    await back.sync()
    expect(cardsOf(back.doc)).toEqual(['kept'])
  })

  it('joiners of a room that is opening wait for it, and all see the same board', async () => {
    const first = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(first)
    const typist = await openBoard(first.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'kept'))
    await typist.until('the count', () => typist.committed() === 1)
    await first.close()
    const second = await stageForTest({ store: first.store, access: first.access })
    const boards = await Promise.all(
      [interviewer, candidate, observer].map((person) => openBoard(second.socketUrl, person)),
    )
    await Promise.all(boards.map((board) => board.sync()))
    for (const board of boards) expect(cardsOf(board.doc)).toEqual(['kept'])
    expect(second.rooms.counts.rooms).toBe(1)
  })

  it('a look at a session that does not exist leaves nothing behind', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    expect(await stage.rooms.read('no-such-session' as never)).toBeNull()
    expect(await stage.rooms.readDocument('no-such-session' as never, 'board-r1' as never)).toBeNull()
    expect(
      await stage.rooms.run('no-such-session' as never, candidate.participant, null, {
        kind: 'markMoment',
        label: 'x',
      }),
    ).toMatchObject({
      ok: false,
      code: 'not-joined',
    })
    expect(stage.rooms.counts.rooms).toBe(1)
    const session = await enterSession(stage.url, candidate)
    session.close()
  })
})
