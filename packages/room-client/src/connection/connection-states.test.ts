import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backOff, type LineEvent, type LineState, nextLineState, table, waitBefore } from './connection-states.ts'

const states: { readonly [K in LineState['kind']]: LineState } = {
  held: { kind: 'held' },
  connecting: { kind: 'connecting', attempt: 3 },
  live: { kind: 'live', attempt: 3, since: 1_000 },
  waiting: { kind: 'waiting', attempt: 3, retryAt: 9_000 },
  ended: { kind: 'ended', reason: 'revoked' },
}
const events: { readonly [K in LineEvent['kind']]: LineEvent } = {
  wanted: { kind: 'wanted' },
  unwanted: { kind: 'unwanted' },
  opened: { kind: 'opened', now: 5_000 },
  broke: { kind: 'broke', now: 5_000, chance: 0.5, retryAfter: null },
  due: { kind: 'due' },
  finished: { kind: 'finished', reason: 'unauthorized' },
}

/** Every state with every event, said once more in plain words. */
const expected: { readonly [S in LineState['kind']]: { readonly [E in LineEvent['kind']]: LineState } } = {
  held: {
    wanted: { kind: 'connecting', attempt: 1 },
    unwanted: states.held,
    opened: states.held,
    broke: states.held,
    due: states.held,
    finished: { kind: 'ended', reason: 'unauthorized' },
  },
  connecting: {
    wanted: states.connecting,
    unwanted: { kind: 'held' },
    opened: { kind: 'live', attempt: 3, since: 5_000 },
    broke: { kind: 'waiting', attempt: 3, retryAt: 5_000 + 0.5 * 2_000 },
    due: states.connecting,
    finished: { kind: 'ended', reason: 'unauthorized' },
  },
  live: {
    wanted: states.live,
    unwanted: { kind: 'held' },
    opened: states.live,
    // Four seconds are not a while: the tries go on counting.
    broke: { kind: 'waiting', attempt: 3, retryAt: 5_000 + 0.5 * 2_000 },
    due: states.live,
    finished: { kind: 'ended', reason: 'unauthorized' },
  },
  waiting: {
    wanted: { kind: 'connecting', attempt: 4 },
    unwanted: { kind: 'held' },
    opened: states.waiting,
    broke: states.waiting,
    due: { kind: 'connecting', attempt: 4 },
    finished: { kind: 'ended', reason: 'unauthorized' },
  },
  ended: {
    wanted: states.ended,
    unwanted: states.ended,
    opened: states.ended,
    broke: states.ended,
    due: states.ended,
    finished: states.ended,
  },
}

describe('the connection', () => {
  for (const [name, state] of Object.entries(states)) {
    for (const [happening, event] of Object.entries(events)) {
      it(`${name} × ${happening}`, () => {
        expect(nextLineState(state, event)).toEqual(expected[name as LineState['kind']][happening as LineEvent['kind']])
      })
    }
  }

  it('has a table without a missing state or event', () => {
    expect(Object.keys(table)).toEqual(Object.keys(states))
    for (const row of Object.values(table)) expect(Object.keys(row)).toEqual(Object.keys(events))
  })

  it('begins to count again once a connection has held for a while', () => {
    const broke: LineEvent = { kind: 'broke', now: 1_000 + backOff.stableAfter, chance: 0.5, retryAfter: null }
    expect(nextLineState(states.live, broke)).toEqual({ kind: 'waiting', attempt: 1, retryAt: broke.now + 250 })
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
