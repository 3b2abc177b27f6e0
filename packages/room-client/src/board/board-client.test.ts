import { ana, ben, oto } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { silence } from '../connection/silence-watch.ts'
import { createTestRoom, type TestPage } from '../testing/test-room.ts'
import { add, id, openTwo, savedOf, textOf, type } from '../testing/two-editors.ts'

describe('a board', () => {
  it('brings what one types to the other, and is the same object while it is open', async () => {
    const { test, anas, boards, close } = await openTwo()
    expect(boards[0].apply(add('a', 'Riders'))).toEqual({ ok: true })
    await test.settle()
    expect(textOf(boards[1], 'a')).toBe('Riders')
    expect(anas.board()).toBe(boards[0])
    expect(anas.boardPipe().url).toBe('ws://greenroom.test/yjs/session-1/board-r1')
    expect(anas.boardPipe().protocols).toEqual(['greenroom.v1', `token.token-of-${ana}-0123456789`])
    await close()
  })

  it('says saved only after the commit is counted [P1] [P2]', async () => {
    const { test, boards, close } = await openTwo()
    expect(savedOf(boards[0])).toEqual({ kind: 'saved' })
    test.boardServer.telling = false
    boards[0].apply(add('a', 'x'))
    boards[0].apply(type('a', 1, 'y'))
    expect(savedOf(boards[0])).toEqual({ kind: 'saving', unsaved: 2 })
    await test.settle()
    expect(textOf(boards[1], 'a')).toBe('xy')
    expect(savedOf(boards[0])).toEqual({ kind: 'saving', unsaved: 2 })
    test.boardServer.telling = true
    boards[0].apply(type('a', 2, 'z'))
    await test.settle()
    expect(savedOf(boards[0])).toEqual({ kind: 'saved' })
    await close()
  })

  it('finds a dead connection by edits that nobody confirms, before a ping is missed', async () => {
    const { test, boards, close } = await openTwo()
    boards[0].apply(add('a', 'x'))
    await Promise.resolve()
    // Nothing is delivered from here on, and nobody closes anything.
    for (let second = 0; second < 8; second += 1) {
      expect(savedOf(boards[0])).toEqual({ kind: 'saving', unsaved: 1 })
      test.time.pass(1_000)
    }
    test.time.pass(3_000)
    expect(savedOf(boards[0])).toEqual({ kind: 'offline', unsaved: 1 })
    await close()
  })

  it('keeps a connection whose server confirms slowly, as long as it answers', async () => {
    const { test, boards, close } = await openTwo()
    test.boardServer.telling = false
    boards[0].apply(add('a', 'x'))
    for (let second = 0; second < 30; second += 1) {
      test.time.pass(1_000)
      await test.settle()
    }
    expect(savedOf(boards[0])).toEqual({ kind: 'saving', unsaved: 1 })
    await close()
  })

  it('is loading, not saved, until the server has confirmed something', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const board = page.board()
    expect(savedOf(board)).toEqual({ kind: 'loading' })
    test.boardServer.telling = false
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'loading' })
    await page.room.close()
  })

  it('F16: holds back updates until it was asked for its state: typing while it reconnects makes no gap [P3]', async () => {
    const { test, anas, boards, close } = await openTwo()
    boards[0].apply(add('a', ''))
    await test.settle()
    test.reachable = false
    test.cutAll()
    await test.settle()
    boards[0].apply(type('a', 0, 'off'))
    expect(savedOf(boards[0])).toEqual({ kind: 'offline', unsaved: 1 })
    test.reachable = true
    while (anas.sessionPipe().state() !== 'open') {
      test.time.pass(1_000)
      await Promise.resolve()
    }
    while (anas.sessionPipe().deliver()) {}
    while (anas.boardPipe().state() !== 'open') await Promise.resolve()
    // The socket is open, and the server has not spoken yet.
    const before = anas.boardPipe().up.length
    boards[0].apply(type('a', 3, 'line'))
    expect(anas.boardPipe().up.length).toBe(before)
    test.time.pass(1_000)
    await test.settle()
    expect(textOf(boards[1], 'a')).toBe('offline')
    expect(savedOf(boards[0])).toEqual({ kind: 'saved' })
    await close()
  })

  it('merges what two people wrote while one of them was away, doubling nothing', async () => {
    const { test, bens, boards, close } = await openTwo()
    boards[0].apply(add('a', 'b'))
    await test.settle()
    bens.boardPipe().cut()
    bens.sessionPipe().cut()
    boards[0].apply(type('a', 0, 'a'))
    boards[1].apply(type('a', 1, 'c'))
    test.time.pass(600)
    await test.settle()
    for (const board of boards) expect(textOf(board, 'a')).toBe('abc')
    await close()
  })

  it('takes back only its own work, step by step, across a reconnect', async () => {
    const { test, anas, boards, close } = await openTwo()
    boards[0].apply(add('a', 'one'))
    boards[1].apply(add('b', 'two'))
    await test.settle()
    test.time.pass(1_000)
    boards[0].apply(type('a', 3, '!'))
    test.time.pass(100)
    boards[0].apply(type('a', 4, '!'))
    anas.boardPipe().cut()
    test.time.pass(600)
    await test.settle()
    boards[0].undo()
    expect(textOf(boards[0], 'a')).toBe('one')
    boards[0].undo()
    expect([textOf(boards[0], 'a'), textOf(boards[0], 'b')]).toEqual([undefined, 'two'])
    expect(boards[0].getSnapshot()).toMatchObject({ canUndo: false, canRedo: true })
    boards[0].redo()
    boards[0].redo()
    await test.settle()
    expect(textOf(boards[1], 'a')).toBe('one!!')
    await close()
  })

  it('breaks undo where it is told to', async () => {
    const { boards, close } = await openTwo()
    boards[0].apply(add('a', ''))
    boards[0].breakUndo()
    boards[0].apply(type('a', 0, 'x'))
    boards[0].undo()
    expect(textOf(boards[0], 'a')).toBe('')
    await close()
  })

  it('tells one edit to its own screen at once, and keeps the snapshot when nothing changed', async () => {
    const { boards, close } = await openTwo()
    let told = 0
    boards[0].subscribe(() => {
      told += 1
    })
    boards[0].apply(add('a', 'x'))
    expect(told).toBe(1)
    const before = boards[0].getSnapshot()
    expect(boards[0].apply(type('nobody', 0, 'x'))).toEqual({ ok: false, code: 'unknown-item' })
    expect(boards[0].getSnapshot()).toBe(before)
    await close()
  })

  it('shows where others are, and never itself', async () => {
    const { test, anas, boards, close } = await openTwo()
    boards[0].setFocus(id('a'), { field: null, anchor: 1, head: 1 })
    test.time.pass(100)
    await test.settle()
    expect(boards[0].getSnapshot().others).toEqual([])
    expect(boards[1].getSnapshot().others).toMatchObject([
      { focus: 'a', caret: { field: null, anchor: 1, head: 1 }, participant: 'somebody' },
    ])
    bensNews(anas, { focus: 'a', caret: null, participant: ben })
    bensNews(anas, { focus: 7 }, 78)
    expect(boards[0].getSnapshot().others).toEqual([{ client: 77, focus: 'a', caret: null, participant: ben }])
    anas.boardPipe().cut()
    expect(boards[0].getSnapshot().others).toEqual([])
    await close()
  })

  it('sends at most one focus every 50 ms, and always the last', async () => {
    const { test, anas, boards, close } = await openTwo()
    const sent = () => anas.boardPipe().up.filter((message) => message[0] === 1).length
    const before = sent()
    for (let n = 0; n < 10; n += 1) boards[0].setFocus(id(`i${n}`), null)
    expect(sent() - before).toBe(1)
    test.time.pass(50)
    expect(sent() - before).toBe(2)
    expect(new TextDecoder().decode(anas.boardPipe().up.at(-1))).toContain('i9')
    await close()
  })
})

