import {
  type DocumentName,
  mayEditBoard,
  mayEditTray,
  mayOpenTray,
  type ParticipantId,
  participantOf,
  placeOfDocument,
  type Round,
  type SessionState,
} from '@greenroom/session'

const roundOf = (state: SessionState, document: DocumentName): Round | undefined => {
  const { round } = placeOfDocument(document)
  return state.rounds.find(({ id }) => id === round)
}

/**
 * Whether this participant may open the document now: a board exists once its round has started, and a think tray belongs to its author
 * alone. Denied by default.
 */
export function mayReadBoard(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  const round = roundOf(state, document)
  if (participantOf(state, participant) === null || round === undefined) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayOpenTray(round, place.author, participant) : round.startedAt !== null
}

const mayWriteBoard = (state: SessionState, document: DocumentName, participant: ParticipantId): boolean => {
  if (state.status.kind !== 'open' || participantOf(state, participant) === null) return false
  const round = roundOf(state, document)
  if (round === undefined) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayEditTray(round, place.author, participant) : mayEditBoard(round, participant)
}

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
      may = mayWriteBoard(state, this.#document, participant)
      this.#known.set(participant, may)
    }
    return may
  }
}
