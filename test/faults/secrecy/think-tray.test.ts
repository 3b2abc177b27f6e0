import { closeCodes } from '@greenroom/protocol'
import { foldAll, participantIdSchema, sessionIdSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('a think tray on the wire', () => {
  it('is sent to its author’s own pages alone: to nobody else, by no name, not a byte of it', async () => {
    const stage = await stageForTest()
    const cast = await castSession(stage)
    const { candidate, interviewer, mentor, observer } = cast
    const document = `tray-r1-${candidate.participant}`
    const others = [interviewer, mentor, observer]
    const boards = await Promise.all(others.map((person) => openBoard(stage.socketUrl, person)))
    for (const board of boards) await board.sync()

    const tray = await openBoard(stage.socketUrl, candidate, { document })
    const second = await openBoard(stage.socketUrl, candidate, { document })
    await tray.sync()
    await second.sync()
    tray.edit((doc) => addCard(doc, 'thought', 'TRAY-CANARY'))
    await tray.until('its count', () => tray.committed() === 1)
    await second.until('the card', () => cardsOf(second.doc).includes('TRAY-CANARY'))

    for (const person of others) {
      const knocking = await openBoard(stage.socketUrl, person, { document })
      expect(await knocking.closed).toBe(closeCodes['unknown-document'])
      expect(knocking.received).toEqual([])
      // Nor may anybody but a candidate write into a tray of their own.
      const own = await openBoard(stage.socketUrl, person, { document: `tray-r1-${person.participant}` })
      await own.sync()
      own.edit((doc) => addCard(doc, 'mine', 'x'))
      expect(await own.closed).toBe(closeCodes['read-only'])
    }
    // Another edit of the board comes through; of the tray nothing did.
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    board.edit((doc) => addCard(doc, 'thought', 'shared'))
    for (const each of boards) {
      await each.until('the board’s card', () => cardsOf(each.doc).includes('shared'))
      expect(Buffer.concat(each.received).includes('TRAY-CANARY')).toBe(false)
    }

    const log = await stage.store.read(sessionIdSchema.parse(candidate.session), 0, 1_000)
    const edits = log.filter((entry) => entry.kind === 'tray-edited')
    expect(edits.map(({ data }) => [data.formed, data.gone])).toEqual([[['thought'], []]])
    const author = participantIdSchema.parse(candidate.participant)
    expect(foldAll(log).rounds[0]?.thoughts[author]?.map(({ item }) => item)).toEqual(['thought'])
    expect(foldAll(log).usage[author]).toMatchObject({ trayEdits: 1 })
  })
})
