import type { ClientClock } from './ports.ts'

/**
 * Notices that the computer slept or the page was frozen: a tick came much later than planned, or the computer's clock and the monotonic
 * one moved apart (on some systems the monotonic clock stands still during sleep, on others it does not).
 */
export type WakeWatch = { readonly tick: () => 'on-time' | 'late' | 'woke' }

export const tickEvery = 1_000
const lateBy = 2_000
const apartBy = 5_000

export function createWakeWatch(clock: ClientClock): WakeWatch {
  let monotonic = clock.monotonic()
  let apart = clock.wall() - monotonic
  return {
    tick: () => {
      const now = clock.monotonic()
      const apartNow = clock.wall() - now
      const slept = Math.abs(apartNow - apart) >= apartBy
      const late = now - monotonic >= tickEvery + lateBy
      monotonic = now
      apart = apartNow
      return slept ? 'woke' : late ? 'late' : 'on-time'
    },
  }
}
