import type { ParticipantId } from '@greenroom/session'

/**
 * Per participant, claims heard only in awareness are forgotten beyond this number, that participant's oldest first: nobody's claims cost
 * anybody else theirs.
 */
const heardOfEach = 64

/**
 * Who owns each Yjs client id of one document. Ids that updates used are folded from the log; ids heard only in awareness are kept in
 * memory. The server's own id (its seed's) belongs to `null` and cannot be used by anybody.
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

  /** Whether this participant has contributed structs under this id. */
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
