import { limits, serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { encodeAwareness, message, openBoard } from '../steps/board-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const state = (focus: string | null) => ({ focus, caret: null })

describe('T19: awareness', () => {
  it('is rebuilt from the allow-list, stamped, numbered by the server, and not echoed [P18]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const shown = await openBoard(stage.socketUrl, interviewer)
    const seen = await openBoard(stage.socketUrl, candidate)
    const before = Date.now()
    shown.showAwareness([
      {
        client: 11,
        clock: 3,
        state: {
          focus: 'goal',
          caret: { field: null, anchor: 1, head: 2, colour: 'red' },
          participant: candidate.participant,
          user: { name: 'Someone else', isAdmin: true },
          __proto__: { isAdmin: true },
        },
      },
    ])
    await seen.until('the focus', () => seen.awareness().length === 1)
    const [entry] = seen.awareness()
    expect(entry?.client).toBe(11)
    expect(entry?.clock).toBeGreaterThanOrEqual(before)
    expect(entry?.state).toEqual({
      focus: 'goal',
      caret: { field: null, anchor: 1, head: 2 },
      participant: interviewer.participant,
    })
    await shown.sync()
    expect(shown.awareness()).toEqual([])
  })

  it("cannot speak for somebody else's client id, whatever its clock [P18]", async () => {
    const stage = await stageForTest()
    const { interviewer, candidate, observer } = await castSession(stage)
    const victim = await openBoard(stage.socketUrl, interviewer)
    victim.showAwareness([{ client: 11, clock: 1, state: state('goal') }])
    const watcher = await openBoard(stage.socketUrl, observer)
    await watcher.until('the focus', () => watcher.awareness().length === 1)

    const forger = await openBoard(stage.socketUrl, candidate)
    for (const clock of [0, 2, 2 ** 52]) forger.showAwareness([{ client: 11, clock, state: state('elsewhere') }])
    forger.showAwareness([{ client: 11, clock: 2 ** 52, state: null }])
    forger.showAwareness([{ client: 22, clock: 0, state: state('mine') }])
    await watcher.until("the forger's own state", () => watcher.awareness().length === 2)
    victim.showAwareness([{ client: 11, clock: 2, state: state('still-here') }])
    await watcher.until("the victim's next state", () => watcher.awareness().length === 3)
    expect(watcher.awareness().map(({ client, state: shown }) => [client, shown])).toEqual([
      [11, { ...state('goal'), participant: interviewer.participant }],
      [22, { ...state('mine'), participant: candidate.participant }],
      [11, { ...state('still-here'), participant: interviewer.participant }],
    ])
    expect(victim.awareness().every(({ client }) => client === 22)).toBe(true)
  })

  it('shows one client id a connection, of a message however long [P18]', async () => {
    const stage = await stageForTest()
    const { candidate, observer } = await castSession(stage)
    const forger = await openBoard(stage.socketUrl, candidate)
    const watcher = await openBoard(stage.socketUrl, observer)
    const many = (count: number) =>
      encodeAwareness(Array.from({ length: count }, (_, index) => ({ client: index + 100, clock: 0, state: {} })))
    forger.send(message(1, many(20_000)))
    forger.send(message(1, many(50)))
    forger.showAwareness([{ client: 9, clock: 1, state: state('second') }])
    forger.showAwareness([{ client: 100, clock: 1, state: state('first') }])
    await watcher.until('the last state', () =>
      watcher.awareness().some(({ state: shown }) => (shown as { focus: string }).focus === 'first'),
    )
    expect(new Set(watcher.awareness().map(({ client }) => client))).toEqual(new Set([100]))
    expect(stage.rooms.counts.awarenessPassedOver).toBe(2)
  })

  it('passes over junk and keeps the connection [P18]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    for (const junk of [
      Uint8Array.of(),
      Uint8Array.of(255),
      Uint8Array.of(1, 5, 0, 1, 123),
      Uint8Array.of(255, 255, 255, 255, 15),
      encodeAwareness([{ client: 7, clock: 0, state: 'a string' }]),
      encodeAwareness([{ client: 7, clock: 0, state: { focus: 'x'.repeat(500), caret: { anchor: -1 } } }]),
    ]) {
      board.send(message(1, junk))
    }
    await board.sync()
    expect(board.socket.readyState).toBe(board.socket.OPEN)
  })

  it('shows at most so many states a second, and the newest in the end [P18]', async () => {
    const stage = await stageForTest()
    const { candidate, observer } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    const watcher = await openBoard(stage.socketUrl, observer)
    for (let number = 0; number < 200; number++) {
      board.showAwareness([{ client: 7, clock: number, state: state(`item-${number}`) }])
    }
    const isLast = ({ state: shown }: { state: unknown }): boolean => (shown as { focus: string }).focus === 'item-199'
    await watcher.until('the newest', () => watcher.awareness().some(isLast))
    expect(watcher.awareness().length).toBeLessThan(serverLimits.awarenessPerSecond)
    const clocks = watcher.awareness().map(({ clock }) => clock)
    expect(clocks).toEqual([...new Set(clocks)].sort((a, b) => a - b))
  })

  it('says nothing, regularly, so that a lone standard client does not give the line up [P4]', async () => {
    const { createTurnedClock } = await import('../steps/turned-clock.ts')
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    const before = board.received.length
    clock.turn(limits.pingEvery + 1)
    await board.until('the empty awareness message', () => board.received.length === before + 1)
    expect([...(board.received.at(-1) ?? [])]).toEqual([1, 1, 0])
  })
})
