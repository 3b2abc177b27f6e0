import { type AllowsWhispers, mayHear, type ParticipantId, type SessionState } from '@greenroom/session'

/** One page's connection for voice over the server, as its room sees it. */
export interface VoiceConnection {
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
  readonly #connections = new Map<VoiceConnection, { wants: ReadonlySet<string>; wanted: boolean }>()

  constructor(deps: RoomRelayDeps) {
    this.#deps = deps
  }

  of(participant: ParticipantId | null): readonly VoiceConnection[] {
    return [...this.#connections.keys()].filter(
      (connection) => participant === null || connection.participant === participant,
    )
  }

  /** One connection per participant: an older one of theirs is dead, or an attack. `false` when the page is not in the call. */
  join(connection: VoiceConnection): boolean {
    if (!this.#deps.isPlace(connection.participant, connection.peer)) return false
    for (const older of this.of(connection.participant)) {
      this.#connections.delete(older)
      older.end('store-unavailable')
    }
    this.#connections.set(connection, { wants: new Set(), wanted: false })
    this.#tellWanted()
    return true
  }

  leave(connection: VoiceConnection): void {
    if (this.#connections.delete(connection)) this.#tellWanted()
  }

  want(connection: VoiceConnection, peers: readonly string[]): void {
    const place = this.#connections.get(connection)
    if (place === undefined) return
    place.wants = new Set(peers)
    this.#tellWanted()
  }

  /** `frame` is built only when there is somebody to send it to. */
  voice(from: VoiceConnection, frame: () => Uint8Array): void {
    if (!this.#connections.has(from) || !this.#deps.isPlace(from.participant, from.peer)) return
    const state = this.#deps.state()
    let made: Uint8Array | null = null
    for (const [connection, { wants }] of this.#connections) {
      if (!wants.has(from.peer) || !mayHear(state, connection.participant, from.participant, this.#deps.allowsWhispers))
        continue
      // Somebody who has left the call, or the session's socket, is no longer shown to anybody, and so must not hear anything either.
      if (!this.#deps.isPlace(connection.participant, connection.peer)) continue
      made ??= frame()
      connection.sendVoice(made)
    }
  }

  /** Rights are not checked here: they change with the round, and are checked for each frame. */
  #tellWanted(): void {
    for (const [connection, place] of this.#connections) {
      const wanted = [...this.#connections.values()].some(({ wants }) => wants.has(connection.peer))
      if (wanted === place.wanted) continue
      place.wanted = wanted
      connection.tellWanted(wanted)
    }
  }
}
