import { ana, ben } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { browserPorts, memoryStore } from '../connection/browser-ports.ts'
import type { OpenLocalCopy } from '../connection/ports.ts'
import { createDeviceCopies } from '../testing/device-copies.ts'
import { createTestRoom } from '../testing/test-room.ts'
import { add, savedOf, textOf, type } from '../testing/two-editors.ts'

describe('the copy on this device', () => {
  it('F17: brings edits made offline over a reload, and never calls them saved before they are', async () => {
    const test = createTestRoom()
    const device = createDeviceCopies()
    const store = memoryStore()
    const page = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    page.board()
    await test.settle()
    page.board().apply(add('a', 'before'))
    await test.settle()
    test.reachable = false
    test.cutAll()
    await test.settle()
    page.board().apply(type('a', 6, ' and after'))
    await page.room.close()

    test.reachable = true
    test.boardServer.telling = false
    const again = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    const board = again.board()
    await test.settle()
    expect(textOf(board, 'a')).toBe('before and after')
    expect(savedOf(board)).toEqual({ kind: 'saving', unsaved: 1 })
    test.boardServer.telling = true
    again.boardPipe().cut()
    test.time.pass(600)
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'saved' })
    const bens = test.load(ben)
    await test.settle()
    bens.board()
    await test.settle()
    expect(textOf(bens.board(), 'a')).toBe('before and after')
    await Promise.all([again.room.close(), bens.room.close()])
  })

  it('F15: holds what was written when the server turned out to be newer, and the page that is loaded then sends it', async () => {
    const test = createTestRoom()
    const device = createDeviceCopies()
    const store = memoryStore()
    const old = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    old.board()
    await test.settle()
    test.cutAll()
    await test.settle()
    old.board().apply(add('a', 'written while the server was replaced'))
    test.time.pass(600)
    old.sessionPipe().open()
    old.sessionPipe().send('goodbye', { reason: 'protocol', retryAfter: null })
    old.sessionPipe().deliver()
    expect(old.room.getSnapshot().connection).toEqual({ kind: 'ended', reason: 'protocol' })
    await old.room.close()

    const reloaded = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    reloaded.board()
    await test.settle()
    const bens = test.load(ben)
    await test.settle()
    bens.board()
    await test.settle()
    for (const page of [reloaded, bens]) expect(textOf(page.board(), 'a')).toBe('written while the server was replaced')
    expect(savedOf(reloaded.board())).toEqual({ kind: 'saved' })
    await Promise.all([reloaded.room.close(), bens.room.close()])
  })

  it('F24: is shared with a duplicated tab, which writes under a Yjs client id of its own', async () => {
    const ids = browserPorts().ids
    expect(new Set(Array.from({ length: 1_000 }, () => ids.yjsClient())).size).toBe(1_000)
    const test = createTestRoom()
    const device = createDeviceCopies()
    const store = memoryStore()
    // Everything that a browser copies: the token, the small store, the device's copy of the board.
    const tabs = [
      test.load(ana, { openIndexedDb: device.open, localStore: store, ids }),
      test.load(ana, { openIndexedDb: device.open, localStore: store, ids }),
    ] as const
    await test.settle()
    for (const tab of tabs) tab.board()
    await test.settle()
    // In the same instant: neither has heard of the other's edit.
    tabs[0].board().apply(add('a', 'in the first tab'))
    tabs[1].board().apply(add('b', 'in the second tab'))
    await test.settle()
    for (const tab of tabs) {
      expect([textOf(tab.board(), 'a'), textOf(tab.board(), 'b')]).toEqual(['in the first tab', 'in the second tab'])
      expect(savedOf(tab.board())).toEqual({ kind: 'saved' })
      expect(tab.board().getSnapshot().setAside).toEqual([])
    }
    expect(Y.decodeStateVector(Y.encodeStateVector(test.boardServer.doc)).size).toBe(2)
    await Promise.all(tabs.map((tab) => tab.room.close()))
  })

  it('is emptied with the replica that was refused, so that a reload does not send it again', async () => {
    const test = createTestRoom()
    const device = createDeviceCopies()
    const store = memoryStore()
    const page = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    page.board()
    await test.settle()
    test.boardServer.refuseNext = 'forbidden-content'
    page.board().apply(add('bad', 'poison'))
    await test.settle()
    test.time.pass(1_000)
    await test.settle()
    await page.room.close()
    const again = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    again.board()
    await test.settle()
    expect(again.board().getSnapshot().view.items.size).toBe(0)
    expect(again.board().getSnapshot().setAside).toHaveLength(1)
    expect(again.boards.pipes).toHaveLength(1)
    await again.room.close()
  })

  it('keeps nobody from the board when it is blocked or broken', async () => {
    const never: OpenLocalCopy = () => ({
      loaded: new Promise(() => {}),
      clear: async () => {},
      close: async () => {},
    })
    const broken: OpenLocalCopy = (_name: string, _doc: Y.Doc) => ({
      loaded: Promise.reject(new Error('no disk')),
      clear: async () => {},
      close: async () => {},
    })
    for (const open of [never, broken]) {
      const test = createTestRoom()
      const page = test.load(ana, { openIndexedDb: open })
      await test.settle()
      const board = page.board()
      await test.settle()
      test.time.pass(3_000)
      await test.settle()
      expect(savedOf(board)).toEqual({ kind: 'saved' })
      await page.room.close()
    }
  })
})
