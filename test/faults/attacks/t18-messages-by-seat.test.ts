import { closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type BoardClient, message, openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { type Cast, castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

/** An update that adds a card to the board as `board` sees it, without applying it there. */
const cardUpdate = (board: BoardClient, name: string): Uint8Array => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(board.doc))
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  addCard(doc, name, name)
  return updates[0] ?? Uint8Array.of(0, 0)
}

const writes = {
  'sync step 2': (board: BoardClient) => board.sendSync(1, cardUpdate(board, 'x')),
  update: (board: BoardClient) => board.sendSync(2, cardUpdate(board, 'x')),
} as const
const harmless = {
  'sync step 1': (board: BoardClient) => board.sendSync(0, Y.encodeStateVector(board.doc)),
  'an empty step 2': (board: BoardClient) => board.sendSync(1, Uint8Array.of(0, 0)),
  'an empty update': (board: BoardClient) => board.sendSync(2, Uint8Array.of(0, 0)),
  awareness: (board: BoardClient) =>
    board.showAwareness([{ client: board.doc.clientID, clock: 1, state: { focus: null, caret: null } }]),
  'an awareness query': (board: BoardClient) => board.send(message(3)),
} as const
const malformed = {
  'an auth message': message(2, 0),
  'message type 4': message(4),
  'message type 100': message(100, 1),
  'sync subtype 3': message(0, 3, Uint8Array.of(0, 0)),
  'an empty frame': Uint8Array.of(),
  'a length that lies': Uint8Array.of(0, 2, 9, 0, 0),
  'bytes behind the message': Uint8Array.of(0, 2, 2, 0, 0, 7),
  'a state vector of junk': message(0, 0, Uint8Array.of(255, 255, 255)),
} as const

const seats = ['interviewer', 'candidate', 'mentor', 'observer'] as const
const mayWrite = (seat: keyof Cast): boolean => seat === 'interviewer' || seat === 'candidate'

describe('T18: every message from every seat', () => {
  for (const seat of seats) {
    for (const [name, write] of Object.entries(writes)) {
      it(`${name} of the ${seat} ${mayWrite(seat) ? 'is told to others' : 'closes with 4426 and changes nothing'} [P15]`, async () => {
        const stage = await stageForTest()
        const cast = await castSession(stage)
        const board = await openBoard(stage.socketUrl, cast[seat])
        const other = await openBoard(stage.socketUrl, cast[seat === 'candidate' ? 'interviewer' : 'candidate'])
        await board.sync()
        await other.sync()
        const entries = await stage.store.lastSeq(cast[seat].session)
        write(board)
        if (mayWrite(seat)) {
          await other.until('the card', () => cardsOf(other.doc).length === 1)
          await board.until('its count', () => board.committed() === 1)
        } else {
          expect(await board.closed).toBe(closeCodes['read-only'])
          expect(await stage.store.lastSeq(cast[seat].session)).toBe(entries)
          expect(cardsOf(other.doc)).toEqual([])
        }
      })
    }

    it(`asks the ${seat} for their state ${mayWrite(seat) ? 'once' : 'never'} [P3]`, async () => {
      const stage = await stageForTest()
      const cast = await castSession(stage)
      const board = await openBoard(stage.socketUrl, cast[seat])
      expect(board.asked()).toBe(0)
      await board.sync()
      await board.sync()
      expect(board.asked()).toBe(mayWrite(seat) ? 1 : 0)
    })

    it(`takes whatever reads or says nothing from the ${seat} [P14] [P15]`, async () => {
      const stage = await stageForTest()
      const cast = await castSession(stage)
      const board = await openBoard(stage.socketUrl, cast[seat])
      await board.sync()
      const entries = await stage.store.lastSeq(cast[seat].session)
      for (const say of Object.values(harmless)) say(board)
      await board.until('both empty edits to be counted', () => board.committed() === 2)
      await board.sync()
      expect(board.socket.readyState).toBe(board.socket.OPEN)
      expect(await stage.store.lastSeq(cast[seat].session)).toBe(entries)
    })
  }

  for (const [name, bytes] of Object.entries(malformed)) {
    it(`${name} closes with 4420 [P14]`, async () => {
      const stage = await stageForTest()
      const { candidate } = await castSession(stage)
      const board = await openBoard(stage.socketUrl, candidate)
      await board.sync()
      board.send(bytes)
      expect(await board.closed).toBe(closeCodes.malformed)
    })
  }

  it('a text frame closes with 4420 [P14]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    board.socket.send('hello')
    expect(await board.closed).toBe(closeCodes.malformed)
  })

  it('rights follow the round: refused after its end, asked again and taken after it reopens [P3] [P15]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const patient = await openBoard(stage.socketUrl, interviewer)
    const hasty = await openBoard(stage.socketUrl, candidate)
    await patient.sync()
    await hasty.sync()
    hasty.edit((doc) => addCard(doc, 'before', 'before the end'))
    await hasty.until('the count', () => hasty.committed() === 1)

    await stage.must(interviewer, { kind: 'endRound' })
    hasty.edit((doc) => addCard(doc, 'after', 'after the end'))
    expect(await hasty.closed).toBe(closeCodes['read-only'])
    expect(patient.asked()).toBe(1)

    await stage.must(interviewer, { kind: 'reopenRound' })
    await patient.until('to be asked again', () => patient.asked() === 2)
    patient.edit((doc) => addCard(doc, 'again', 'open again'))
    await patient.until('the count', () => patient.committed() === 1)
    expect(cardsOf(patient.doc)).toEqual(['before the end', 'open again'])
  })
})
