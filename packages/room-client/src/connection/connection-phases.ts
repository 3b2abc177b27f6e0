import type { EndedReason } from './close-meaning.ts'

/**
 * What a connection can be, what can happen to it, and what follows: the whole table, pure. Both sockets use it.
 *
 * Back-off is full jitter (Marc Brooker, "Exponential Backoff And Jitter", AWS 2015): a try waits a random time between 0 and `min(30 s,
 * base · 2^n)`, so that clients of a restarted server come back spread out instead of together.
 */
export type ConnectionPhase =
  /** Not wanted now. */
  | { readonly kind: 'held' }
  /** `attempt` counts tries since a connection last stayed up for a while, from 1. */
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live'; readonly attempt: number; readonly since: number }
  | { readonly kind: 'waiting'; readonly attempt: number; readonly retryAt: number }
  | { readonly kind: 'ended'; readonly reason: EndedReason }

export type ConnectionEvent =
  | { readonly kind: 'wanted' }
  | { readonly kind: 'unwanted' }
  | { readonly kind: 'opened'; readonly now: number }
  /** `chance` in [0, 1) determines the wait; `retryAfter` is the time the server asked for in milliseconds. */
  | { readonly kind: 'broke'; readonly now: number; readonly chance: number; readonly retryAfter: number | null }
  /** The wait is over, or somebody asks to try at once. */
  | { readonly kind: 'due' }
  | { readonly kind: 'finished'; readonly reason: EndedReason }

export const backOff = { base: 500, ceiling: 30_000, stableAfter: 5_000 } as const

type StateOf<K> = Extract<ConnectionPhase, { kind: K }>
type EventOf<K> = Extract<ConnectionEvent, { kind: K }>
type Table = {
  readonly [S in ConnectionPhase['kind']]: {
    readonly [E in ConnectionEvent['kind']]: (state: StateOf<S>, event: EventOf<E>) => ConnectionPhase
  }
}

const stay = (state: ConnectionPhase): ConnectionPhase => state
const hold = (): ConnectionPhase => ({ kind: 'held' })
const finish = (_: ConnectionPhase, event: EventOf<'finished'>): ConnectionPhase => ({
  kind: 'ended',
  reason: event.reason,
})
const dial = (attempt: number): ConnectionPhase => ({ kind: 'connecting', attempt })
const waitAfter = (attempt: number, event: EventOf<'broke'>): ConnectionPhase => ({
  kind: 'waiting',
  attempt,
  retryAt: event.now + waitBefore(attempt, event),
})

/** Milliseconds until the next try. The time the server asked for comes first, spread by one base so that equal times do not coincide. */
export function waitBefore(attempt: number, event: Pick<EventOf<'broke'>, 'chance' | 'retryAfter'>): number {
  return event.retryAfter === null
    ? event.chance * Math.min(backOff.ceiling, backOff.base * 2 ** (attempt - 1))
    : event.retryAfter + event.chance * backOff.base
}

/** A connection that dropped right after it opened has not proved anything: its tries keep counting. */
const attemptsAfter = (state: StateOf<'live'>, now: number): number =>
  now - state.since >= backOff.stableAfter ? 1 : state.attempt

const table: Table = {
  held: {
    wanted: () => dial(1),
    unwanted: stay,
    opened: stay,
    broke: stay,
    due: stay,
    finished: finish,
  },
  connecting: {
    wanted: stay,
    unwanted: hold,
    opened: (state, event) => ({ kind: 'live', attempt: state.attempt, since: event.now }),
    broke: (state, event) => waitAfter(state.attempt, event),
    due: stay,
    finished: finish,
  },
  live: {
    wanted: stay,
    unwanted: hold,
    opened: stay,
    broke: (state, event) => waitAfter(attemptsAfter(state, event.now), event),
    due: stay,
    finished: finish,
  },
  waiting: {
    wanted: (state) => dial(state.attempt + 1),
    unwanted: hold,
    opened: stay,
    broke: stay,
    due: (state) => dial(state.attempt + 1),
    finished: finish,
  },
  /** Permanent: only a new client starts over. */
  ended: {
    wanted: stay,
    unwanted: stay,
    opened: stay,
    broke: stay,
    due: stay,
    finished: stay,
  },
}

export function nextPhase(state: ConnectionPhase, event: ConnectionEvent): ConnectionPhase {
  // The table is complete by type; looking up a pair in it is beyond what the type system can follow.
  const move = table[state.kind][event.kind] as (state: ConnectionPhase, event: ConnectionEvent) => ConnectionPhase
  return move(state, event)
}
