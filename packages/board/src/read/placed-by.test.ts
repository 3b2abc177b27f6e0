import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { seedBoard } from '../document/seed.ts'
import { createBoardUndo } from '../edit/board-undo.ts'
import { applyBoardCommand } from '../edit/commands.ts'
import { itemId, testFramework } from '../testing/index.ts'
import { placedBy } from './placed-by.ts'

it('names who added an item, who removed it, and still that one after its undo; and nobody for an unknown item', () => {
  const [caro, ina] = [new Y.Doc(), new Y.Doc()]
  caro.clientID = 7
  ina.clientID = 8
  const sync = (): void => {
    Y.applyUpdate(ina, Y.encodeStateAsUpdate(caro))
    Y.applyUpdate(caro, Y.encodeStateAsUpdate(ina))
  }
  Y.applyUpdate(caro, seedBoard(testFramework))
  sync()
  const item = itemId('a')
  const section = testFramework.sections.find((one) => one.layout === 'cards')
  if (!section?.kinds[0]) throw new Error('the test framework has a section of cards')
  const at = { section: section.id, parent: null, before: null }
  const added = applyBoardCommand(
    caro,
    testFramework,
    { kind: 'addItem', item, itemKind: section.kinds[0], text: 'x', at },
    'caro',
  )
  expect(added).toEqual({ ok: true })
  sync()
  expect(placedBy(ina, item)).toBe(7)
  const undo = createBoardUndo(ina, 'ina')
  applyBoardCommand(ina, testFramework, { kind: 'removeItem', item }, 'ina')
  sync()
  expect(placedBy(caro, item)).toBe(8)
  undo.undo()
  sync()
  expect(placedBy(caro, item)).toBe(8)
  expect(placedBy(caro, itemId('b'))).toBeNull()
})
