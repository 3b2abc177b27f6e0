import type { ItemId } from '@greenroom/board'
import { afterEach, describe, expect, it } from 'vitest'
import { openStage, type Person } from '../../../apps/server/src/testing/stage.ts'
import { type LineProxy, openLineProxy } from '../steps/line-proxy.ts'
import { addNote, isSaved, notesOf, openPageBoard, openRoom, portOf, type RoomPage, until } from '../steps/room-page.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
const open: { close: () => Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const keep = <T extends { close: () => Promise<unknown> }>(one: T): T => {
  open.push(one)
  return one
}

const enter = async (proxy: LineProxy, person: Person): Promise<RoomPage> => {
  const room = keep(openRoom(proxy.url, person))
  return { room, board: await openPageBoard(room) }
}

describe('F16: a client that was away, over real sockets', () => {
  it('merges what both wrote in the meantime, doubling nothing, and says saved only then', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const [near, far] = [keep(await openLineProxy(portOf(stage.url))), keep(await openLineProxy(portOf(stage.url)))]
    const anas = await enter(near, interviewer)
    const bens = await enter(far, candidate)
    expect(anas.board.apply(addNote('one'))).toEqual({ ok: true })
    await until('the edit', () => notesOf(bens.board).length === 1 && isSaved(anas.board))

    near.target = null
    near.cut()
    await until('offline', () => anas.board.getSnapshot().saved.kind === 'offline')
    for (let n = 0; n < 20; n += 1) anas.board.apply(addNote(`offline ${n}`))
    bens.board.apply(addNote('two'))
    expect(anas.board.getSnapshot().saved).toEqual({ kind: 'offline', unsaved: 20 })
    expect(await anas.room.send({ kind: 'pauseClock', clockVersion: 1 })).toMatchObject({ ok: false, code: 'offline' })

    near.target = portOf(stage.url)
    anas.room.retryNow()
    await until('all of it', () => isSaved(anas.board) && notesOf(bens.board).length === 22, 3_000)
    expect(notesOf(anas.board)).toEqual(notesOf(bens.board))
    expect(anas.board.getSnapshot().setAside).toEqual([])
  })

  it('comes back to a server that was killed, and what it was told is saved is there', async () => {
    const stage = await openStage()
    const { interviewer, candidate } = await castSession(stage)
    const proxy = keep(await openLineProxy(portOf(stage.url)))
    const anas = await enter(proxy, interviewer)
    const bens = await enter(proxy, candidate)
    for (let n = 0; n < 10; n += 1) anas.board.apply(addNote(`told ${n}`))
    await until('saved', () => isSaved(anas.board))
    await stage.close()
    anas.board.apply(addNote('while it was down'))
    const again = await stageForTest({ store: stage.store, access: stage.access })
    proxy.target = portOf(again.url)
    await until(
      'both back',
      () => isSaved(anas.board) && isSaved(bens.board) && notesOf(bens.board).length === 11,
      15_000,
    )
    expect(notesOf(anas.board)).toEqual(notesOf(bens.board))
  })

  it('gets its refused cards offered, and the others never see them', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const proxy = keep(await openLineProxy(portOf(stage.url)))
    const anas = await enter(proxy, interviewer)
    const bens = await enter(proxy, candidate)
    proxy.cut()
    proxy.target = null
    await until('offline', () => bens.board.getSnapshot().saved.kind === 'offline')
    bens.board.apply(addNote('too late'))
    await stage.must(interviewer, { kind: 'endRound' })
    proxy.target = portOf(stage.url)
    bens.room.retryNow()
    anas.room.retryNow()
    await until('the offer', () => bens.board.getSnapshot().setAside.length === 1)
    expect(bens.board.getSnapshot().setAside[0]).toMatchObject({ reason: 'read-only', cards: [{ text: 'too late' }] })
    await until('both back', () => anas.board.getSnapshot().saved.kind === 'read-only')
    expect(bens.board.getSnapshot().saved).toEqual({ kind: 'read-only', why: 'round-ended' })
    expect([notesOf(anas.board), notesOf(bens.board)]).toEqual([[], []])
  })

  it('shows where the others are', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const proxy = keep(await openLineProxy(portOf(stage.url)))
    const anas = await enter(proxy, interviewer)
    const bens = await enter(proxy, candidate)
    anas.board.setFocus('goal' as ItemId, { field: null, anchor: 0, head: 0 })
    const focusOf = () => bens.board.getSnapshot().others.map(({ participant, focus }) => [participant, focus])
    await until('the focus', () => JSON.stringify(focusOf()) === JSON.stringify([[interviewer.participant, 'goal']]))
    expect(anas.board.getSnapshot().others).toMatchObject([{ participant: candidate.participant, focus: null }])
    await anas.room.close()
    await until('nobody', () => focusOf().length === 0)
    expect(bens.room.getSnapshot().here).not.toContain(interviewer.participant)
  })
})
