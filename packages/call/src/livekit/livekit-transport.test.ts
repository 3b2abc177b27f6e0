import { describe, expect, it } from 'vitest'
import { noTracks } from '../media-transport.ts'
import {
  connectWithin,
  createLiveKitTransport,
  type LiveKitGrant,
  type LiveKitRoom,
  type LiveKitRoomOptions,
} from './livekit-transport.ts'

const grant = (mayPublish: boolean, token = 'a token'): LiveKitGrant => ({
  ...{ kind: 'liveKit', url: 'ws://livekit.test', room: 'its-room' },
  ...{ mayPublish, token },
})

/** A page with LiveKit’s client in its place, and a clock that a test moves. */
function page({ loads = true }: { readonly loads?: boolean } = {}) {
  let now = 0
  type Timer = { readonly at: number; readonly every: number | null; readonly run: () => void }
  let waiting: Timer[] = []
  const opened: (LiveKitRoomOptions & { closed: boolean })[] = []
  const told: boolean[] = []
  let asked = 0
  let loaded = 0
  const set = (timer: Timer): (() => void) => {
    waiting.push(timer)
    return () => {
      waiting = waiting.filter((each) => each !== timer && each.run !== timer.run)
    }
  }
  const transport = createLiveKitTransport({
    ask: () => {
      asked += 1
    },
    events: {
      state: () => {},
      streams: () => {},
      quality: () => {},
      reachable: () => told.push(transport.isReachable()),
    },
    timers: {
      after: (milliseconds, run) => set({ at: now + milliseconds, every: null, run }),
      every: (milliseconds, run) => set({ at: now + milliseconds, every: milliseconds, run }),
    },
    load: async () => {
      loaded += 1
      if (!loads) throw new Error('offline')
      return (options): LiveKitRoom => {
        const one = { ...options, closed: false }
        opened.push(one)
        return {
          arrange: () => {},
          send: () => {},
          close: () => {
            one.closed = true
          },
        }
      }
    },
  })
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    transport,
    opened,
    told,
    asked: () => asked,
    loaded: () => loaded,
    take: async (given: LiveKitGrant) => {
      transport.take(given)
      await settled()
    },
    pass: async (milliseconds: number) => {
      const until = now + milliseconds
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        now = next.at
        waiting = waiting.filter((each) => each !== next)
        if (next.every !== null) waiting.push({ ...next, at: now + next.every })
        next.run()
        await settled()
      }
      now = until
    },
  }
}

describe('the way over LiveKit', () => {
  it('is loaded when the server lets this page in, and never where there is none', async () => {
    const alone = page()
    alone.transport.arrange([{ peer: 'peer-of-ben', maySend: true, mayReceive: true }])
    alone.transport.send(noTracks)
    alone.transport.retry()
    await alone.pass(60_000)
    expect([alone.loaded(), alone.asked(), alone.told]).toEqual([0, 0, []])
    await alone.take(grant(true))
    expect(alone.loaded()).toBe(1)
    expect(alone.opened).toHaveLength(1)
  })

  it('stays connected when it is let in again with the same rights, and connects again with others', async () => {
    const { take, opened } = page()
    await take(grant(true))
    opened[0]?.events.connected()
    await take(grant(true, 'a later token'))
    expect(opened).toHaveLength(1)
    await take(grant(false))
    expect(opened.map(({ closed, grant: { mayPublish } }) => [closed, mayPublish])).toEqual([
      [true, true],
      [false, false],
    ])
  })

  it('F60: is given up for others when it does not connect in time, and taken again when it does', async () => {
    const { take, opened, pass, told, asked } = page()
    await take(grant(true))
    await pass(connectWithin - 1)
    expect(told).toEqual([])
    await pass(1)
    expect(told).toEqual([false])
    opened[0]?.events.connected()
    expect(told).toEqual([false, true])
    // A short break is nobody’s business, a longer one is; its own client restores it, if that is done soon.
    opened[0]?.events.interrupted()
    await pass(connectWithin / 2)
    opened[0]?.events.connected()
    await pass(connectWithin)
    expect(told).toEqual([false, true])
    opened[0]?.events.interrupted()
    await pass(connectWithin)
    expect(told).toEqual([false, true, false])
    expect(opened[0]?.closed).toBe(true)
    await pass(500)
    expect(asked()).toBe(1)
  })

  it('F60: asks the server for another way in when it is lost, at once and then again and again', async () => {
    const { take, opened, pass, asked, transport } = page()
    await take(grant(true))
    opened[0]?.events.connected()
    opened[0]?.events.lost()
    expect(opened[0]?.closed).toBe(true)
    await pass(500)
    expect(asked()).toBe(1)
    await pass(20_000)
    expect(asked()).toBe(3)
    await take(grant(true))
    await pass(20_000)
    expect(asked()).toBe(3)
    // What an older room still has to say is nobody’s news.
    opened[0]?.events.lost()
    await pass(1_000)
    expect(asked()).toBe(3)
    transport.close()
    expect(opened[1]?.closed).toBe(true)
    await take(grant(true))
    expect(opened).toHaveLength(2)
  })

  it('F60: is given up, too, when its client cannot be loaded', async () => {
    const { take, pass, told, asked, loaded } = page({ loads: false })
    await take(grant(true))
    await pass(connectWithin)
    expect(told).toEqual([false])
    // Not at once: what did not begin will not begin a moment later.
    expect(asked()).toBe(0)
    await pass(connectWithin)
    expect(asked()).toBe(1)
    await take(grant(true))
    expect(loaded()).toBe(2)
  })
})
