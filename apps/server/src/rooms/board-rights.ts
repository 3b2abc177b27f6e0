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

/** Checked for every message: seats change, and rounds end and reopen, while connections stay. */
export function mayWriteBoard(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  if (state.status.kind !== 'open' || participantOf(state, participant) === null) return false
  const round = roundOf(state, document)
  if (round === undefined) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayEditTray(round, place.author, participant) : mayEditBoard(round, participant)
}
