import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testFramework } from '@greenroom/board/testing'
import { closeCodes } from '@greenroom/protocol'
import { documentNameSchema, type NewEntry } from '@greenroom/session'
import { afterEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import type { Person, Stage } from '../../../apps/server/src/testing/stage.ts'
import { type PreparedRoom, prepareRooms, type Who } from '../../fixtures/prepared-rooms.ts'
import { startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { addNote, isSaved, notesOf, openPageBoard, openRoom, until } from '../steps/room-page.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

vi.setConfig({ testTimeout: 90_000 })
closeStages()
const cleanUp: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanUp.splice(0).reverse()) await clean()
})
const personOf = (room: PreparedRoom, who: Who): Person => ({
  session: room.session,
  participant: room.participants[who],
  token: room.tokens[who],
})

/** As many as a board may have; each has written a few letters, and taken most of them back. */
const writers = 5_000
const cards = 250
const perEntry = 10

describe('T30, F44: a board that is as full as it may be, with the history of thousands of replicas', () => {
  it('is opened by a server with 256 MB of heap, read by everybody, and takes no more of what it is full of', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'greenroom-full-'))
    cleanUp.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const [room] = await prepareRooms(dataDir, 1, { framework: testFramework })
    if (room === undefined) throw new Error('no room')
    const storage = await openStorage({ dataDir, clock: realClock, invitationId: realInvitationId })
    const document = documentNameSchema.parse('board-r1')
    const doc = new Y.Doc()
    for (const entry of await storage.store.read(room.session, 0, 1_000))
      if (entry.kind === 'board-edited') Y.applyUpdate(doc, entry.bytes)
    const edit = (bytes: Uint8Array, clients: number[], by: Who): NewEntry => ({
      kind: 'board-edited',
      v: 1,
      by: room.participants[by],
      command: null,
      data: { document, clients },
      bytes,
    })
    doc.clientID = 1_000_000
    const seeded = Y.encodeStateVector(doc)
    for (let card = 0; card < cards; card++) addCard(doc, `card-${card}`, `card ${card}`)
    const entries = [edit(Y.encodeStateAsUpdate(doc, seeded), [doc.clientID], 'interviewer')]
    // In small documents: Yjs looks at every replica that a document has seen, at every change.
    const base = Y.encodeStateAsUpdate(doc)
    for (let first = 1; first < writers - 1; first += perEntry) {
      const together = new Y.Doc()
      Y.applyUpdate(together, base)
      const before = Y.encodeStateVector(together)
      const clients = Array.from({ length: Math.min(perEntry, writers - 1 - first) }, (_, n) => 1_000_000 + first + n)
      for (const client of clients) {
        together.clientID = client
        const map = together.getMap('items').get(`card-${client % cards}`)
        const text = map instanceof Y.Map ? map.get('text') : null
        if (!(text instanceof Y.Text)) throw new Error('no such card')
        together.transact(() => {
          text.insert(0, 'typed and taken back')
          text.delete(0, 20)
          text.insert(text.length, '.')
        })
      }
      entries.push(
        edit(Y.encodeStateAsUpdate(together, before), clients, first % 20 === 1 ? 'candidate' : 'interviewer'),
      )
    }
    doc.transact(() => {
      for (const { bytes } of entries) if (bytes !== null) Y.applyUpdate(doc, bytes)
    })
    expect((await storage.store.append(room.session, await storage.store.lastSeq(room.session), entries)).ok).toBe(true)
    await storage.close()

    const server = await startServer(dataDir, {
      env: { NODE_OPTIONS: '--max-old-space-size=256 --disable-warning=ExperimentalWarning' },
    })
    cleanUp.push(() => server.stop('SIGKILL'))
    const socketUrl = server.url.replace('http', 'ws')
    const since = performance.now()
    const reader = await openBoard(socketUrl, personOf(room, 'observer'))
    await reader.sync()
    console.info(`a board of ${writers} replicas was there after ${(performance.now() - since).toFixed(0)} ms`)
    expect(cardsOf(reader.doc)).toEqual(cardsOf(doc))
    expect(cardsOf(reader.doc).length).toBeGreaterThanOrEqual(cards)
    // The first newcomer still fits; then it is full of replicas, and tells the next ones so.
    const codes: (number | null)[] = []
    for (let newcomer = 0; newcomer < 3; newcomer++) {
      const board = await openBoard(socketUrl, personOf(room, newcomer % 2 === 0 ? 'candidate' : 'interviewer'))
      await board.sync()
      board.edit((changed) => addCard(changed, `new-${newcomer}`, 'one more'))
      codes.push(
        await Promise.race([board.closed, board.until('the count', () => board.committed() > 0).then(() => null)]),
      )
      board.close()
    }
    expect(codes).toContain(closeCodes['board-full'])
    const again = await openBoard(socketUrl, personOf(room, 'interviewer'))
    await again.sync()
    expect(cardsOf(again.doc)).toEqual(expect.arrayContaining([...cardsOf(doc)]))
    expect(server.child.exitCode).toBeNull()
  })
})

