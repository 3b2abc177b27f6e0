import { closeCodes } from '@greenroom/protocol'
import fc from 'fast-check'
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type BudgetTable, budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, typeInto } from '../steps/cards.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
/** Nothing is scarce, so that every forgery is looked at. */
const noBudgets = Object.fromEntries(Object.keys(budgetTable).map((resource) => [resource, {}])) as BudgetTable

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

describe('T16: a forged Yjs client id', () => {
  it("cannot replace the victim's next edit, and costs only the forger their replica [P16] [P17]", async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const victim = await openBoard(stage.socketUrl, interviewer)
    const forger = await openBoard(stage.socketUrl, candidate)
    const watcher = await openBoard(stage.socketUrl, observer)
    for (const board of [victim, forger, watcher]) await board.sync()
    victim.edit((doc) => addCard(doc, 'card', 'world'))
    await forger.until('the card', () => cardsOf(forger.doc).length === 1)

    // The forger's own document writes under the victim's id, at the victim's next clock.
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(forger.doc))
    forged.clientID = victim.doc.clientID
    forged.once('update', (update: Uint8Array) => forger.sendSync(2, update))
    typeInto(forged, 'card', 'evil ')
    expect(await forger.closed).toBe(closeCodes['foreign-client'])

    victim.edit((doc) => typeInto(doc, 'card', 'hello '))
    await watcher.until("the victim's edit", () => cardsOf(watcher.doc)[0] === 'hello world')
    expect(cardsOf(victim.doc)).toEqual(['hello world'])
    expect(stage.rooms.counts.boardsEnded.get('foreign-client')).toBe(1)
  })

  it('cannot reserve the clocks that a victim will need [P17]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const victimDoc = new Y.Doc()
    victimDoc.clientID = 77
    const victim = await openBoard(stage.socketUrl, interviewer, { doc: victimDoc })
    await victim.sync()
    victim.edit((doc) => addCard(doc, 'card', 'x'))
    await victim.until('its count', () => victim.committed() === 1)

    const forger = await openBoard(stage.socketUrl, candidate)
    await forger.sync()
    const clock = Y.getState(victimDoc.store, 77)
    // One GC run of 2^40 clocks under client 77 from its next clock on.
    const encoded = Buffer.from(bytes('01014d020080808080802000'))
    encoded[3] = clock
    forger.sendSync(2, encoded)
    expect(await forger.closed).toBe(closeCodes['foreign-client'])

    victim.edit((doc) => typeInto(doc, 'card', 'still heard '))
    await victim.until('its second count', () => victim.committed() === 2)
    const held = new Y.Doc()
    const committed = await stage.rooms.readDocument(interviewer.session, 'board-r1' as never)
    Y.applyUpdate(held, committed ?? Uint8Array.of(0, 0))
    expect(cardsOf(held)).toEqual(['still heard x'])
  })

  it('is bound by awareness as well, before anyone hears of it [P17]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const victim = await openBoard(stage.socketUrl, interviewer)
    await victim.sync()
    victim.showAwareness([{ client: victim.doc.clientID, clock: 0, state: { focus: 'goal', caret: null } }])
    const forger = await openBoard(stage.socketUrl, candidate)
    await forger.sync()
    await forger.until('the focus', () => forger.awareness().length === 1)
    forger.doc.clientID = victim.doc.clientID
    forger.edit((doc) => addCard(doc, 'forged', 'not me'))
    expect(await forger.closed).toBe(closeCodes['foreign-client'])
  })

  it("never lends out the seed's client id [P17]", async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const forger = await openBoard(stage.socketUrl, candidate)
    await forger.sync()
    forger.doc.clientID = 1
    forger.edit((doc) => addCard(doc, 'forged', 'not the server'))
    expect(await forger.closed).toBe(closeCodes['foreign-client'])
  })

  it('stays bound after a restart, from keyframes and from the log alone [P17]', async () => {
    for (const keyframes of [true, false]) {
      const first = await stageForTest()
      const { interviewer, candidate } = await castSession(first)
      const victim = await openBoard(first.socketUrl, interviewer)
      await victim.sync()
      victim.edit((doc) => addCard(doc, 'card', 'mine'))
      await victim.until('its count', () => victim.committed() === 1)
      if (keyframes) await first.rooms.drain()
      await first.close()

      const second = await stageForTest({ store: first.store, access: first.access })
      const forger = await openBoard(second.socketUrl, candidate)
      await forger.sync()
      expect((await second.store.readKeyframe(interviewer.session, 1_000_000)) !== null).toBe(keyframes)
      forger.doc.clientID = victim.doc.clientID
      forger.edit((doc) => addCard(doc, 'forged', 'yours?'))
      expect(await forger.closed).toBe(closeCodes['foreign-client'])
    }
  })

  it('is refused in whatever it is tried: of many forged updates none changes a thing, and every honest edit goes on', async () => {
    const stage = await stageForTest({ budgets: createBudgets({ table: noBudgets }) })
    const { interviewer, candidate, observer } = await castSession(stage)
    const victim = await openBoard(stage.socketUrl, interviewer)
    const watcher = await openBoard(stage.socketUrl, observer)
    for (const board of [victim, watcher]) await board.sync()
    victim.edit((doc) => {
      for (let card = 0; card < 4; card++) addCard(doc, `card-${card}`, `card ${card}`)
    })
    await victim.until('the count', () => victim.committed() === 1)
    let edits = 1
    let honest = 0
    const forgery = fc.record({
      as: fc.constantFrom('victim', 'seed', 'itself'),
      /** How far the clock that is claimed lies beyond, or before, the one that is next. */
      shift: fc.constantFrom(-3, -1, 0, 1, 2, 1_000, 2 ** 31),
      what: fc.constantFrom('type', 'card', 'remove', 'gc'),
      card: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(forgery, async ({ as, shift, what, card }) => {
        const forger = await openBoard(stage.socketUrl, candidate)
        await forger.sync()
        // The answer that the server asked for: until then it would hold back what builds on something it lacks.
        forger.sendSync(1, Y.encodeStateAsUpdate(forger.doc))
        await forger.until('a count of the answer', () => forger.committed() === 1)
        const own = forger.doc.clientID
        const forged = new Y.Doc()
        Y.applyUpdate(forged, Y.encodeStateAsUpdate(forger.doc))
        const client = as === 'victim' ? victim.doc.clientID : as === 'seed' ? 1 : own
        const next = Y.getState(forged.store, client) + shift
        if (what === 'gc' || shift !== 0) {
          // One run of removed clocks, written by hand: client, clock, length.
          const encoder = createEncoder()
          for (const number of [1, 1, client, Math.max(0, next), 0]) writeVarUint(encoder, number)
          writeVarUint(encoder, what === 'gc' ? 2 ** 40 : 5)
          writeVarUint(encoder, 0)
          forger.sendSync(2, toUint8Array(encoder))
        } else {
          forged.clientID = client
          forged.once('update', (update: Uint8Array) => forger.sendSync(2, update))
          if (what === 'type') typeInto(forged, `card-${card}`, 'evil ')
          // Nobody removes honestly here, so that there is always something to type into.
          else if (what === 'card' || as === 'itself') addCard(forged, `evil-${honest}-${card}`, 'evil')
          else
            forged.transact(() => (forged.getMap('items').get(`card-${card}`) as Y.Map<unknown>).set('removed', true))
        }
        const ended = await Promise.race([
          forger.closed,
          forger.until('a count', () => forger.committed() > 1).then(() => null),
        ])
        // Under one's own id some of it is honest, and some brings nothing.
        if (as === 'itself' && ended === null) honest++
        else
          expect([
            closeCodes['foreign-client'],
            closeCodes.gap,
            closeCodes.malformed,
            closeCodes['forbidden-content'],
          ]).toContain(ended)
        forger.close()
        await forger.closed
        victim.edit((doc) => addCard(doc, `mine-${edits}`, `mine ${edits}`))
        edits++
        await victim.until('the count', () => victim.committed() === edits)
        await watcher.until('the edit', () => cardsOf(watcher.doc).includes(`mine ${edits - 1}`))
      }),
      { numRuns: 40 },
    )
    expect(honest).toBeGreaterThan(0)
    // By content: state vectors can be forged equal while texts differ.
    const joiner = await openBoard(stage.socketUrl, candidate)
    await joiner.sync()
    for (const board of [victim, watcher]) expect(cardsOf(board.doc)).toEqual(cardsOf(joiner.doc))
    expect(victim.doc.getMap('items').toJSON()).toEqual(joiner.doc.getMap('items').toJSON())
  })
})
