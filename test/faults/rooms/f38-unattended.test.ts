import { serverLimits } from '@greenroom/protocol'
import type { LogStore, NewEntry } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { closeDue } from '../../../apps/server/src/housekeeping/sweeps.ts'
import { createRooms } from '../../../apps/server/src/rooms/rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { enterSession } from '../steps/session-client.ts'
import { openTroubledStore } from '../steps/troubled-store.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const hour = serverLimits.unattendedUntilClosed
const starts = runCount('F38: starts after a deadline has passed', 200, 1_000)
/** A store that is gone from one point on, as after a kill: what was not written by then is lost. */
const dyingAt = (store: LogStore, point: number): Partial<LogStore> => {
  const gone = (): Promise<never> => Promise.reject(new Error('killed'))
  if (point === 0) return { append: gone, setDue: gone, writeKeyframe: gone }
  if (point === 1)
    return {
      append: async (...given) => {
        await store.append(...given)
        return gone()
      },
      setDue: gone,
      writeKeyframe: gone,
    }
  return { setDue: gone, writeKeyframe: gone }
}

describe('F37, F38: a session that nobody attends', () => {
  it('is due an hour after its interviewer left, even when the server was killed in the meantime', async () => {
    const clock = createTurnedClock()
    const store = openTroubledStore(() => clock.now())
    const first = await stageForTest({ store, clock })
    const { interviewer, candidate } = await castSession(first, { started: false })
    const { session } = interviewer
    const desk = await enterSession(first.url, interviewer)
    expect(store.dues.get(session) ?? null).toBeNull()
    await first.startRound(interviewer)
    expect(await store.readDue(clock.now() + hour - 60_000)).toEqual([])
    // Killed while everybody is there: the due time is in the store.
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

describe('F38: a deadline that passes while the server is down', () => {
  it(`closes the session exactly once, at the first look after the start, whenever the server was killed (${starts} starts)`, async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer } = await castSession(stage)
    const { session } = interviewer
    const log = (await stage.store.read(session, 0, 10_000)).map(
      ({ seq: _seq, at: _at, ...entry }) => entry as NewEntry,
    )
    let seed = 20261128
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return Math.floor((seed / 2 ** 32) * below)
    }
    let cutShort = 0
    const added = new Set<number>()
    for (let start = 0; start < starts; start++) {
      const store = openTroubledStore(() => clock.now())
      await store.append(session, 0, log)
      await store.setDue(session, clock.now() + hour)
      clock.turn(hour + 1 + random(10 * hour))
      // Killed up to twice in the middle of it: before the entry is written, after it, or before the due time is taken away.
      for (let kill = random(3); kill > 0; kill--) {
        const dying = { ...store, ...dyingAt(store, random(3)) }
        const rooms = createRooms({ ...stage.deps, store: dying })
        await closeDue({ deps: { ...stage.deps, store: dying }, rooms }).catch(() => {})
        rooms.close()
        cutShort++
      }
      const rooms = createRooms({ ...stage.deps, store })
      await closeDue({ deps: { ...stage.deps, store }, rooms })
      const closed = (await store.read(session, 0, 10_000)).filter(({ kind }) => kind === 'session-closed')
      expect(closed).toHaveLength(1)
      await closeDue({ deps: { ...stage.deps, store }, rooms })
      expect(await store.readDue(Number.MAX_SAFE_INTEGER)).toEqual([])
      added.add((await store.lastSeq(session)) - log.length)
      rooms.close()
    }
    // The same entries each time, and no second try among them.
    expect(added.size).toBe(1)
    expect(cutShort).toBeGreaterThan(starts / 2)
  })
})
