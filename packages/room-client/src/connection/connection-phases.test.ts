import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOff, type ConnectionEvent, type ConnectionPhase, nextPhase, waitBefore } from './connection-phases.ts'

const states: { readonly [K in ConnectionPhase['kind']]: ConnectionPhase } = {
  held: { kind: 'held' },
  connecting: { kind: 'connecting', attempt: 3 },
  live: { kind: 'live', attempt: 3, since: 1_000 },
  waiting: { kind: 'waiting', attempt: 3, retryAt: 9_000 },
  ended: { kind: 'ended', reason: 'revoked' },
}
const anyEvent: fc.Arbitrary<ConnectionEvent> = fc.oneof(
  fc.constantFrom<ConnectionEvent>({ kind: 'wanted' }, { kind: 'unwanted' }, { kind: 'due' }),
  fc.record({ kind: fc.constant('opened' as const), now: fc.nat(100_000) }),
  fc.record({
    kind: fc.constant('broke' as const),
    now: fc.nat(100_000),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
    retryAfter: fc.constantFrom(null, 0, 700),
  }),
)
const anyState = fc.constantFrom(states.held, states.connecting, states.live, states.waiting)
const after = (events: readonly ConnectionEvent[], from: ConnectionPhase = states.held): ConnectionPhase =>
  events.reduce(nextPhase, from)

describe('the connection', () => {
  it('is dialled only where somebody wants it, is of use only once it was opened, and ends for whatever reason comes first', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyState, fc.array(anyEvent, { maxLength: 5 }), anyEvent, (from, events, event) => {
        const before = after(events, from)
        const next = nextPhase(before, event)
        seen.add(`${before.kind} ${event.kind} ${next.kind}`)
        if (next.kind === 'live' && before.kind !== 'live')
          expect([before.kind, event.kind]).toEqual(['connecting', 'opened'])
        if (before.kind === 'held' && next.kind !== 'held') expect(event.kind).toBe('wanted')
        if (event.kind === 'unwanted') expect(next).toEqual({ kind: 'held' })
        if (next.kind === 'waiting' && before.kind !== 'waiting')
          expect(event.kind === 'broke' && next.retryAt >= event.now).toBe(true)
        if (before.kind === 'waiting' && next.kind === 'connecting') {
          expect(['wanted', 'due']).toContain(event.kind)
          expect(next.attempt).toBe(before.attempt + 1)
        }
        const ended = nextPhase(next, { kind: 'finished', reason: 'revoked' })
        expect(after([...events, { kind: 'finished', reason: 'flood' }, event], ended)).toEqual({
          kind: 'ended',
          reason: 'revoked',
        })
      }),
    )
    // Every way on was gone.
    for (const way of [
      'held wanted connecting',
      'connecting opened live',
      'live broke waiting',
      'waiting due connecting',
    ])
      expect(seen).toContain(way)
  })

  it('that breaks right after it opened goes on counting its tries, so that a server that drops everybody is not stormed', () => {
    let phase = after([{ kind: 'wanted' }])
    for (let n = 1; n <= 20; n += 1) {
      expect(phase).toEqual({ kind: 'connecting', attempt: n })
      phase = after(
        [{ kind: 'opened', now: 1_000 }, { kind: 'broke', now: 1_100, chance: 0.5, retryAfter: null }, { kind: 'due' }],
        phase,
      )
    }
  })

  it('begins to count again once a connection has held for a while', () => {
    const broke: ConnectionEvent = { kind: 'broke', now: 1_000 + backOff.stableAfter, chance: 0.5, retryAfter: null }
    expect(nextPhase(states.live, broke)).toEqual({ kind: 'waiting', attempt: 1, retryAt: broke.now + 250 })
  })

  it('waits anything between nothing and the ceiling, and never gives up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (n, chance) => {
          const wait = waitBefore(n, { chance, retryAfter: null })
          expect(wait).toBeGreaterThanOrEqual(0)
          expect(wait).toBeLessThan(Math.min(backOff.ceiling, backOff.base * 2 ** (n - 1)))
        },
      ),
    )
  })

  it('waits as long as the server asks, a little spread', () => {
    expect(waitBefore(9, { chance: 0, retryAfter: 700 })).toBe(700)
    expect(waitBefore(9, { chance: 0.9, retryAfter: 700 })).toBe(700 + 0.9 * backOff.base)
  })
})
