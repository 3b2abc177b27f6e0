import { limits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { enterSession } from './session-client.ts'
import { openTroubledStore } from './troubled-store.ts'
import { createTurnedClock } from './turned-clock.ts'
import { castSession, closeStages, stageForTest } from './with-stage.ts'

closeStages()

const hour = limits.unattendedUntilClosed

describe('F37, F38: a session that nobody attends', () => {
  it('is due an hour after its interviewer left, also when the server was killed meanwhile', async () => {
    const clock = createTurnedClock()
    const store = openTroubledStore(() => clock.now())
    const first = await stageForTest({ store, clock })
    const { interviewer, candidate } = await castSession(first, { started: false })
    const { session } = interviewer
    const desk = await enterSession(first.url, interviewer)
    expect(store.dues.get(session) ?? null).toBeNull()
    await first.startRound(interviewer)
    expect(await store.readDue(clock.now() + hour - 60_000)).toEqual([])
    // Killed while everybody is there: the due time stands in the store.
    await first.close()
    expect(await store.readDue(clock.now() + hour + 1_000)).toEqual([session])
    desk.close()

    const second = await stageForTest({ store, clock, access: first.access })
    const chair = await enterSession(second.url, candidate)
    clock.turn(hour + 1_000)
    expect(await store.readDue(clock.now())).toEqual([session])
    for (let attempt = 0; attempt < 3; attempt++) {
      await second.rooms.run(session, null, null, { kind: 'closeUnattended' })
    }
    await chair.until('the end', () => chair.entries.some(({ kind }) => kind === 'session-closed'))
    const log = await store.read(session, 0, 10_000)
    expect(log.filter(({ kind }) => kind === 'session-closed').length).toBe(1)
    expect(await store.readDue(clock.now() + 10 * hour)).toEqual([])
    chair.close()
  })

  it('is not closed while the interviewer is there, and gets the full hour again when they leave', async () => {
    const clock = createTurnedClock()
    const store = openTroubledStore(() => clock.now())
    const stage = await stageForTest({ store, clock })
    const { interviewer } = await castSession(stage)
    const { session } = interviewer
    clock.turn(hour - 1_000)
    const desk = await enterSession(stage.url, interviewer)
    await desk.ask('time')
    clock.turn(2_000)
    expect(await store.readDue(clock.now())).toEqual([])
    clock.turn(2 * hour)
    expect(await stage.rooms.run(session, null, null, { kind: 'closeUnattended' })).toMatchObject({ ok: true })
    expect((await stage.rooms.read(session))?.status.kind).toBe('open')
    expect(await store.readDue(clock.now())).toEqual([])
    desk.close()
    await desk.disconnected
    const left = clock.now()
    const isNoted = (): boolean => (store.dues.get(session) ?? 0) >= left + hour - 1_000
    while (!isNoted()) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await store.readDue(left + hour + 1_000)).toEqual([session])
  })
})
