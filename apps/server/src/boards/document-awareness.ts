import { type AwarenessState, encodeAwareness, encodeAwarenessStates } from '@greenroom/protocol'
import type { ParticipantId } from '@greenroom/session'
import { type NumberedState, stampState } from './awareness-states.ts'

type Holder = {
  readonly participant: ParticipantId
  readonly send: (message: Uint8Array) => void
  /** Like `send`, but together with the next message: nobody is waiting for it. */
  readonly ride: (message: Uint8Array) => void
}
type Held = NumberedState & { readonly holder: Holder }

/** Who is looking where on one document. Each state is held by the connection that claimed it. */
export class DocumentAwareness {
  readonly #states = new Map<number, Held>()
  #lastClock = 0

  /** Rises even when the wall clock steps back; and across restarts, as it is at least the time in milliseconds. */
  #nextClock(now: number): number {
    this.#lastClock = Math.max(now, this.#lastClock + 1)
    return this.#lastClock
  }

  /**
   * Sets or removes what `holder` shows under `client`, and tells all others: at once, or together with their next message. A newer
   * connection takes over its client id.
   */
  show(
    holder: Holder,
    client: number,
    state: AwarenessState | null,
    others: Iterable<Holder>,
    now: number,
    how: 'send' | 'ride',
  ): void {
    if (state === null && this.#states.get(client)?.holder !== holder) return
    const shown: NumberedState = {
      client,
      clock: this.#nextClock(now),
      json: state === null ? 'null' : stampState(state, holder.participant),
    }
    if (state === null) this.#states.delete(client)
    else this.#states.set(client, { ...shown, holder })
    const message = encodeAwareness(encodeAwarenessStates([shown]))
    for (const other of others) if (other !== holder) other[how](message)
  }

  /** The states of everybody else in one message. `null` when there are none. */
  encodeFor(holder: Holder): Uint8Array | null {
    const states: NumberedState[] = []
    for (const held of this.#states.values()) if (held.holder !== holder) states.push(held)
    return states.length === 0 ? null : encodeAwareness(encodeAwarenessStates(states))
  }
}
