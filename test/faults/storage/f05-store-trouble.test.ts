import { boardLimits } from '@greenroom/board'
import { serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F05, F06, F08: a store that cannot append', () => {
  it('is announced to everybody; edits are kept and commands refused until it recovers automatically [P25]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { interviewer, candidate } = await castSession(stage)
    const desk = await enterSession(stage.url, interviewer)
    const typist = await openBoard(stage.socketUrl, candidate)
    const peer = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    await peer.sync()

    store.failing = true
    typist.edit((doc) => addCard(doc, 'card', 'kept'))
    await desk.until('to be told', () => !desk.saving())
    expect(await desk.command({ kind: 'markMoment', label: 'now' })).toMatchObject({
      ok: false,
      code: 'store-unavailable',
    })
    const newcomer = await enterSession(stage.url, candidate)
    await newcomer.until('to be told as well', () => !newcomer.saving())
    expect(typist.counts).toEqual([])
    expect(cardsOf(peer.doc)).toEqual([])

    store.failing = false
    await typist.until('the count', () => typist.committed() === 1)
    await peer.until('the card', () => cardsOf(peer.doc)[0] === 'kept')
    await desk.until('to be told', () => desk.saving())
    expect(await desk.command({ kind: 'markMoment', label: 'now' })).toMatchObject({ ok: true })
    desk.close()
    newcomer.close()
  })

  it('recovers without anybody trying, when only a command had failed [P25]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { interviewer } = await castSession(stage)
    const desk = await enterSession(stage.url, interviewer)
    store.failing = true
    expect(await desk.command({ kind: 'markMoment', label: 'now' })).toMatchObject({
      ok: false,
      code: 'store-unavailable',
    })
    await desk.until('to be told', () => !desk.saving())
    store.failing = false
    await desk.until('to be told', () => desk.saving())
    desk.close()
  })

  it('a slow store loses nothing, keeps a bounded amount, and is reported after three seconds [P19] [P25]', async () => {
    const store = openTroubledStore()
    const clock = createTurnedClock()
    const stage = await stageForTest({ store, clock })
    const { interviewer, candidate } = await castSession(stage)
    const desk = await enterSession(stage.url, interviewer)
    const typist = await openBoard(stage.socketUrl, candidate)
    const greedy = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    await greedy.sync()
    store.hold()
    for (let number = 0; number < 50; number++) typist.edit((doc) => addCard(doc, `card-${number}`, 'x'))
    while (store.held() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    clock.turn(4_000)
    await desk.until('to be told', () => !desk.saving())
    const big = new Uint8Array(boardLimits.updateBytes)
    for (let number = 0; number * big.length <= serverLimits.uncommittedBytes; number++) greedy.sendSync(2, big)
    expect(await greedy.closed).toBe(1013)
    store.release()
    await typist.until('every count', () => typist.committed() === 50)
    await desk.until('to be told', () => desk.saving())
    desk.close()
  })

  it('F54: one room that cannot be read does not hold up the others', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { candidate } = await castSession(stage)
    const calm = await castSession(stage)
    store.unreadable = candidate.session
    const typist = await openBoard(stage.socketUrl, calm.candidate)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'x'))
    await typist.until('the count', () => typist.committed() === 1)
  })
})
