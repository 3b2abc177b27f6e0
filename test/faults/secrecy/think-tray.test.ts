import { closeCodes, replayPageSchema } from '@greenroom/protocol'
import { foldAll, participantIdSchema, sessionIdSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { createReplayReader } from '../../../apps/server/src/http/routes/replay-routes.ts'
import { realClock } from '../../../apps/server/src/real-deps.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, removeCard } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'
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
    // Its author's replay has it, and nobody else's.
    const replayOf = (person: typeof candidate) =>
      createReplayReader({ store: stage.store, clock: realClock })(
        sessionIdSchema.parse(person.session),
        participantIdSchema.parse(person.participant),
        '0.0',
      )
    const replays = (await Promise.all([candidate, ...others].map(replayOf))).map((page) =>
      replayPageSchema.parse(JSON.parse(page?.json.plain.toString() ?? '')),
    )
    const holds = replays.map((replay) =>
      replay.edits.some(({ update }) => Buffer.from(update, 'base64').includes('TRAY-CANARY')),
    )
    expect(holds).toEqual([true, false, false, false])
    expect(replays.map((replay) => JSON.stringify(replay).includes('tray-r1-'))).toEqual([true, false, false, false])
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

  it('opens the times of what reached the board, and of nothing else, when its candidate says so after the scores', async () => {
    const stage = await stageForTest()
    const { candidate, interviewer, mentor, observer } = await castSession(stage)
    const document = `tray-r1-${candidate.participant}`
    const tray = await openBoard(stage.socketUrl, candidate, { document })
    const board = await openBoard(stage.socketUrl, candidate)
    await tray.sync()
    await board.sync()
    for (const name of ['moved', 'dropped', 'kept']) tray.edit((doc) => addCard(doc, name, name))
    await tray.until('its cards', () => tray.committed() === 3)
    board.edit((doc) => addCard(doc, 'moved', 'moved'))
    await board.until('the card', () => board.committed() === 1)
    for (const name of ['moved', 'dropped']) tray.edit((doc) => removeCard(doc, name))
    await tray.until('what left it', () => tray.committed() === 5)

    const [mine, desk, coach, watcher] = await Promise.all(
      [candidate, interviewer, mentor, observer].map((person) => enterSession(stage.url, person)),
    )
    if (!mine || !desk || !coach || !watcher) throw new Error('somebody is missing')
    expect(await mine.command({ kind: 'openThoughts' })).toMatchObject({ code: 'scores-not-open' })
    const clockVersion = foldAll(desk.entries).clockVersion
    expect(await desk.command({ kind: 'endRound', clockVersion })).toMatchObject({ ok: true })
    for (const each of [desk, mine, coach])
      expect(await each.command({ kind: 'sealScorecard', scorecard: { scores: {} } })).toMatchObject({ ok: true })
    await desk.until('the scores', () => desk.entries.some(({ kind }) => kind === 'scores-opened'))
    for (const each of [desk, coach, watcher])
      expect(await each.command({ kind: 'openThoughts' })).toMatchObject({ code: 'candidate-only' })
    expect(await mine.command({ kind: 'openThoughts' })).toMatchObject({ ok: true })
    for (const each of [mine, desk, coach, watcher]) {
      await each.until('the times', () => each.entries.some(({ kind }) => kind === 'thoughts-opened'))
      expect(foldAll(each.entries).rounds[0]?.openedThoughts?.map(({ item }) => item)).toEqual(['moved'])
      const sent = JSON.stringify(each.events)
      for (const secret of ['dropped', 'kept']) expect(sent).not.toContain(secret)
    }
  })
})
