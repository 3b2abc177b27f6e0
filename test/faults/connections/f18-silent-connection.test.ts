import { limits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { openBoard } from '../steps/board-client.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F18: a line that went silent', () => {
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
})
