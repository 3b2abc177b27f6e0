import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createManualTime } from '../testing/manual-time.ts'
import { createConnection, type DialEvents, openWithin } from './reconnect.ts'
import { silence } from './silence-watch.ts'
import { tickEvery } from './wake-watch.ts'

type Dialled = { readonly events: DialEvents; hungUp: number; probes: number }

const setUp = (chance = 0.5) => {
  const time = createManualTime()
  const dialled: Dialled[] = []
  const seen: string[] = []
  const connection = createConnection(
    { clock: time.clock, timers: time.timers, random: () => chance },
    (events) => {
      const call: Dialled = { events, hungUp: 0, probes: 0 }
      dialled.push(call)
      return {
        hangUp: () => {
          call.hungUp += 1
        },
        probe: () => {
          call.probes += 1
        },
      }
    },
    (state, silent) => seen.push(silent ? `${state.kind} in silence` : state.kind),
  )
  time.timers.every(tickEvery, () => connection.tick(false))
  const nth = (n: number): Dialled => {
    const call = dialled[n]
    if (call === undefined) throw new Error(`no call ${n}`)
    return call
  }
  return { time, dialled, seen, connection, nth }
}

describe('a connection', () => {
  it('dials again after a break, each time as a new attempt', () => {
    const { time, dialled, connection, nth } = setUp()
    connection.want()
    nth(0).events.opened()
    nth(0).events.broke(null)
    expect(connection.state()).toEqual({ kind: 'waiting', attempt: 1, retryAt: 1_000 + 250 })
    expect(nth(0).hungUp).toBe(1)
    time.pass(249)
    expect(dialled).toHaveLength(1)
    time.pass(1)
    expect(dialled).toHaveLength(2)
  })

  it('ignores a socket that was superseded, whatever it still sends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(20), fc.constantFrom('opened', 'heard', 'broke', 'finished')), { maxLength: 200 }),
        (late) => {
          const { connection, nth } = setUp()
          connection.want()
          for (let n = 0; n < 21; n += 1) {
            nth(n).events.broke(null)
            connection.wake()
          }
          nth(21).events.opened()
          const before = connection.state()
          for (const [n, what] of late) {
            const { events } = nth(n)
            if (what === 'opened') events.opened()
            else if (what === 'heard') events.heard()
            else if (what === 'broke') events.broke(null)
            else events.finished('revoked')
          }
          expect(connection.state()).toBe(before)
          expect(nth(21).hungUp).toBe(0)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('gives up on a connection that never becomes usable', () => {
    const { time, connection, nth } = setUp()
    connection.want()
    time.pass(openWithin - 1)
    expect(connection.state().kind).toBe('connecting')
    time.pass(1)
    expect(connection.state().kind).toBe('waiting')
    expect(nth(0).hungUp).toBe(1)
  })

  it('notices a dead connection within 20 seconds', () => {
    const { time, connection, seen, nth } = setUp()
    connection.want()
    nth(0).events.opened()
    const from = time.clock.monotonic()
    while (connection.state().kind === 'live') time.pass(100)
    expect(time.clock.monotonic() - from).toBeLessThanOrEqual(20_000)
    expect(nth(0).probes).toBe(1)
    expect(seen.at(-1)).toBe('waiting in silence')
  })

  it('keeps a quiet connection that answers when asked', () => {
    const { time, connection, nth } = setUp()
    connection.want()
    nth(0).events.opened()
    for (let n = 0; n < 20; n += 1) {
      time.pass(silence.askAfter + 1_000)
      nth(0).events.heard()
    }
    expect(connection.state().kind).toBe('live')
    expect(nth(0).probes).toBe(20)
  })

  it('asks again instead of giving up when its own clock was held', () => {
    const { time, connection, nth } = setUp()
    connection.want()
    nth(0).events.opened()
    time.pass(silence.askAfter + 1_000)
    expect(nth(0).probes).toBe(1)
    // Frozen: the answer waits in the socket behind this late tick.
    time.sleep(60_000)
    connection.tick(true)
    expect(connection.state().kind).toBe('live')
    nth(0).events.heard()
    time.pass(10_000)
    expect(connection.state().kind).toBe('live')
  })

  it('tries at once when woken, and asks a live connection', () => {
    const { dialled, connection, nth } = setUp()
    connection.want()
    nth(0).events.broke(60_000)
    connection.wake()
    expect(dialled).toHaveLength(2)
    nth(1).events.opened()
    connection.wake()
    expect(nth(1).probes).toBe(1)
  })

  it('survives a dial that throws, or that breaks before it returns', () => {
    const time = createManualTime()
    let dials = 0
    const connection = createConnection(
      { clock: time.clock, timers: time.timers, random: () => 0.9 },
      (events) => {
        dials += 1
        if (dials === 1) throw new Error('bad address')
        if (dials === 2) events.broke(null)
        return { hangUp: () => {}, probe: () => {} }
      },
      () => {},
    )
    connection.want()
    time.pass(40_000)
    expect(dials).toBe(5)
  })

  it('stays ended', () => {
    const { time, dialled, connection, nth } = setUp()
    connection.want()
    nth(0).events.finished('revoked')
    connection.wake()
    connection.want()
    time.pass(600_000)
    expect(dialled).toHaveLength(1)
    expect(connection.state()).toEqual({ kind: 'ended', reason: 'revoked' })
  })

  it('F26: brings 500 clients of a restarted server back within 20 seconds, spread out', () => {
    // With a second restart in the middle: the worst of 500 seeds.
    const backAt = Array.from({ length: 500 }, (_, seed) => {
      const { time, dialled, connection } = setUp(((seed * 7919) % 500) / 500)
      connection.want()
      const outage = time.clock.monotonic() + 3_000
      for (let n = 0; ; n += 1) {
        if (time.clock.monotonic() >= outage) {
          if (connection.state().kind === 'connecting') return time.clock.monotonic() - 1_000
        } else if (connection.state().kind === 'connecting') dialled.at(-1)?.events.broke(null)
        time.pass(10)
        if (n > 10_000) throw new Error('never came back')
      }
    })
    expect(Math.max(...backAt)).toBeLessThan(20_000)
    const busiest = Math.max(
      ...Array.from({ length: 200 }, (_, n) => backAt.filter((at) => Math.floor(at / 100) === n).length),
    )
    expect(busiest).toBeLessThan(150)
  })
})
