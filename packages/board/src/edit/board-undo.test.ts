import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { BoardCommand, ItemId } from '../document/board-view.ts'
import { seedBoard } from '../document/seed.ts'
import { readBoard } from '../read/reader.ts'
import { testFramework } from '../testing/index.ts'
import { createBoardUndo } from './board-undo.ts'
import { applyBoardCommand } from './commands.ts'

const id = (text: string): ItemId => text as ItemId
const add = (item: string, text: string): BoardCommand => ({
  kind: 'addItem',
  item: id(item),
  itemKind: 'metric',
  text,
  at: { section: 'tree', parent: null, before: null },
})
const type = (item: string, insert: string): BoardCommand => ({
  kind: 'editText',
  item: id(item),
  index: 0,
  remove: 0,
  insert,
})

const openPair = () => {
  const seed = seedBoard(testFramework)
  const open = (client: number) => {
    const doc = new Y.Doc()
    doc.clientID = client
    Y.applyUpdate(doc, seed)
    const origin = {}
    const undo = createBoardUndo(doc, origin)
    return {
      doc,
      undo,
      apply: (...commands: BoardCommand[]) => {
        undo.breakStep()
        for (const command of commands)
          expect(applyBoardCommand(doc, testFramework, command, origin)).toEqual({ ok: true })
      },
      texts: () =>
        [...readBoard(doc).items.values()]
          .filter((item) => item.kind === 'metric')
          .map((item) => item.text)
          .sort(),
    }
  }
  const [one, two] = [open(11), open(22)]
  const meet = () => {
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc))
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc))
    expect(two.texts()).toEqual(one.texts())
  }
  return { one, two, meet }
}

describe('undo on a board', () => {
  it('takes an added item away and brings it back, again and again', () => {
    const { one, two, meet } = openPair()
    one.apply(add('a', ''), type('a', 'rides'))
    for (let n = 0; n < 3; n += 1) {
      one.undo.undo()
      expect([one.texts(), one.undo.canUndo(), one.undo.canRedo()]).toEqual([[], false, true])
      one.undo.redo()
      expect([one.texts(), one.undo.canUndo(), one.undo.canRedo()]).toEqual([['rides'], true, false])
    }
    meet()
    expect(two.undo.canUndo()).toBe(false)
  })

  it('goes step by step, and an item added blank is a step', () => {
    const { one } = openPair()
    one.apply(add('a', ''))
    one.apply(type('a', 'rides'))
    one.apply({ kind: 'setField', item: id('a'), field: 'window', value: '7 days' })
    one.undo.undo()
    expect(readBoard(one.doc).items.get(id('a'))).toMatchObject({ text: 'rides', fields: {} })
    one.undo.undo()
    expect(one.texts()).toEqual([''])
    one.undo.undo()
    expect(one.texts()).toEqual([])
    one.undo.redo()
    one.undo.redo()
    one.undo.redo()
    expect(readBoard(one.doc).items.get(id('a'))).toMatchObject({ text: 'rides', fields: { window: '7 days' } })
  })

  it("keeps an item in which somebody else has written, without one's own words", () => {
    const { one, two, meet } = openPair()
    one.apply(add('a', 'mine'))
    meet()
    two.apply(type('a', 'theirs '))
    meet()
    one.undo.undo()
    expect(one.texts()).toEqual(['theirs '])
    one.undo.redo()
    expect(one.texts()).toEqual(['theirs mine'])
    meet()
  })

  it('destroys nothing that was written in the item at the same time', () => {
    const { one, two, meet } = openPair()
    one.apply(add('a', 'mine'))
    meet()
    two.apply(type('a', 'theirs '))
    one.undo.undo()
    meet()
    expect(one.texts()).toEqual([])
    one.undo.redo()
    meet()
    expect(one.texts()).toEqual(['theirs mine'])
  })

  it('skips a step that would change nothing any more', () => {
    const { one, two, meet } = openPair()
    one.apply(add('a', 'first'))
    one.apply(type('a', 'x'))
    meet()
    two.apply({ kind: 'editText', item: id('a'), index: 0, remove: 6, insert: 'all new' })
    meet()
    one.undo.undo()
    expect(one.texts()).toEqual(['all new'])
    expect(one.undo.canUndo()).toBe(false)
  })

  it('leaves children of others on the board', () => {
    const { one, two, meet } = openPair()
    one.apply(add('a', 'parent'))
    meet()
    two.apply({
      kind: 'addItem',
      item: id('b'),
      itemKind: 'metric',
      text: 'child',
      at: { section: 'tree', parent: id('a'), before: null },
    })
    meet()
    one.undo.undo()
    expect(one.texts()).toEqual(['child'])
  })

  it('undoes moves and removals', () => {
    const { one } = openPair()
    one.apply(add('a', 'a'))
    one.apply(add('b', 'b'))
    one.apply({ kind: 'moveItem', item: id('b'), at: { section: 'tree', parent: id('a'), before: null } })
    one.apply({ kind: 'removeItem', item: id('a') })
    one.undo.undo()
    expect(readBoard(one.doc).items.get(id('b'))?.parent).toBe('a')
    one.undo.undo()
    expect(readBoard(one.doc).items.get(id('b'))?.parent).toBe(null)
    one.undo.undo()
    expect(one.texts()).toEqual(['a'])
  })
})
