import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { boardToJson, checkBoard, createBoardUndo, readBoard } from '../index.ts'
import {
  boardLimits,
  type Draw,
  drawCommand,
  itemId,
  must,
  seededDoc,
  testFramework,
  updatesOf,
} from '../testing/index.ts'
import { validateUpdate } from '../validate/validate-update.ts'
import { applyBoardCommand } from './commands.ts'
import { restoreBoard } from './restore-board.ts'

const draws: fc.Arbitrary<readonly Draw[]> = fc.array(
  fc.record({ what: fc.nat(8), a: fc.nat(40), b: fc.nat(40), c: fc.nat(40) }),
  { maxLength: 40 },
)

function edited(doc: Y.Doc, steps: readonly Draw[], name: string): void {
  steps.forEach((draw, i) => {
    applyBoardCommand(doc, testFramework, drawCommand(doc, testFramework, draw, itemId(`${name}${i}`)), 'me')
  })
}

describe('T17: restoring a board to an earlier moment', () => {
  it('makes it what it was, whatever happened since, as one update that validation accepts', () => {
    fc.assert(
      fc.property(draws, draws, draws, (before, since, byOthers) => {
        const doc = seededDoc(testFramework, 7)
        edited(doc, before, 'x')
        const then = readBoard(doc)
        const wanted = boardToJson(then, testFramework)
        const other = seededDoc(testFramework, 8)
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
        edited(doc, since, 'y')
        edited(other, byOthers, 'z')
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))

        const committed = Y.encodeStateAsUpdate(other)
        const updates = updatesOf(doc, () => {
          expect(restoreBoard(doc, testFramework, then, 'me')).toEqual({ ok: true })
        })
        const now = readBoard(doc)
        expect(checkBoard(now)).toEqual([])
        expect(now).toEqual(then)
        expect(boardToJson(now, testFramework)).toEqual(wanted)
        expect(updates.length).toBeLessThanOrEqual(1)
        for (const update of updates) {
          const limits = { ...boardLimits, documentBytes: committed.length }
          const author = { mayUse: (client: number) => client === 7, owns: (client: number) => client === 7 }
          expect(validateUpdate(other, update, limits, author).kind).toBe('accepted')
          Y.applyUpdate(other, update)
        }
        expect(readBoard(other)).toEqual(then)
        // What is right already is left alone.
        expect(updatesOf(doc, () => restoreBoard(doc, testFramework, then, 'me'))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('brings wiped cards back under their ids, and one undo takes the restoring back', () => {
    const doc = seededDoc(testFramework, 7)
    const at = { section: 'context', parent: null, before: null }
    for (const name of ['a', 'b', 'c'])
      must(doc, testFramework, { kind: 'addItem', item: itemId(name), itemKind: 'note', text: `card ${name} 😀`, at })
    const then = readBoard(doc)
    for (const name of ['a', 'b', 'c']) must(doc, testFramework, { kind: 'removeItem', item: itemId(name) })
    const wiped = readBoard(doc)
    const undo = createBoardUndo(doc, 'restore')
    restoreBoard(doc, testFramework, then, 'restore')
    expect(readBoard(doc)).toEqual(then)
    undo.undo()
    expect(readBoard(doc)).toEqual(wiped)
  })

  it('changes of a text only what differs, and no half characters', () => {
    const doc = seededDoc(testFramework, 7)
    const at = { section: 'context', parent: null, before: null }
    must(doc, testFramework, { kind: 'addItem', item: itemId('a'), itemKind: 'note', text: 'ab😀cd', at })
    const then = readBoard(doc)
    must(doc, testFramework, { kind: 'editText', item: itemId('a'), index: 2, remove: 2, insert: '😁' })
    const [update] = updatesOf(doc, () => restoreBoard(doc, testFramework, then, 'me'))
    expect(update?.length).toBeLessThan(40)
    expect(readBoard(doc)).toEqual(then)
  })
})
