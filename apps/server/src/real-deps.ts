import { randomBytes, randomInt } from 'node:crypto'
import { uptime } from 'node:os'
import { participantIdSchema, returnIdSchema, sessionIdSchema } from '@greenroom/session'
import type { Clock, Ids } from './ports.ts'

/** A suspended machine's monotonic clock stands still. A difference from its uptime that is smaller than this is rounding. */
const suspendedAtLeast = 2_000

/** A wall clock that is further behind what was written than this was wrong when that was written. */
const setBackAtMost = 24 * 3_600_000

/** `notBefore`: of the newest entry that was ever written, when the server starts; `null` when there is none. */
type SteadyClock = Clock & { readonly notBefore: (at: number | null) => void }

/**
 * The time of day as it was when the server started, plus what has passed since: running deadlines do not move when somebody, or a time
 * server, sets the wall clock, and the time never goes backwards. Time during which the machine was suspended counts. Nor does it go
 * backwards from one run of the server to the next: a phase that was running would last longer by as much. All in milliseconds; `uptime` is
 * the machine's.
 */
export function createSteadyClock(source: {
  readonly wall: () => number
  readonly monotonic: () => number
  readonly uptime: () => number
}): SteadyClock {
  let startedAt = source.wall()
  const monotonicAtStart = source.monotonic()
  const uptimeAtStart = source.uptime()
  let suspended = 0
  let lookedAt = monotonicAtStart
  const now = (): number => {
    const monotonic = source.monotonic()
    // Reading the uptime is a system call: once a second is enough.
    if (monotonic - lookedAt >= 1_000) {
      lookedAt = monotonic
      const missed = source.uptime() - uptimeAtStart - (monotonic - monotonicAtStart)
      if (missed - suspended >= suspendedAtLeast) suspended = missed
    }
    return Math.floor(startedAt + (monotonic - monotonicAtStart) + suspended)
  }
  return {
    now,
    monotonic: source.monotonic,
    notBefore: (at) => {
      const behind = at === null ? 0 : at - now()
      if (behind > 0 && behind <= setBackAtMost) startedAt += behind
    },
  }
}

/** Round trips to the other clock; the shortest is the most accurate. */
const tripsToClock = 4

/**
 * A clock that follows another one: what several servers write is stamped by their database, and what they tell people must not differ from
 * that by the error of their own clocks. Rejects when the other clock cannot be read.
 */
export async function followClock(own: Clock, readNow: () => Promise<number>): Promise<Clock> {
  let shortest = Number.POSITIVE_INFINITY
  let ahead = 0
  for (let trip = 0; trip < tripsToClock; trip++) {
    const asked = own.monotonic()
    const now = await readNow()
    const took = own.monotonic() - asked
    if (took >= shortest) continue
    shortest = took
    ahead = Math.round(now + took / 2 - own.now())
  }
  return { now: () => own.now() + ahead, monotonic: own.monotonic }
}

/** The real time, ids and randomness: everything else takes them as arguments. */
export const realClock: SteadyClock = createSteadyClock({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1000,
})

/** Letters, digits, `-` and `_`: four for every three bytes. nanoid would load the whole of Web Crypto at every start. */
const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url')

export const realIds: Ids = {
  session: () => sessionIdSchema.parse(randomText(16)),
  participant: () => participantIdSchema.parse(randomText(16)),
  request: () => returnIdSchema.parse(randomText(16)),
  secret: () => randomText(32),
}

/** From 0 up to but not including 1. Unpredictable: nobody can foresee the next case from the last ones. */
export function realRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32
}

export function realInvitationId(): string {
  return randomText(9)
}

export function realEpoch(): string {
  return randomText(9)
}
