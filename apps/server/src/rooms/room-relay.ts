import { type AllowsWhispers, mayHear, type ParticipantId, type SessionState } from '@greenroom/session'

/** One page's connection for voice over the server, as its room sees it. */
export interface VoiceLine {
  readonly participant: ParticipantId
  readonly peer: string
  /** Sent now or dropped: voice that arrives late is useless. One buffer for all receivers. */
  sendVoice(frame: Uint8Array): void
  tellWanted(wanted: boolean): void
  end(reason: 'revoked' | 'session-deleted' | 'store-unavailable'): void
}

type RoomRelayDeps = {
  readonly state: () => SessionState
  readonly allowsWhispers: AllowsWhispers
  /** Whether this page is its participant's place in the call. */
  readonly isPlace: (participant: ParticipantId, peer: string) => boolean
}

/** Voice over the server for a session's call: sent to the pages that asked for it and may hear it, unmixed, and stored nowhere. */
export class RoomRelay {
  readonly #deps: RoomRelayDeps
  readonly #lines = new Map<VoiceLine, { wants: ReadonlySet<string>; wanted: boolean }>()

  constructor(deps: RoomRelayDeps) {
    this.#deps = deps
  }

  of(participant: ParticipantId | null): readonly VoiceLine[] {
    return [...this.#lines.keys()].filter((line) => participant === null || line.participant === participant)
  }

  /** One connection per participant: an older one of theirs is dead, or an attack. `false` when the page is not in the call. */
  join(line: VoiceLine): boolean {
    if (!this.#deps.isPlace(line.participant, line.peer)) return false
    for (const older of this.of(line.participant)) {
      this.#lines.delete(older)
      older.end('store-unavailable')
    }
    this.#lines.set(line, { wants: new Set(), wanted: false })
    this.#tellWanted()
    return true
  }

  leave(line: VoiceLine): void {
    if (this.#lines.delete(line)) this.#tellWanted()
  }

  want(line: VoiceLine, peers: readonly string[]): void {
    const place = this.#lines.get(line)
    if (place === undefined) return
    place.wants = new Set(peers)
    this.#tellWanted()
  }

  /** `frame` is built only when there is somebody to send it to. */
  voice(from: VoiceLine, frame: () => Uint8Array): void {
    if (!this.#lines.has(from) || !this.#deps.isPlace(from.participant, from.peer)) return
    const state = this.#deps.state()
    let made: Uint8Array | null = null
    for (const [line, { wants }] of this.#lines) {
      if (!wants.has(from.peer) || !mayHear(state, line.participant, from.participant, this.#deps.allowsWhispers))
        continue
      // Somebody who has left the call, or the session's socket, is no longer shown to anybody, and so must not hear anything either.
      if (!this.#deps.isPlace(line.participant, line.peer)) continue
      made ??= frame()
      line.sendVoice(made)
    }
  }

  /** Rights are not checked here: they change with the round, and are checked for each frame. */
  #tellWanted(): void {
    for (const [line, place] of this.#lines) {
      const wanted = [...this.#lines.values()].some(({ wants }) => wants.has(line.peer))
      if (wanted === place.wanted) continue
      place.wanted = wanted
      line.tellWanted(wanted)
    }
  }
}
