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
  readonly onlookers = new Set<Onlooker>()
  /** Connections whose latest claim has not been shown yet. */
  readonly waiting = new Set<ShownPresence>()
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
    presence.onlookers.add(onlooker)
    return new ShownPresence(onlooker, presence, () => {
      if (presence.onlookers.size === 0 && this.#boards.get(key) === presence) this.#boards.delete(key)
    })
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

  /** Records what is to be shown, replacing an earlier claim. Returns whether nothing was waiting to be shown before. `monotonic`: now. */
  claim(client: number, state: AwarenessState | null, monotonic: number): boolean {
    this.#client = client
    const first = this.#toShow === null
    this.#toShow = { state, since: monotonic }
    if (first) this.#presence.waiting.add(this)
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
    awareness.show(this.#self, this.#client, state, onlookers, now, how)
    return true
  }

  /**
   * An edit of this connection has just been sent to the others: its caret goes with it, and so does everything else that is waiting to be
   * shown.
   */
  goAlong(monotonic: number, now: number): void {
    const { waiting } = this.#presence
    if (waiting.size === 0) return
    this.show(monotonic, now, 'ride')
    for (const other of waiting) other.#goAlong(monotonic, now)
  }

  #goAlong(monotonic: number, now: number): void {
    if (this.#toShow !== null && monotonic - this.#toShow.since >= caretWaits) this.show(monotonic, now, 'ride')
  }

  #forget(): void {
    this.#toShow = null
    this.#presence.waiting.delete(this)
  }

  /** The connection is gone: tells the others. */
  leave(now: number): void {
    this.#forget()
    const { awareness, onlookers } = this.#presence
    if (this.#client !== null) awareness.show(this.#self, this.#client, null, onlookers, now, 'send')
    onlookers.delete(this.#self)
    this.#left()
  }
}
