import type { EndedReason } from './close-meaning.ts'
import { type ConnectionEvent, type ConnectionPhase, nextPhase } from './connection-phases.ts'
import type { ClientClock, Timers } from './ports.ts'
import { createSilenceWatch, type SilenceWatch } from './silence-watch.ts'

/** One dialled connection. After `hangUp` nothing it reports counts any more. */
export type DialledConnection = {
  readonly hangUp: () => void
  /** Sends something that the server must answer. */
  readonly probe: () => void
}
export type DialEvents = {
  /** The connection is usable: welcomed and caught up. */
  readonly opened: () => void
  readonly heard: () => void
  readonly broke: (retryAfter: number | null) => void
  readonly finished: (reason: EndedReason) => void
}
export type Dial = (events: DialEvents) => DialledConnection

/** The one reconnect loop. Each socket of the room has one; no other code dials again. */
export type Connection = {
  readonly state: () => ConnectionPhase
  readonly want: () => void
  /** Hangs up and stays silent until wanted again. */
  readonly hold: () => void
  /** Tries at once instead of waiting, and asks a live connection whether it is still alive. */
  readonly wake: () => void
  readonly tick: (late: boolean) => void
  readonly finish: (reason: EndedReason) => void
  /** Gives up the current connection, as if it had broken, and dials again by the rules. */
  readonly redial: () => void
}

export type ConnectionPorts = { readonly clock: ClientClock; readonly timers: Timers; readonly random: () => number }

/** A connection that is not usable by then is given up. */
export const openWithin = 15_000

export function createConnection(
  ports: ConnectionPorts,
  dial: Dial,
  changed: (state: ConnectionPhase, silent: boolean) => void,
): Connection {
  let state: ConnectionPhase = { kind: 'held' }
  let call: DialledConnection | null = null
  /** Changes with each dialled connection: whatever an older one still reports is ignored (a late close after a reconnect). */
  let current = 0
  let watch: SilenceWatch | null = null
  let cancelTimer = (): void => {}
  const now = ports.clock.monotonic

  const hangUp = (): void => {
    current += 1
    const old = call
    call = null
    watch = null
    old?.hangUp()
  }

  const enter = (event: ConnectionEvent, silent = false): void => {
    const before = state
    state = nextPhase(before, event)
    if (state === before) return
    cancelTimer()
    cancelTimer = () => {}
    if (state.kind !== 'live') hangUp()
    if (state.kind === 'connecting') {
      dialNow()
    } else if (state.kind === 'waiting') {
      cancelTimer = ports.timers.after(Math.max(0, state.retryAt - now()), () => enter({ kind: 'due' }))
    }
    changed(state, silent)
  }

  const broke = (retryAfter: number | null, silent = false): void =>
    enter({ kind: 'broke', now: now(), chance: ports.random(), retryAfter }, silent)

  const dialNow = (): void => {
    current += 1
    const mine = current
    const ours = (): boolean => mine === current
    watch = createSilenceWatch(now())
    cancelTimer = ports.timers.after(openWithin, () => broke(null))
    let dialled: DialledConnection
    try {
      dialled = dial({
        opened: () => {
          if (ours()) enter({ kind: 'opened', now: now() })
        },
        heard: () => {
          if (ours()) watch?.heard(now())
        },
        broke: (retryAfter) => {
          if (ours()) broke(retryAfter)
        },
        finished: (reason) => {
          if (ours()) enter({ kind: 'finished', reason })
        },
      })
    } catch {
      // A constructor that throws (a bad URL, a blocked port) counts as a broken connection.
      if (ours()) broke(null)
      return
    }
    // It may have ended, or been superseded, before the dial returned.
    if (ours()) call = dialled
    else dialled.hangUp()
  }

  const act = (finding: 'fine' | 'probe' | 'dead'): void => {
    if (finding === 'probe') call?.probe()
    else if (finding === 'dead') broke(null, true)
  }

  return {
    state: () => state,
    want: () => enter({ kind: 'wanted' }),
    hold: () => enter({ kind: 'unwanted' }),
    wake: () => {
      if (state.kind === 'waiting') enter({ kind: 'due' })
      else if (state.kind === 'live' && watch !== null) act(watch.suspect(now()))
    },
    tick: (late) => {
      if (state.kind === 'live' && watch !== null) act(watch.tick(now(), late))
    },
    finish: (reason) => enter({ kind: 'finished', reason }),
    redial: () => {
      if (state.kind === 'live' || state.kind === 'connecting') broke(null)
    },
  }
}
