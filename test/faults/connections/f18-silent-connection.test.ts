import { closeCodes, limits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { LiveSocket } from '../../../apps/server/src/live/live-socket.ts'
import { openBoard } from '../steps/board-client.ts'
import { joinSession } from '../steps/session-client.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F18: a connection that went silent', () => {
  it('is noticed within twenty seconds, and its presence removed; one that answers pings stays [P19] [P4]', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer, candidate } = await castSession(stage)
    const silent = await openBoard(stage.socketUrl, candidate)
    const alive = await openBoard(stage.socketUrl, interviewer)
    await silent.sync()
    silent.showAwareness([{ client: 5, clock: 0, state: { focus: 'goal', caret: null } }])
    await alive.until('the focus', () => alive.awareness().length === 1)
    silent.socket.pause()
    const before = alive.received.length
    clock.turn(limits.pingEvery + 1)
    await alive.until('the keep-alive', () => alive.received.length > before)
    await alive.sync()
    clock.turn(limits.silenceUntilDead - limits.pingEvery)
    await alive.until('the removal', () => alive.awareness().at(-1)?.state === null)
    expect(stage.rooms.counts.boardConnections).toBe(1)
    expect(stage.rooms.counts.boardsEnded.get('silent')).toBe(1)
    expect(limits.silenceUntilDead + 1_000).toBeLessThan(20_000)
    silent.socket.terminate()
  })

  it('of a page that is stopped ends its boards too, whose pings the browser answers for it; another tab keeps them [P19]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const watching = await joinSession(stage.socketUrl, interviewer)
    const tabs = [await joinSession(stage.socketUrl, candidate), await joinSession(stage.socketUrl, candidate)]
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    const entered = await stage.rooms.enter(candidate.session, candidate.participant, 0)
    if (!entered.ok) throw new Error(entered.rejection)
    // As the session's socket says it when nothing answered its pings for long enough.
    const stop = (): void => {
      const [tab] = entered.room.streams.of(candidate.participant)
      if (tab instanceof LiveSocket) tab.leave('silent')
    }
    stop()
    await board.sync()
    expect(watching.here()).toContain(candidate.participant)
    stop()
    expect(await board.closed).toBe(closeCodes['try-later'])
    await watching.until('the absence', () => !watching.here().includes(candidate.participant))
    entered.release()
    for (const client of [watching, ...tabs]) client.close()
  })
})
