import { serverLimits } from '@greenroom/protocol'
import { documentNameSchema, foldAll, type LogStore, type SessionId } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, typeInto } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const board = documentNameSchema.parse('board-r1')
const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))
const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries > 250) throw new Error('waited in vain')
    await soon()
  }
}

const readAll = (store: LogStore, session: SessionId) => store.read(session, 0, 1_000_000)

describe('rooms that rest, close and open again', () => {
  it('a board without edits is kept as bytes: joiners are answered, and it lives again with the next edit', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer, candidate, observer } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'rest'))
    await typist.until('the count', () => typist.committed() === 1)
    const old = Y.encodeStateAsUpdate(typist.doc)
    typist.edit((doc) => typeInto(doc, 'card', 'now '))
    await typist.until('the count', () => typist.committed() === 2)
    typist.close()
    const room = await stage.rooms.enter(candidate.session, candidate.participant, 0)
    if (!room.ok) throw new Error(room.rejection)
    expect(room.room.boards.isResting(board)).toBe(false)
    clock.turn(serverLimits.boardRestsAfter + 1)
    await eventually(() => room.room.boards.isResting(board))

    const fresh = await openBoard(stage.socketUrl, observer)
    await fresh.sync()
    expect(cardsOf(fresh.doc)).toEqual(['now rest'])
    const behindDoc = new Y.Doc()
    Y.applyUpdate(behindDoc, old)
    const behind = await openBoard(stage.socketUrl, candidate, { doc: behindDoc })
    await behind.sync()
    expect(cardsOf(behind.doc)).toEqual(['now rest'])
    expect(room.room.boards.isResting(board)).toBe(true)
    behind.edit((doc) => typeInto(doc, 'card', 'and '))
    await fresh.until('the edit', () => cardsOf(fresh.doc)[0] === 'and now rest')
    expect(room.room.boards.isResting(board)).toBe(false)
    room.release()
  })

  it('a room that everybody left closes with a keyframe, leaves nothing behind, and opens from it', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer, candidate } = await castSession(stage)
    const { session } = candidate
    const typist = await openBoard(stage.socketUrl, interviewer)
    const client = await enterSession(stage.url, candidate)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'kept'))
    await typist.until('the count', () => typist.committed() === 1)
    typist.close()
    client.close()
    await eventually(() => stage.rooms.counts.boardConnections + stage.rooms.counts.liveConnections === 0)
    clock.turn(serverLimits.roomClosesAfter + 1)
    await eventually(() => stage.rooms.counts.rooms === 0)
    expect((await stage.store.readKeyframe(session, 1_000_000))?.seq).toBe(await stage.store.lastSeq(session))

    const back = await openBoard(stage.socketUrl, candidate)
    await back.sync()
    expect(cardsOf(back.doc)).toEqual(['kept'])
    const again = await enterSession(stage.url, candidate)
    expect(again.entries).toEqual(client.entries)
    again.close()
  })

  it('a room that nobody has joined closes sooner: thousands of sessions that are only created take no memory', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer } = await castSession(stage)
    const client = await enterSession(stage.url, interviewer)
    client.close()
    await eventually(() => stage.rooms.counts.liveConnections === 0)
    const { candidate } = await castSession(stage)
    expect(stage.rooms.counts.rooms).toBe(2)
    clock.turn(serverLimits.unjoinedRoomClosesAfter + 1)
    await eventually(() => stage.rooms.counts.rooms === 1)
    expect(await stage.store.readKeyframe(candidate.session, 1_000_000)).not.toBeNull()
    // The one that was joined before it: somebody may be reloading the page.
    expect(await stage.store.readKeyframe(interviewer.session, 1_000_000)).toBeNull()
    clock.turn(serverLimits.roomClosesAfter)
    await eventually(() => stage.rooms.counts.rooms === 0)
  })

  it('after a standstill says that nothing is saved while the store does not answer, and goes on once it does', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer } = await castSession(stage)
    const client = await enterSession(stage.url, interviewer)
    const entered = await stage.rooms.enter(interviewer.session, interviewer.participant, 0)
    if (!entered.ok) throw new Error(entered.rejection)
    const { room } = entered
    room.distrust()
    const answered = client.command({ kind: 'markMoment', label: 'late' }, 'mark-late')
    // Once it has arrived.
    await eventually(() => stage.rooms.counts.commands > 0)
    clock.turn(2_001)
    await client.until('to be told', () => !client.saving())
    room.noteEnd(await stage.store.lastSeq(interviewer.session))
    expect(await answered).toMatchObject({ ok: true })
    await client.until('to be told', () => client.saving())
    entered.release()
    client.close()
  })

  it('somebody who comes while a room closes waits for it, and finds everything', async () => {
    const clock = createTurnedClock()
    const store = openTroubledStore()
    const stage = await stageForTest({ clock, store })
    const { interviewer, candidate } = await castSession(stage)
    for (let round = 0; round < 5; round++) {
      const typist = await openBoard(stage.socketUrl, interviewer)
      await typist.sync()
      typist.edit((doc) => addCard(doc, `card-${round}`, `${round}`))
      typist.close()
      await typist.closed
      clock.turn(serverLimits.roomClosesAfter + 1)
      await new Promise((resolve) => setTimeout(resolve, 900 + round * 40))
      const back = await openBoard(stage.socketUrl, candidate)
      await back.sync()
      expect(cardsOf(back.doc)).toContain(`${round}`)
      back.close()
      await back.closed
    }
  })

  it('keyframes are written now and then; from each of them the log folds to the same as from the start', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const { session } = interviewer
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', ''))
    for (let number = 1; number <= 2 * serverLimits.editsPerKeyframe; number++) {
      const before = await stage.store.lastSeq(session)
      typist.edit((doc) => typeInto(doc, 'card', `${number % 10}`))
      // One entry each: what is typed while an append is under way would become one.
      while ((await stage.store.lastSeq(session)) === before) await new Promise((resolve) => setImmediate(resolve))
      if (number % 300 === 0) await stage.must(interviewer, { kind: 'markMoment', label: `${number}` })
    }
    const log = await readAll(stage.store, session)
    const seqs: number[] = []
    for (let seq = await stage.store.lastSeq(session); ; ) {
      const keyframe = await stage.store.readKeyframe(session, seq)
      if (keyframe === null) break
      seqs.push(keyframe.seq)
      seq = keyframe.seq - 1
      const upTo = log.filter((entry) => entry.seq <= keyframe.seq)
      expect(keyframe.state).toEqual(foldAll(upTo))
      const folded = new Y.Doc()
      const clients = new Map<number, unknown>()
      for (const entry of upTo) {
        if (entry.kind !== 'board-edited') continue
        Y.applyUpdate(folded, entry.bytes)
        for (const client of entry.data.clients) if (!clients.has(client)) clients.set(client, entry.by)
      }
      const [kept] = keyframe.documents
      const restored = new Y.Doc()
      Y.applyUpdate(restored, kept?.bytes ?? Uint8Array.of(0, 0))
      expect(restored.getMap('items').toJSON()).toEqual(folded.getMap('items').toJSON())
      expect(Y.encodeStateVector(restored)).toEqual(Y.encodeStateVector(folded))
      expect(new Map(kept?.clients)).toEqual(clients)
    }
    expect(seqs.length).toBeGreaterThanOrEqual(2)
  })

  it('what somebody else appended is folded first, and the batch is formed again on top of it', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const { session } = interviewer
    const client = await enterSession(stage.url, candidate)
    const desk = await enterSession(stage.url, interviewer)
    const typist = await openBoard(stage.socketUrl, candidate)
    await typist.sync()
    const elsewhere = await stage.store.append(session, await stage.store.lastSeq(session), [
      {
        kind: 'participant-named',
        v: 1,
        by: candidate.participant,
        command: null,
        data: { participant: candidate.participant, name: 'Renamed elsewhere' },
        bytes: null,
      },
    ])
    expect(elsewhere.ok).toBe(true)
    typist.edit((doc) => addCard(doc, 'card', 'mine'))
    const answer = await desk.command({ kind: 'markMoment', label: 'here' })
    expect(answer).toMatchObject({ ok: true })
    await typist.until('the count', () => typist.committed() === 1)
    await client.until('the new name', () => client.entries.at(-1)?.kind === 'participant-named')
    const log = await readAll(stage.store, session)
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    for (const each of [client, desk]) each.close()
  })

  it('after many came, failed and went, nothing is left of them', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const stranger = { ...candidate, token: 'x'.repeat(43) }
    for (let round = 0; round < 60; round++) {
      const boards = await Promise.all([
        openBoard(stage.socketUrl, interviewer),
        openBoard(stage.socketUrl, candidate, { document: 'board-r9' }),
        openBoard(stage.socketUrl, stranger),
      ])
      boards[0]?.socket.terminate()
      await Promise.all(boards.map((each) => each.closed))
    }
    await eventually(() => stage.rooms.counts.boardConnections === 0)
    const entered = await stage.rooms.enter(candidate.session, candidate.participant, 0)
    if (!entered.ok) throw new Error(entered.rejection)
    expect(entered.room.holds).toBe(1)
    entered.release()
    expect(entered.room.isIdle()).toBe(true)
  })
})
