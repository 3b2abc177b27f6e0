import { closeCodes } from '@greenroom/protocol'
import { ana } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { memoryStore } from '../connection/browser-ports.ts'
import { createTestRoom } from '../testing/test-room.ts'
import { add, id, openTwo, textOf, type } from '../testing/two-editors.ts'

describe('refused work', () => {
  const refuseAnas = async (reason: keyof typeof closeCodes = 'forbidden-content') => {
    const open = await openTwo()
    const { test, boards } = open
    boards[0].apply(add('kept', 'committed'))
    boards[1].apply(add('bens', 'theirs'))
    await test.settle()
    test.boardServer.refuseNext = reason
    boards[0].apply(add('lost', 'brilliant'))
    boards[0].apply(type('kept', 9, ' again'))
    await test.settle()
    test.time.pass(1_000)
    await test.settle()
    return open
  }

  it('is offered back, and nothing else is', async () => {
    const { anas, boards, close } = await refuseAnas()
    const { setAside, saved, view } = boards[0].getSnapshot()
    expect(setAside).toHaveLength(1)
    expect(setAside[0]?.reason).toBe('forbidden-content')
    expect(setAside[0]?.cards).toEqual([
      {
        item: 'kept',
        kind: 'note',
        section: 'context',
        text: 'committed again',
        fields: {},
        change: 'changed',
        before: { text: 'committed', fields: {} },
      },
      { item: 'lost', kind: 'note', section: 'context', text: 'brilliant', fields: {}, change: 'new', before: null },
    ])
    expect([...view.items.keys()].sort()).toEqual(['bens', 'kept'])
    expect(saved).toEqual({ kind: 'saved' })
    expect(anas.boards.pipes).toHaveLength(2)
    await close()
  })

  it('overwrites nobody who has gone on writing in the card', async () => {
    const { test, boards, close } = await refuseAnas()
    boards[1].apply(type('kept', 0, 'un'))
    await test.settle()
    boards[0].putBack(boards[0].getSnapshot().setAside[0]?.id ?? '')
    await test.settle()
    const texts = [...boards[1].getSnapshot().view.items.values()].map((item) => item.text).sort()
    expect(texts).toEqual(['brilliant', 'committed again', 'theirs', 'uncommitted'])
    await close()
  })

  it('is put back as new items and small edits, and the offer goes', async () => {
    const { test, boards, close } = await refuseAnas()
    boards[0].putBack(boards[0].getSnapshot().setAside[0]?.id ?? '')
    await test.settle()
    expect(boards[0].getSnapshot().setAside).toEqual([])
    expect([...boards[1].getSnapshot().view.items.values()].map((item) => item.text).sort()).toEqual([
      'brilliant',
      'committed again',
      'theirs',
    ])
    expect(boards[1].getSnapshot().view.items.has(id('lost'))).toBe(false)
    await close()
  })

  it('is forgotten when told so', async () => {
    const { boards, close } = await refuseAnas()
    boards[0].forget(boards[0].getSnapshot().setAside[0]?.id ?? '')
    expect(boards[0].getSnapshot().setAside).toEqual([])
    await close()
  })

  it('has the same end for every code, including that of the WebSocket layer', async () => {
    const codes = [
      closeCodes.malformed,
      closeCodes['update-too-large'],
      closeCodes['board-full'],
      closeCodes['foreign-client'],
      closeCodes['forbidden-content'],
      closeCodes.gap,
      closeCodes['read-only'],
      closeCodes.flood,
      1009,
    ]
    for (const code of codes) {
      const { test, anas, boards, close } = await openTwo()
      boards[0].apply(add('lost', 'brilliant'))
      anas.boardPipe().cut(code)
      test.time.pass(1_000)
      await test.settle()
      expect(boards[0].getSnapshot().setAside.map(({ cards }) => cards.map(({ text }) => text))).toEqual([
        ['brilliant'],
      ])
      await close()
    }
  })

  it('is not made of what a broken connection kept back', async () => {
    for (const code of [1006, 1012, 1013, 4403, 4404, 4499]) {
      const { test, anas, boards, close } = await openTwo()
      boards[0].apply(add('kept', 'brilliant'))
      anas.boardPipe().cut(code)
      test.time.pass(1_000)
      await test.settle()
      expect(boards[0].getSnapshot().setAside).toEqual([])
      expect(textOf(boards[1], 'kept')).toBe('brilliant')
      await close()
    }
  })

  it('survives a reload, also one before the committed board had come back', async () => {
    for (const reloadEarly of [false, true]) {
      const test = createTestRoom()
      const store = memoryStore()
      const page = test.load(ana, { localStore: store })
      await test.settle()
      page.board()
      await test.settle()
      page.board().apply(add('lost', 'brilliant'))
      test.boardServer.refuseNext = 'board-full'
      if (reloadEarly) {
        page.boardPipe().cut(closeCodes['board-full'])
        test.boardServer.refuseNext = null
      } else {
        await test.settle()
        test.time.pass(1_000)
        await test.settle()
        expect(page.board().getSnapshot().setAside).toHaveLength(1)
      }
      await page.room.close()
      const again = test.load(ana, { localStore: store })
      await test.settle()
      const board = again.board()
      await test.settle()
      expect(board.getSnapshot().setAside.map(({ reason }) => reason)).toEqual(['board-full'])
      expect(board.getSnapshot().setAside[0]?.cards[0]?.text).toBe('brilliant')
      await again.room.close()
    }
  })

  it('is also what was written offline in a round that ended in the meantime: nobody will ask for it', async () => {
    const { test, boards, close } = await openTwo()
    test.reachable = false
    test.cutAll()
    await test.settle()
    boards[1].apply(add('late', 'afterthought'))
    test.script.must(ana, { kind: 'endRound' })
    test.boardsWritable = false
    test.reachable = true
    test.time.pass(30_000)
    await test.settle()
    test.time.pass(1_000)
    await test.settle()
    const { setAside, saved, view } = boards[1].getSnapshot()
    expect(setAside.map(({ reason, cards }) => [reason, cards.map(({ text }) => text)])).toEqual([
      ['read-only', ['afterthought']],
    ])
    expect(saved).toEqual({ kind: 'read-only', why: 'round-ended' })
    expect(view.items.size).toBe(0)
    boards[1].putBack(setAside[0]?.id ?? '')
    expect(boards[1].getSnapshot().setAside).toHaveLength(1)
    await close()
  })

  it('ends everything when the person is not welcome any more', async () => {
    const { test, anas, close } = await openTwo()
    anas.boardPipe().cut(closeCodes.revoked)
    await test.settle()
    expect(anas.room.getSnapshot().connection).toEqual({ kind: 'ended', reason: 'revoked' })
    test.time.pass(60_000)
    expect(anas.boards.pipes).toHaveLength(1)
    expect(anas.sessions.pipes).toHaveLength(1)
    await close()
  })
})