describe('T17: a board that somebody wipes by a script', () => {
  it('is restored by the interviewer in one step, for everybody, and the log names who did it', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const room = openRoom(stage.url, interviewer)
    cleanUp.push(() => room.close())
    const desk = await openPageBoard(room)
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => {
      for (let card = 0; card < 300; card++) addCard(doc, `card-${card}`, `card ${card}`)
    })
    await until('all cards', () => notesOf(desk).length === 300)
    const before = desk.getSnapshot().view
    const edits = (await stage.store.read(interviewer.session, 0, 10_000)).length

    const vandal = await openBoard(stage.socketUrl, candidate)
    await vandal.sync()
    vandal.edit((doc) => {
      for (const [id, item] of doc.getMap('items').entries())
        if (item instanceof Y.Map && id.startsWith('card-')) item.set('removed', true)
    })
    await until('nothing', () => notesOf(desk).length === 0)
    const wiped = (await stage.store.read(interviewer.session, 0, 10_000)).slice(edits)
    expect(new Set(wiped.map(({ by }) => by))).toEqual(new Set([candidate.participant]))

    desk.restore(before)
    await until('the restored board', () => isSaved(desk) && notesOf(desk).length === 300)
    const watcher = await openBoard(stage.socketUrl, observer)
    await watcher.sync()
    expect(cardsOf(watcher.doc)).toHaveLength(300)
  })
})

describe('T30, T17: a candidate who uses up a board by a script', () => {
  /** Until the server ends the connection: what it said. */
  const untilFull = async (
    stage: Stage,
    candidate: Person,
    use: (doc: Y.Doc, turn: number) => void,
  ): Promise<number> => {
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    let code: number | null = null
    void board.closed.then((closed) => {
      code = closed
    })
    for (let turn = 0; code === null; turn++) {
      const before = board.counts.length
      board.edit((doc) => use(doc, turn))
      await Promise.race([board.closed, board.until('the count', () => board.counts.length > before)])
    }
    return code
  }
  it('with cards that are removed again keeps nobody else from it; the interviewer’s fresh page writes, and restores it to before', async () => {
    const use = (doc: Y.Doc, turn: number): void => {
      for (let card = 0; card < 50; card++) {
        addCard(doc, `junk-${turn}-${card}`, '')
        const item = doc.getMap('items').get(`junk-${turn}-${card}`)
        if (item instanceof Y.Map) item.set('removed', true)
      }
    }

    const generous = { ...budgetTable, messages: {}, bytes: {}, validating: {}, applying: {} }
    const stage = await stageForTest({ budgets: createBudgets({ table: generous }) })
    const { interviewer, candidate } = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, interviewer)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', 'from before'))
    await typist.until('the count', () => typist.committed() === 1)
    const first = openRoom(stage.url, interviewer)
    cleanUp.push(() => first.close())
    const before = await openPageBoard(first)
    await until('the card', () => notesOf(before).length === 1)
    const view = before.getSnapshot().view

    expect(await untilFull(stage, candidate, use)).toBe(closeCodes['board-full'])
    const vandal = await openBoard(stage.socketUrl, candidate)
    await vandal.sync()
    const words = cardsOf(vandal.doc)
    vandal.close()

    const room = openRoom(stage.url, interviewer)
    cleanUp.push(() => room.close())
    const desk = await openPageBoard(room)
    expect(desk.apply(addNote('still here'))).toMatchObject({ ok: true })
    await until('the note', () => isSaved(desk) && notesOf(desk).length === words.length + 1)
    desk.restore(view)
    await until('the restored board', () => isSaved(desk) && notesOf(desk).length === 1)
  })
})
