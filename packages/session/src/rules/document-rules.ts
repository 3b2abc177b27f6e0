import { type DocumentName, type ParticipantId, placeOfDocument } from '../state/ids.ts'
import { participantOf, seatIn } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'

/** Who may open, edit and replay a document of a session: the board of a round, or somebody's think tray in it. */

/**
 * Whether this participant may open this think tray: it is theirs, and its round has started. Nobody else ever may, not even at the desk.
 */
export function mayOpenTray(round: Round, author: ParticipantId, participant: ParticipantId): boolean {
  return participant === author && round.startedAt !== null
}

/** Whether this participant may edit this think tray now: its author may, while they are the candidate of the running round. */
export function mayEditTray(round: Round, author: ParticipantId, participant: ParticipantId): boolean {
  return participant === author && round.status === 'running' && seatIn(round, participant) === 'candidate'
}

/** Whether this participant may edit the board of this round now: interviewer and candidate may, while it runs. */
export function mayEditBoard(round: Round, participant: ParticipantId): boolean {
  const seat = seatIn(round, participant)
  return round.status === 'running' && (seat === 'interviewer' || seat === 'candidate')
}

/** The round that a document belongs to. `null`: the session has no such round. */
export function roundOfDocument(state: SessionState, document: DocumentName): Round | null {
  const { round } = placeOfDocument(document)
  return state.rounds.find(({ id }) => id === round) ?? null
}

/**
 * Whether this participant may open the document now: a board exists once its round has started, and a think tray belongs to its author
 * alone. Denied by default.
 */
export function mayOpenDocument(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  const round = roundOfDocument(state, document)
  if (round === null || participantOf(state, participant) === null) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayOpenTray(round, place.author, participant) : round.startedAt !== null
}

/** Whether this participant may edit the document now. */
export function mayEditDocument(state: SessionState, document: DocumentName, participant: ParticipantId): boolean {
  const round = roundOfDocument(state, document)
  if (round === null || state.status.kind !== 'open' || participantOf(state, participant) === null) return false
  const place = placeOfDocument(document)
  return place.kind === 'tray' ? mayEditTray(round, place.author, participant) : mayEditBoard(round, participant)
}

/**
 * Whether the edits of a document are part of this participant's replay, and of the files that they take home: those of boards are, those of a
 * think tray only for its author. An edit's kind has no row of audiences for this: it follows from its document.
 */
export function mayReplayDocument(document: DocumentName, participant: ParticipantId): boolean {
  const place = placeOfDocument(document)
  return place.kind === 'board' || place.author === participant
}
