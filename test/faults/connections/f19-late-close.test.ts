import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BoardClient, openBoard } from '../steps/board-client.ts'
import { addCard, cardsOf } from '../steps/cards.ts'
import { enterSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F19: the late close of an old socket', () => {
  it('takes nothing from the new one: presence of a board stays with the newer connection [P18]', async () => {
    const stage = await stageForTest()
    const { interviewer, observer } = await castSession(stage)
    const watcher = await openBoard(stage.socketUrl, observer)
    const old = await openBoard(stage.socketUrl, interviewer)
    old.showAwareness([{ client: 11, clock: 0, state: { focus: 'goal', caret: null } }])
    await watcher.until('the old state', () => watcher.awareness().length === 1)
    const fresh = await openBoard(stage.socketUrl, interviewer)
    fresh.showAwareness([{ client: 11, clock: 0, state: { focus: 'card', caret: null } }])
    await watcher.until('the new state', () => watcher.awareness().length === 2)
    old.socket.terminate()
    await old.closed
    await watcher.sync()
    const newcomer = await openBoard(stage.socketUrl, observer)
    await newcomer.until('who is there', () => newcomer.awareness().length > 0)
    expect(newcomer.awareness().map(({ state }) => (state as { focus: string }).focus)).toEqual(['card'])
    fresh.close()
    await watcher.until('the removal', () => watcher.awareness().at(-1)?.state === null)
    const [first, second, third] = watcher.awareness().map(({ clock }) => clock)
    expect([first, second, third]).toEqual([first, second, third].toSorted((a = 0, b = 0) => a - b))
  })

  it('F23: keeps a participant present as long as one of their tabs is open [P24]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const watcher = await enterSession(stage.url, interviewer)
    const first = await enterSession(stage.url, candidate)
    const second = await enterSession(stage.url, candidate)
    await watcher.until('the candidate', () => watcher.here().length === 2)
    first.close()
    await first.disconnected
    await second.ask('time')
    expect(watcher.here()).toContain(candidate.participant)
    second.close()
    await watcher.until('the candidate to be away', () => watcher.here().length === 1)
    watcher.close()
  })

  it('in any order of opening and closing, open connections can still edit and be heard', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const watcher = await openBoard(stage.socketUrl, interviewer)
    await watcher.sync()
    let cards = 0
    const step = fc.constantFrom('open', 'close-oldest', 'terminate-oldest', 'close-newest')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const open: BoardClient[] = []
        for (const what of steps) {
          if (what === 'open' && open.length < 6) open.push(await openBoard(stage.socketUrl, candidate))
          else if (what === 'close-oldest') open.shift()?.close()
          else if (what === 'terminate-oldest') open.shift()?.socket.terminate()
          else open.pop()?.close()
        }
        const last = await openBoard(stage.socketUrl, candidate)
        await last.sync()
        const name = `card-${++cards}`
        last.edit((doc) => addCard(doc, name, name))
        await watcher.until(name, () => cardsOf(watcher.doc).includes(name))
        for (const board of [...open, last]) {
          board.close()
          await board.closed
        }
      }),
      { numRuns: 12 },
    )
    await watcher.until('the rest to have left', () => stage.rooms.counts.boardConnections === 1)
  })
})
