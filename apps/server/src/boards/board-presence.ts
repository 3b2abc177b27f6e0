import { type AwarenessState, serverLimits } from '@greenroom/protocol'
import type { DocumentName, ParticipantId, SessionId } from '@greenroom/session'
import { DocumentAwareness } from './document-awareness.ts'

/** A connection that shows its caret to the others and sees theirs. */
export type Onlooker = {
  readonly participant: ParticipantId
  readonly document: DocumentName
  readonly send: (message: Uint8Array) => void
  readonly ride: (message: Uint8Array) => void
}

/** Who is looking where on one board, and who can see it. */
class Presence {
  readonly onlookers = new Map<Onlooker, ShownPresence>()
  /** How many have a claim that has not been shown yet. */
  waiting = 0
  readonly awareness = new DocumentAwareness()
}

/** Who is looking where on all boards of this server. Kept in memory only; the log does not contain it. */
export class BoardPresences {
  readonly #boards = new Map<string, Presence>()

  join(session: SessionId, onlooker: Onlooker): ShownPresence {
    const key = `${session} ${onlooker.document}`
    let presence = this.#boards.get(key)
    if (presence === undefined) {
      presence = new Presence()
      this.#boards.set(key, presence)
    }
    const shown = new ShownPresence(onlooker, presence, () => {
      if (presence.onlookers.size === 0 && this.#boards.get(key) === presence) this.#boards.delete(key)
    })
    presence.onlookers.set(onlooker, shown)
    return shown
  }
}

const showEvery = 1000 / serverLimits.awarenessPerSecond
/** A caret moves because of an edit that is still to be committed: the caret waits this long, or until the edit is committed. */
export const caretWaits = 25

/** What one connection shows of itself: where its caret is, under its one Yjs client id. */
export class ShownPresence {
  readonly #self: Onlooker
  readonly #presence: Presence
  readonly #left: () => void
  #client: number | null = null
  #shownAt = Number.NEGATIVE_INFINITY
  #toShow: { readonly state: AwarenessState | null; readonly since: number } | null = null

  constructor(self: Onlooker, presence: Presence, left: () => void) {
    this.#self = self
    this.#presence = presence
    this.#left = left
  }

  /** The client id that it shows itself under. `null` when it has not claimed one yet. */
  get client(): number | null {
    return this.#client
  }

  /** The states of everybody else in one message. `null` when there are none. */
  encodeOthers(): Uint8Array | null {
    return this.#presence.awareness.encodeFor(this.#self)
  }

  /** Records what to show next, replacing an earlier claim. `true` if no claim was waiting. `monotonic`: the current monotonic time. */
  claim(client: number, state: AwarenessState | null, monotonic: number): boolean {
    this.#client = client
    const first = this.#toShow === null
    this.#toShow = { state, since: monotonic }
    if (first) this.#presence.waiting++
    return first
  }

  /**
   * Shows the others the latest claim. `false` when it is too soon after the last time. Takes the monotonic time and the time since the
   * epoch.
   */
  show(monotonic: number, now: number, how: 'send' | 'ride' = 'send'): boolean {
    if (this.#toShow === null || this.#client === null) return true
    if (monotonic - this.#shownAt < showEvery) return false
    const { state } = this.#toShow
    this.#forget()
    this.#shownAt = monotonic
    const { awareness, onlookers } = this.#presence
    awareness.show(this.#self, this.#client, state, onlookers.keys(), now, how)
    return true
  }

  /**
   * An edit of this connection has just been sent to the others: its caret goes with it, and so does every other caret that has waited for
   * `caretWaits`.
   */
  goAlong(monotonic: number, now: number): void {
    if (this.#presence.waiting === 0) return
    this.show(monotonic, now, 'ride')
    if (this.#presence.waiting === 0) return
    for (const other of this.#presence.onlookers.values()) other.#goAlong(monotonic, now)
  }

  #goAlong(monotonic: number, now: number): void {
    if (this.#toShow !== null && monotonic - this.#toShow.since >= caretWaits) this.show(monotonic, now, 'ride')
  }

  #forget(): void {
    if (this.#toShow !== null) this.#presence.waiting--
    this.#toShow = null
  }

  /** The connection is gone: tells the others. */
  leave(now: number): void {
    this.#forget()
    const { awareness, onlookers } = this.#presence
    if (this.#client !== null) awareness.show(this.#self, this.#client, null, onlookers.keys(), now, 'send')
    onlookers.delete(this.#self)
    this.#left()
  }
}
