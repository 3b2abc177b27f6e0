import { limits } from '@greenroom/protocol'

/**
 * Notices that a connection is dead although nobody closed it. The server speaks at least every `limits.pingEvery`; after a somewhat longer
 * silence it is asked, and when it does not answer that either, the connection is given up.
 *
 * A probe is judged only by ticks that came on time: after a sleep the timers run before what is waiting in the socket, so a late tick asks
 * again instead of giving up.
 */
export type SilenceWatch = {
  readonly heard: (now: number) => void
  /** Asks at once: after waking, or when another connection was found dead. */
  readonly suspect: (now: number) => 'probe'
  readonly tick: (now: number, late: boolean) => 'fine' | 'probe' | 'dead'
}

export const silence = { askAfter: limits.pingEvery + 1_000, answerWithin: 5_000 } as const

export function createSilenceWatch(now: number): SilenceWatch {
  let lastHeard = now
  let askedAt: number | null = null
  const ask = (at: number): 'probe' => {
    askedAt = at
    return 'probe'
  }
  return {
    heard: (at) => {
      lastHeard = at
      askedAt = null
    },
    // A question that is already open keeps its deadline: connections that suspect one another must not prolong each other's life.
    suspect: (at) => ask(askedAt ?? at),
    tick: (at, late) => {
      if (askedAt !== null) {
        if (late) return ask(at)
        return at - askedAt >= silence.answerWithin ? 'dead' : 'fine'
      }
      return at - lastHeard >= silence.askAfter ? ask(at) : 'fine'
    },
  }
}
