import { type DocumentName, mayEditDocument, type ParticipantId, type SessionState } from '@greenroom/session'

/**
 * Who may write in one document now. This is checked for every message, as seats change, and rounds end and reopen, while connections stay;
 * but it is worked out again only when something that it depends on has changed.
 */
export class BoardWriters {
  readonly #document: DocumentName
  readonly #known = new Map<ParticipantId, boolean>()
  /** What it depends on. Edits leave all of this as it is. */
  #status: SessionState['status'] | null = null
  #participants: SessionState['participants'] | null = null
  #rounds: SessionState['rounds'] | null = null

  constructor(document: DocumentName) {
    this.#document = document
  }

  may(state: SessionState, participant: ParticipantId): boolean {
    const { status, participants, rounds } = state
    if (status !== this.#status || participants !== this.#participants || rounds !== this.#rounds) {
      this.#known.clear()
      this.#status = status
      this.#participants = participants
      this.#rounds = rounds
    }
    let may = this.#known.get(participant)
    if (may === undefined) {
      may = mayEditDocument(state, this.#document, participant)
      this.#known.set(participant, may)
    }
    return may
  }
}