const bensNews = (page: TestPage, state: unknown, client = 77): void => {
  const json = new TextEncoder().encode(JSON.stringify(state))
  const body = [1, client, 1, json.length, ...json]
  page.boardPipe().down.push(Uint8Array.from([1, body.length, ...body]))
  page.boardPipe().deliver()
}

describe('rights', () => {
  it('refuses edits of somebody without rights at once', async () => {
    const test = createTestRoom()
    test.boardsWritable = false
    const page = test.load(oto)
    await test.settle()
    const board = page.board()
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'read-only', why: 'observer' })
    expect(board.apply(add('a', 'x'))).toEqual({ ok: false, code: 'read-only' })
    await page.room.close()
  })

  it('refuses what no server would take', async () => {
    const { boards, close } = await openTwo()
    expect(boards[0].apply(add('a', 'x'.repeat(300_000)))).toEqual({ ok: false, code: 'update-too-large' })
    expect(boards[0].getSnapshot().view.items.size).toBe(0)
    await close()
  })

  it('opens its connection again when the right came after it was opened', async () => {
    const test = createTestRoom()
    test.boardsWritable = false
    const page = test.load(ana)
    await test.settle()
    const board = page.board()
    await test.settle()
    board.apply(add('a', 'x'))
    test.boardsWritable = true
    test.time.pass(5_000)
    await test.settle()
    test.time.pass(1_000)
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'saved' })
    expect(page.boards.pipes.length).toBe(2)
    await page.room.close()
  })

  it('does not dial a board before its round has started', async () => {
    const { openSampleSession, samplePreparedCase } = await import('@greenroom/session/testing')
    const test = createTestRoom(openSampleSession())
    const page = test.load(ana)
    await test.settle()
    const board = page.board()
    await test.settle()
    expect(page.boards.pipes).toHaveLength(0)
    expect(board.apply(add('a', 'x'))).toEqual({ ok: false, code: 'read-only' })
    test.script.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    test.script.must(ana, { kind: 'startRound' })
    test.sessionServer.announce()
    await test.settle()
    expect(page.boards.pipes).toHaveLength(1)
    expect(board.apply(add('a', 'x'))).toEqual({ ok: true })
    await page.room.close()
  })
})

