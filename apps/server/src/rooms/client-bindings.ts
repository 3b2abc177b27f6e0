import type { ParticipantId } from '@greenroom/session'

/**
 * Claims that were only ever heard in awareness are forgotten beyond this many of one participant, their own oldest first: nobody's
 * claims cost somebody else theirs.
 */
const heardOfEach = 64

/**
 * Whose each Yjs client id of one document is. What an update brought is folded from the log; what was only heard in
 * awareness lives in memory. The server's own id (its seed's) belongs to `null` and can be used by nobody.
 */
export class ClientBindings {
  readonly #logged: Map<number, ParticipantId | null>
  readonly #heard = new Map<number, ParticipantId>()
  readonly #heardOf = new Map<ParticipantId, Set<number>>()

  constructor(logged: readonly (readonly [number, ParticipantId | null])[] = []) {
    this.#logged = new Map(logged)
  }

  mayUse(client: number, participant: ParticipantId): boolean {
    const logged = this.#logged.get(client)
    if (logged !== undefined) return logged === participant
    const heard = this.#heard.get(client)
    return heard === undefined || heard === participant
  }

  /** Whether this participant has brought structs under this id. */
  owns(client: number, participant: ParticipantId): boolean {
    return this.#logged.get(client) === participant
  }

  /** Call `mayUse` first: the first to use an id keeps it. */
  hear(client: number, participant: ParticipantId): void {
    if (this.#logged.has(client) || this.#heard.has(client)) return
    this.#heard.set(client, participant)
    let own = this.#heardOf.get(participant)
    if (own === undefined) {
      own = new Set()
      this.#heardOf.set(participant, own)
    }
    own.add(client)
    if (own.size <= heardOfEach) return
    for (const oldest of own) {
      this.#forget(oldest, participant)
      break
    }
  }

  /** Folds one entry of the log. */
  fold(clients: readonly number[], by: ParticipantId | null): void {
    for (const client of clients) {
      if (this.#logged.has(client)) continue
      this.#logged.set(client, by)
      const heard = this.#heard.get(client)
      if (heard !== undefined) this.#forget(client, heard)
    }
  }

  #forget(client: number, participant: ParticipantId): void {
    this.#heard.delete(client)
    this.#heardOf.get(participant)?.delete(client)
  }

  toList(): readonly (readonly [number, ParticipantId | null])[] {
    return [...this.#logged]
  }
}
