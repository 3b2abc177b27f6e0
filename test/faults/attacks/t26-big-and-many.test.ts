import { boardLimits } from '@greenroom/board'
import { closeCodes, serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { message, openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { addNote, isSaved, notesOf, openPageBoard, openRoom, type RoomPage, until } from '../steps/room-page.ts'
import { enterSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('T26: big and many messages', () => {
  it('a frame of 10 MB closes with 1009 at once, and others see nothing [P14]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const other = await openBoard(stage.socketUrl, interviewer)
    await other.sync()
    const seen = other.received.length
    const board = await openBoard(stage.socketUrl, candidate)
    const frame = new Uint8Array(10 * 1024 * 1024)
    const since = performance.now()
    board.send(frame)
    expect(await board.closed).toBe(1009)
    expect(performance.now() - since).toBeLessThan(1000)
    await other.sync()
    expect(other.received.length).toBe(seen + 1)
  })

  it('a Socket.IO message beyond the limit costs its sender the connection [P23]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const calm = await enterSession(stage.url, interviewer)
    const sender = await enterSession(stage.url, candidate)
    sender.socket.emit('command', { words: 'x'.repeat(2 * serverLimits.commandFrameBytes) })
    await sender.disconnected
    expect(await calm.ask('time')).toHaveProperty('serverTime')
    calm.close()
  })

  it('a flood closes only the sender, and the other goes on typing [P19]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    const sender = await openBoard(stage.socketUrl, candidate)
    await typist.sync()
    await sender.sync()
    const nothing = message(0, 2, Uint8Array.of(0, 0))
    for (let number = 0; number < 10_000; number++) sender.send(nothing)
    expect(await sender.closed).toBe(closeCodes.flood)
    typist.edit((doc) => addCard(doc, 'card', 'undisturbed'))
    await typist.until('the count', () => typist.committed() === 1)
    const back = await openBoard(stage.socketUrl, candidate)
    await back.sync()
    expect(cardsOf(back.doc)).toEqual(['undisturbed'])
  })

  it('messages of connections that soon leave are charged to their participant as well [P19]', async () => {
    const few = { ...budgetTable.messages, participant: { perSecond: 1 / 3600, burst: 30 } }
    const stage = await stageForTest({ budgets: createBudgets({ table: { ...budgetTable, messages: few } }) })
    const { candidate } = await castSession(stage)
    const codes: number[] = []
    for (let connections = 0; connections < 30 && !codes.includes(closeCodes.flood); connections++) {
      const board = await openBoard(stage.socketUrl, candidate)
      for (let number = 0; number < 4; number++) board.send(message(0, 2, Uint8Array.of(0, 0)))
      await Promise.race([board.closed, board.sync()])
      board.close()
      codes.push(await board.closed)
    }
    expect(codes).toContain(closeCodes.flood)
    expect(codes.length).toBeGreaterThan(3)
  })

  it('asking for the whole board again and again is a flood as well [P19]', async () => {
    const stage = await stageForTest()
    const { observer } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, observer)
    for (let number = 0; number < 100; number++) board.sendSync(0, Y.encodeStateVector(board.doc))
    expect(await board.closed).toBe(closeCodes.flood)
  })

  it('too many commands are answered, and then end the connection [P23]', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const client = await enterSession(stage.url, interviewer)
    const answers: string[] = []
    const collect = (answer: { code?: string }): void => {
      answers.push(answer.code ?? 'ok')
    }
    for (let number = 0; number < 500; number++) client.socket.emit('nonsense', collect)
    await client.disconnected
    expect(answers.filter((code) => code === 'malformed').length).toBeGreaterThanOrEqual(serverLimits.commandsBurst)
    expect(answers).toContain('rate-limited')
    expect(client.goodbye()?.reason).toBe('flood')
  })

  it('a reader that does not read is cut, and gets everything when it comes back [P19]', async () => {
    const stage = await stageForTest()
    const { interviewer, observer } = await castSession(stage)
    const slow = await openBoard(stage.socketUrl, observer)
    await slow.sync()
    slow.socket.pause()
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => {
      for (let card = 0; card < 100; card++) addCard(doc, `card-${card}`, '')
    })
    // The same hundred fields again and again: the board stays small, what is told of it does not.
    for (let number = 1; stage.rooms.counts.boardsEnded.get('slow') === undefined && number < 400; number++) {
      typist.edit((doc) => {
        for (let card = 0; card < 100; card++) {
          const item = doc.getMap('items').get(`card-${card}`)
          if (item instanceof Y.Map) item.set('f.window', `${number} ${'x'.repeat(1900)}`)
        }
      })
      await typist.until('the count', () => typist.committed() === number + 1)
    }
    expect(stage.rooms.counts.boardsEnded.get('slow')).toBe(1)
    slow.socket.resume()
    await slow.closed
    const back = await openBoard(stage.socketUrl, observer)
    await back.sync()
    expect(back.doc.getMap('items').toJSON()).toEqual(typist.doc.getMap('items').toJSON())
  })
})

describe('F29: an update that is far too large', () => {
  it('is refused in the page itself, which says so and stays connected; sent all the same, it costs its sender one connection, and is not sent again', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const pages: RoomPage[] = []
    for (const person of [interviewer, candidate]) {
      const room = openRoom(stage.url, person)
      pages.push({ room, board: await openPageBoard(room) })
    }
    const [anas, bens] = pages
    if (anas === undefined || bens === undefined) throw new Error('nobody came')
    try {
      await until('both', () => pages.every(({ board }) => isSaved(board)))
      expect(bens.board.apply(addNote('x'.repeat(50 * 1024 * 1024)))).toEqual({ ok: false, code: 'update-too-large' })
      expect(bens.board.getSnapshot().saved).toEqual({ kind: 'saved' })

      const forced = await openBoard(stage.socketUrl, candidate)
      await forced.sync()
      forced.send(message(0, 2, new Uint8Array(serverLimits.boardFrameBytes + 1)))
      expect(await forced.closed).toBe(1009)
      // Within a frame, but more than an update may be: refused with its own code, which a client does not answer by retrying.
      const large = await openBoard(stage.socketUrl, candidate)
      await large.sync()
      large.sendSync(2, new Uint8Array(boardLimits.updateBytes + 1))
      expect(await large.closed).toBe(closeCodes['update-too-large'])

      anas.board.apply(addNote('undisturbed'))
      bens.board.apply(addNote('back without the paste'))
      await until('both notes', () => pages.every(({ board }) => isSaved(board) && notesOf(board).length === 2))
      expect(stage.rooms.counts.boardConnections).toBe(2)
    } finally {
      for (const { room } of pages) await room.close()
    }
  })
})
