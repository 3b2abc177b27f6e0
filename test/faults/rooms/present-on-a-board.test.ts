import { describe, expect, it } from 'vitest'
import { openBoard } from '../steps/board-client.ts'
import { joinSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('people who read live', () => {
  it('is present, also with nothing but a board open, and leaves with the last connection [P24]', async () => {
    const stage = await stageForTest()
    const { interviewer, observer } = await castSession(stage)
    const watching = await joinSession(stage.url, interviewer)
    await watching.until('alone', () => watching.here().length === 1)
    const first = await openBoard(stage.socketUrl, observer)
    await watching.until('the observer', () => watching.here().includes(observer.participant))
    const session = await joinSession(stage.url, observer)
    await session.until('both', () => session.here().length === 2)
    first.close()
    await first.closed
    const second = await openBoard(stage.socketUrl, observer)
    session.close()
    second.close()
    await watching.until('alone again', () => watching.here().length === 1)
    expect(watching.here()).toEqual([interviewer.participant])
  })
})
