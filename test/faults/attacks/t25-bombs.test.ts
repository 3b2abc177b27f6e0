import { closeCodes } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf, typeInto } from '../steps/cards.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))

/** The second edit of a fresh document: its predecessor is missing for ever. */
const orphan = (): Uint8Array => {
  const doc = new Y.Doc()
  addCard(doc, 'card', 'x')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  typeInto(doc, 'card', 'y')
  return updates[0] ?? Uint8Array.of()
}

const bombs: Readonly<Record<string, { readonly update: () => Uint8Array; readonly code: number }>> = {
  'a declared multitude of structs': { update: () => bytes('01ffffff0f0500'), code: closeCodes.malformed },
  'a missing predecessor': { update: orphan, code: closeCodes.gap },
  'the second encoding': {
    update: () => {
      const doc = new Y.Doc()
      addCard(doc, 'card', 'x')
      return Y.encodeStateAsUpdateV2(doc)
    },
    code: closeCodes.malformed,
  },
  'a root of its own': {
    update: () => {
      const doc = new Y.Doc()
      doc.getMap('__proto__').set('isAdmin', true)
      return Y.encodeStateAsUpdate(doc)
    },
    code: closeCodes['forbidden-content'],
  },
  'more than an update may hold': {
    update: () => {
      const doc = new Y.Doc()
      doc.getText('x').insert(0, 'x'.repeat(300 * 1024))
      return Y.encodeStateAsUpdate(doc)
    },
    code: closeCodes['update-too-large'],
  },
}

describe('T25: bombs of a few bytes', () => {
  for (const [name, { update, code }] of Object.entries(bombs)) {
    it(`${name} ends its replica, and nobody else notices [P16]`, async () => {
      const stage = await stageForTest()
      const { interviewer, candidate } = await castSession(stage)
      const other = await openBoard(stage.socketUrl, interviewer)
      await other.sync()
      const entries = await stage.store.lastSeq(interviewer.session)
      for (const subtype of [1, 2]) {
        const attacker = await openBoard(stage.socketUrl, candidate)
        attacker.sendSync(subtype, update())
        expect(await attacker.closed).toBe(code)
        expect(attacker.committed()).toBe(0)
      }
      expect(await stage.store.lastSeq(interviewer.session)).toBe(entries)
      other.edit((doc) => addCard(doc, 'card', 'undisturbed'))
      await other.until('the count', () => other.committed() === 1)
    })
  }

  it('a salvo of them holds no other room up', async () => {
    const stage = await stageForTest()
    const attacked = await castSession(stage)
    const calm = await castSession(stage)
    const typist = await openBoard(stage.socketUrl, calm.candidate)
    await typist.sync()
    typist.edit((doc) => addCard(doc, 'card', ''))
    for (let round = 0; round < 40; round++) {
      for (const { update } of Object.values(bombs)) {
        const attacker = await openBoard(stage.socketUrl, attacked.candidate)
        const bomb = update()
        for (let shot = 0; shot < 20; shot++) attacker.sendSync(2, bomb)
        await attacker.closed
      }
      typist.edit((doc) => typeInto(doc, 'card', 'x'))
    }
    await typist.until('every letter', () => typist.committed() === 41)
    // How long others wait during it is measured by `npm run bench -- abuse`, with the attacker in a process of its own. Here: the
    // attacker comes back again and again, and is turned away once what a participant may connect is used up.
    const { boardsEnded } = stage.rooms.counts
    const ended = [...boardsEnded.values()].reduce((sum, count) => sum + count, 0)
    expect(ended).toBeGreaterThan(40)
    expect(ended).toBeLessThan(100)
    expect(cardsOf(typist.doc)).toEqual(['x'.repeat(40)])
  })
})
