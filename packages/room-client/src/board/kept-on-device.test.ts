import { ana, ben } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { memoryStore } from '../connection/browser-ports.ts'
import type { OpenLocalCopy } from '../connection/ports.ts'
import { createDeviceCopies } from '../testing/device-copies.ts'
import { createTestRoom } from '../testing/test-room.ts'
import { add, savedOf, textOf, type } from '../testing/two-editors.ts'

describe('the copy on this device', () => {
  it('brings edits made offline over a reload, and never calls them saved before they are', async () => {
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

  it('is emptied with the replica that was refused, so that a reload does not send it again', async () => {
    const test = createTestRoom()
    const device = createDeviceCopies()
    const store = memoryStore()
    const page = test.load(ana, { openIndexedDb: device.open, localStore: store })
    await test.settle()
    page.board()
    await test.settle()
    test.boardServer.refuseNext = 'forbiddenContent'
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
