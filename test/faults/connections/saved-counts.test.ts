import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { runCount } from '../../fixtures/run-counts.ts'
import { type BoardClient, openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, typeInto } from '../steps/cards.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
const runs = runCount('saved: histories in which a count must never be early', 6, 60)

const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

describe('what is told only once it is durable', () => {
  it('no peer, count or answer to step 1 holds an edit before its append has resolved [P2] [P6]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { interviewer, candidate, observer } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    const peer = await openBoard(stage.socketUrl, candidate)
    await typist.sync()
    await peer.sync()
    store.hold()
    typist.edit((doc) => addCard(doc, 'card', 'not yet'))
    typist.edit((doc) => typeInto(doc, 'card', 'and '))
    while (store.held() === 0) await breathe()
    await breathe()
    const joiner = await openBoard(stage.socketUrl, observer)
    await joiner.sync()
    expect(cardsOf(peer.doc)).toEqual([])
    expect(cardsOf(joiner.doc)).toEqual([])
    expect(typist.counts).toEqual([])
    store.release()
    await peer.until('the card', () => cardsOf(peer.doc)[0] === 'and not yet')
    await joiner.until('the card', () => cardsOf(joiner.doc)[0] === 'and not yet')
    await typist.until('both counts', () => typist.committed() === 2)
  })

  it('counts step 2 and updates, also those that bring nothing, and not step 1 or awareness [P1] [P2]', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.sendSync(1, Y.encodeStateAsUpdate(typist.doc))
    await typist.until('a count of what brought nothing', () => typist.committed() === 1)
    typist.edit((doc) => addCard(doc, 'card', 'x'))
    await typist.until('a count of what brought something', () => typist.committed() === 2)
    await typist.sync()
    typist.showAwareness([{ client: typist.doc.clientID, clock: 0, state: {} }])
    typist.sendSync(2, Y.encodeStateAsUpdate(typist.doc))
    await typist.until('a count of what is known', () => typist.committed() === 3)
    expect(typist.counts).toEqual([1, 2, 3])
  })

  it('a refused message is never counted, and what follows it is not looked at [P2] [P16]', async () => {
    const store = openTroubledStore()
    const stage = await stageForTest({ store })
    const { interviewer, candidate } = await castSession(stage)
    const peer = await openBoard(stage.socketUrl, candidate)
    await peer.sync()
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    store.hold()
    typist.edit((doc) => addCard(doc, 'good', 'good'))
    typist.sendSync(2, Uint8Array.of(9, 9, 9))
    typist.edit((doc) => addCard(doc, 'late', 'late'))
    while (store.held() === 0) await breathe()
    store.release()
    await typist.closed
    await peer.until('the good card', () => cardsOf(peer.doc).length === 1)
    await peer.sync()
    expect(cardsOf(peer.doc)).toEqual(['good'])
    expect(typist.committed()).toBeLessThanOrEqual(1)
  })

  it('what was typed offline and while greeting arrives, also from a client that does not hold back [P5]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const peer = await openBoard(stage.socketUrl, candidate)
    await peer.sync()
    const first = await openBoard(stage.socketUrl, interviewer)
    await first.sync()
    first.close()
    await first.closed
    addCard(first.doc, 'offline', 'typed offline')
    const back = await openBoard(stage.socketUrl, interviewer, { doc: first.doc })
    back.sendSync(0, Y.encodeStateVector(back.doc))
    back.edit((doc) => typeInto(doc, 'offline', 'was '))
    await back.until('to be asked', () => back.asked() === 1)
    back.edit((doc) => typeInto(doc, 'offline', 'this '))
    back.sendSync(1, Y.encodeStateAsUpdate(back.doc))
    await back.until('all three to be counted', () => back.committed() === 3)
    await peer.until('the card', () => cardsOf(peer.doc)[0] === 'this was typed offline')
  })

  it('without an answer that is due, the same edit is a gap [P5] [P16]', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.sendSync(1, Y.encodeStateAsUpdate(typist.doc))
    await typist.until('the count', () => typist.committed() === 1)
    addCard(typist.doc, 'unsent', 'unsent')
    typist.edit((doc) => typeInto(doc, 'unsent', 'x'))
    expect(await typist.closed).toBe(4425)
  })

  it('after a kill everything that any peer had seen is there, and everything that was counted [P6]', async () => {
    for (let run = 0; run < runs; run++) {
      const first = await stageForTest()
      const cast = await castSession(first)
      const people = [cast.interviewer, cast.candidate]
      const typists: BoardClient[] = []
      for (const person of people) typists.push(await openBoard(first.socketUrl, person))
      const watcher = await openBoard(first.socketUrl, cast.observer)
      for (const board of [...typists, watcher]) await board.sync()
      const sent = typists.map(() => 0)
      const letters = 40 + run * 17
      for (let letter = 0; letter < letters; letter++) {
        for (const [index, typist] of typists.entries()) {
          typist.edit((doc) => addCard(doc, `card-${index}-${letter}`, `${index} ${letter}`))
          sent[index] = letter + 1
        }
        if (letter % 10 === 9) await new Promise((resolve) => setImmediate(resolve))
      }
      // Killed while appends, counts and updates are under way.
      await first.close()
      const second = await stageForTest({ store: first.store, access: first.access })
      const held = new Y.Doc()
      Y.applyUpdate(
        held,
        (await second.rooms.readDocument(cast.candidate.session, 'board-r1' as never)) ?? Uint8Array.of(0, 0),
      )
      const kept = new Set(cardsOf(held))
      for (const card of cardsOf(watcher.doc)) expect(kept).toContain(card)
      for (const [index, typist] of typists.entries()) {
        for (let letter = 0; letter < typist.committed(); letter++) expect(kept).toContain(`${index} ${letter}`)
      }
      const log = await second.store.read(cast.candidate.session, 0, 100_000)
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
      await second.close()
    }
  })
})