describe('a board whose round starts while the network goes', () => {
  const prepare = async (test: ReturnType<typeof createTestRoom>) => {
    const { samplePreparedCase } = await import('@greenroom/session/testing')
    test.script.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    test.sessionServer.announce()
    await test.settle()
  }

  it('is written on at once, offline, and merges what was written when it is back', async () => {
    const { openSampleSession } = await import('@greenroom/session/testing')
    const test = createTestRoom(openSampleSession())
    const [anas, bens] = [test.load(ana), test.load(ben)]
    await test.settle()
    await prepare(test)
    test.script.must(ana, { kind: 'startRound' })
    test.sessionServer.announce()
    // Ana’s page is told, and nothing of the board arrives any more.
    test.sessionServer.read()
    while (anas.sessionPipe().deliver()) {}
    test.reachable = false
    test.cutAll()
    const board = anas.board()
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'offline', unsaved: 0 })
    expect(board.apply(add('a', 'from the first second on'))).toEqual({ ok: true })
    expect(savedOf(board)).toEqual({ kind: 'offline', unsaved: 1 })
    test.reachable = true
    for (let second = 0; second < 30; second += 1) {
      test.time.pass(1_000)
      await test.settle()
    }
    expect(savedOf(board)).toEqual({ kind: 'saved' })
    const other = bens.board()
    await test.settle()
    expect(textOf(other, 'a')).toBe('from the first second on')
    await Promise.all([anas.room.close(), bens.room.close()])
  })

  it('is loading for somebody who comes after the start: what others wrote is not known here', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    test.reachable = false
    test.cutAll()
    const board = page.board()
    await test.settle()
    expect(savedOf(board)).toEqual({ kind: 'loading' })
    await page.room.close()
  })
})

