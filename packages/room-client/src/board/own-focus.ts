import type { AwarenessState } from '@greenroom/protocol'
import type { Timers } from '../connection/ports.ts'

/** Announces where this person is, at most every 50 ms: the first change at once, the last one always. */
export type OwnFocus = { readonly set: (state: AwarenessState) => void; readonly close: () => void }

const focusEvery = 50

export function createOwnFocus(timers: Timers, tell: (state: AwarenessState) => void): OwnFocus {
  let next: AwarenessState | null = null
  let last = ''
  let cancel: (() => void) | null = null
  const tellNow = (state: AwarenessState): void => {
    const key = JSON.stringify(state)
    if (key === last) return
    last = key
    tell(state)
    cancel = timers.after(focusEvery, () => {
      cancel = null
      const waiting = next
      next = null
      if (waiting !== null) tellNow(waiting)
    })
  }
  return {
    set: (state) => {
      if (cancel === null) tellNow(state)
      else next = state
    },
    close: () => {
      cancel?.()
      cancel = null
      next = null
    },
  }
}