describe('a round after round', () => {
  it('keeps no connection to boards of rounds that another has followed: the server admits eight of one person', async () => {
    const { samplePreparedCase, sampleScorecard } = await import('@greenroom/session/testing')
    const { test, anas, boards, close } = await openTwo()
    boards[0].apply(add('a', 'Riders'))
    await test.settle()
    test.script.must(ana, { kind: 'endRound' })
    test.sessionServer.announce()
    await test.settle()
    expect(anas.boardPipe().state()).toBe('open')
    for (const person of [ana, ben]) test.script.must(person, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    if (test.script.round.status !== 'scored') test.script.must(ana, { kind: 'openScores' })
    test.script.must(ana, { kind: 'openNextRound', swapSeats: false })
    test.script.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    test.script.must(ana, { kind: 'startRound' })
    test.sessionServer.announce()
    await test.settle()
    expect(anas.boards.pipes.map((pipe) => pipe.state())).toEqual(['closed'])
    expect(savedOf(boards[0])).toEqual({ kind: 'read-only', why: 'round-ended' })
    expect(textOf(boards[0], 'a')).toBe('Riders')
    // Nor is it dialled again.
    test.time.pass(60_000)
    await test.settle()
    expect(anas.boards.pipes).toHaveLength(1)
    await close()
  })
})

describe('F31: a message that is lost on the way', () => {
  it('is asked for as soon as something that builds on it arrives', async () => {
    const { test, bens, boards, close } = await openTwo()
    boards[0].apply(add('a', 'first'))
    test.boardServer.read()
    // The update, and nothing else that waits for Ben, is lost inside the server.
    expect(bens.boardPipe().down.splice(0).length).toBeGreaterThan(0)
    await test.settle()
    expect(textOf(boards[1], 'a')).toBeUndefined()
    boards[0].apply(type('a', 5, ' and second'))
    await test.settle()
    expect(textOf(boards[1], 'a')).toBe('first and second')
    expect(bens.boards.pipes).toHaveLength(1)
    await close()
  })
})

describe('F25: a page in the background', () => {
  it('sends what was changed in it at once, by no timer and no frame, and stays connected', async () => {
    const { test, anas, boards, close } = await openTwo()
    // Nothing that hangs on time runs from here on, as in a tab that the browser has frozen but for its sockets.
    for (let n = 0; n < 20; n += 1) boards[1].apply(add(`hidden-${n}`, `written hidden ${n}`))
    await test.settle()
    expect(textOf(boards[0], 'hidden-19')).toBe('written hidden 19')
    // Ten minutes in which the server pings and the page's own timers come late.
    for (let minute = 0; minute < 10; minute += 1) {
      // The page asks in its one late turn, and is frozen again before it may hear the answer.
      for (let turn = 0; turn < 2; turn += 1) {
        test.time.sleep(30_000)
        test.time.pass(1_000)
      }
      await test.settle()
    }
    expect(anas.room.getSnapshot().connection.kind).toBe('live')
    expect(anas.sessions.pipes).toHaveLength(1)
    expect(anas.boards.pipes).toHaveLength(1)
    boards[0].apply(add('back', 'after ten minutes'))
    await test.settle()
    expect(textOf(boards[1], 'back')).toBe('after ten minutes')
    await close()
  })
})

describe('F21: a computer that changes its network', () => {
  it('does not wait until its old lines are missed: they are asked at once, given up after five seconds, and what was written goes over the new ones, once', async () => {
    const { test, anas, bens, boards, close } = await openTwo()
    boards[0].apply(add('a', 'before'))
    await test.settle()
    // From here on the old lines lead nowhere, and nothing closes them.
    const old = [anas.sessionPipe(), anas.boardPipe()]
    const lose = (): void => {
      for (const pipe of old) for (const queue of [pipe.up, pipe.down]) queue.splice(0)
    }
    boards[0].apply(type('a', 6, ' and between'))
    lose()
    // What the page does when the system says that there is a network again.
    anas.room.retryNow()
    test.time.pass(silence.answerWithin - 2_000)
    lose()
    expect(anas.sessions.pipes).toHaveLength(1)
    expect(savedOf(boards[0])).toEqual({ kind: 'saving', unsaved: 1 })
    test.time.pass(4_000)
    lose()
    await test.settle()
    test.time.pass(1_000)
    await test.settle()
    expect(old.map((pipe) => pipe.leftByClient())).toEqual([true, true])
    expect([anas.sessions.pipes.length, anas.boards.pipes.length]).toEqual([2, 2])
    expect(textOf(boards[1], 'a')).toBe('before and between')
    expect(savedOf(boards[0])).toEqual({ kind: 'saved' })
    expect(anas.room.getSnapshot().connection.kind).toBe('live')
    expect(bens.sessions.pipes).toHaveLength(1)
    await close()
  })
})

describe('dead connections', () => {
  it('are noticed on a board too, and found dead together', async () => {
    const { test, anas, boards, close } = await openTwo()
    // From here on nothing arrives, and nothing says so.
    test.time.pass(20_000)
    expect(savedOf(boards[0]).kind).toBe('offline')
    expect(anas.room.getSnapshot().connection.kind).not.toBe('live')
    await test.settle()
    test.time.pass(2_000)
    await test.settle()
    expect(savedOf(boards[0])).toEqual({ kind: 'saved' })
    await close()
  })

  it('are not dialled by boards while the room itself is not reached', async () => {
    const { test, anas, close } = await openTwo()
    test.reachable = false
    test.cutAll()
    for (let n = 0; n < 20; n += 1) {
      test.time.pass(30_000)
      await test.settle()
    }
    expect(anas.boards.pipes).toHaveLength(1)
    expect(anas.sessions.pipes.length).toBeGreaterThan(15)
    test.reachable = true
    test.time.pass(30_000)
    await test.settle()
    expect(anas.boards.pipes).toHaveLength(2)
    await close()
  })
})
